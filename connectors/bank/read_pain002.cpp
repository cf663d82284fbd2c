// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/read_pain002.hpp"

#include <algorithm>
#include <array>

#include "connectors/bank/iso_fields.hpp"

namespace foerderwerk::bank {
namespace {

using xml::XmlElement;

constexpr std::array<std::string_view, 2> known_spaces = {
    "urn:iso:std:iso:20022:tech:xsd:pain.002.001.03",
    "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10",
};

/// On its way, as a whole or in part. None of them is a booking.
constexpr std::array<std::string_view, 9> accepted_codes = {"RCVD", "ACTC", "ACCP", "ACFC", "ACSP",
                                                            "ACSC", "ACWC", "PART", "PDNG"};

enum class Said { nothing, accepted, rejected, unknown };

Said said_by(const std::string& code) {
    if (code.empty()) {
        return Said::nothing;
    }
    if (code == "RJCT") {
        return Said::rejected;
    }
    const bool accepted =
        std::find(accepted_codes.begin(), accepted_codes.end(), code) != accepted_codes.end();
    return accepted ? Said::accepted : Said::unknown;
}

std::string reason_of(const XmlElement& element) {
    return code_of(find(find(&element, "StsRsnInf"), "Rsn"));
}

class Reader {
public:
    explicit Reader(StatusReport& report) : report_(report) {}

    void read(const XmlElement& message) {
        const XmlElement* group = find(&message, "OrgnlGrpInfAndSts");
        file_id_ = text_of(find(group, "OrgnlMsgId"));
        const std::string kind = text_of(find(group, "OrgnlMsgNmId"));
        if (group == nullptr || file_id_.empty() || !kind.starts_with("pain.001")) {
            pass_over(group == nullptr ? message : *group, "PAIN_REFERENCE",
                      "Der Bericht betrifft keine Überweisungsdatei.");
            return;
        }
        for (const XmlElement& order : message.children) {
            if (order.name == "OrgnlPmtInfAndSts" && order.space == message.space) {
                read_order(order);
            }
        }
        read_whole(*group, text_of(find(group, "GrpSts")), file_id_);
        std::move(of_orders_.begin(), of_orders_.end(), std::back_inserter(report_.statuses));
        if (report_.statuses.empty() && report_.passed_over.empty()) {
            pass_over(message, "PAIN_STATUS", "Der Bericht nennt keinen Status.");
        }
    }

private:
    void pass_over(const XmlElement& element, const char* code, const char* text) {
        report_.passed_over.push_back({code, "Zeile " + std::to_string(element.line), text});
    }

    void pass_over_status(const XmlElement& element) {
        pass_over(element, "PAIN_STATUS", "Der Status fehlt oder ist nicht bekannt.");
    }

    /// The status of a file or an order, which holds for all its payments when it is a rejection.
    void read_whole(const XmlElement& element, const std::string& code, const std::string& id) {
        const Said said = said_by(code);
        if (said == Said::unknown) {
            pass_over_status(element);
        } else if (said != Said::nothing) {
            of_orders_.push_back({.end_to_end_id = {},
                                  .batch_id = id,
                                  .cents = {},
                                  .rejected = said == Said::rejected,
                                  .reason_code = reason_of(element)});
        }
    }

    void read_order(const XmlElement& order) {
        for (const XmlElement& transaction : order.children) {
            if (transaction.name == "TxInfAndSts" && transaction.space == order.space) {
                read_transaction(transaction);
            }
        }
        const std::string code = text_of(find(&order, "PmtInfSts"));
        const std::string id = text_of(find(&order, "OrgnlPmtInfId"));
        if (!code.empty() && id.empty()) {
            pass_over(order, "PAIN_REFERENCE", "Der Auftrag ist nicht benannt.");
        } else {
            read_whole(order, code, id);
        }
    }

    /// Only what stands in the entry itself: OrgnlTxRef repeats the original payment, and a status
    /// in there is not this payment's.
    void read_transaction(const XmlElement& transaction) {
        PaymentStatus status;
        status.end_to_end_id = text_of(find(&transaction, "OrgnlEndToEndId"));
        status.batch_id = file_id_;
        if (status.end_to_end_id.empty() || status.end_to_end_id == "NOTPROVIDED") {
            pass_over(transaction, "PAIN_REFERENCE", "Der Eintrag nennt keine End-to-End-Id.");
            return;
        }
        const Said said = said_by(text_of(find(&transaction, "TxSts")));
        if (said == Said::nothing || said == Said::unknown) {
            pass_over_status(transaction);
            return;
        }
        const XmlElement* amount = find(find(&transaction, "OrgnlTxRef", "Amt"), "InstdAmt");
        if (amount != nullptr) {
            status.cents = parse_cents(text_of(amount));
            if (!status.cents.has_value() || amount->attribute("Ccy") != "EUR") {
                pass_over(transaction, "PAIN_AMOUNT", "Der Betrag ist nicht in Euro und Cent.");
                return;
            }
        }
        status.rejected = said == Said::rejected;
        status.reason_code = reason_of(transaction);
        report_.statuses.push_back(std::move(status));
    }

    StatusReport& report_;
    std::string file_id_;
    std::vector<PaymentStatus> of_orders_;
};

}  // namespace

Result<StatusReport, Reasons> read_pain002(std::string_view bytes) {
    const auto root = parse_bank_file(bytes);
    return root ? read_pain002(*root) : Failure<Reasons>(root.error());
}

Result<StatusReport, Reasons> read_pain002(const XmlElement& root) {
    const bool known =
        std::find(known_spaces.begin(), known_spaces.end(), root.space) != known_spaces.end();
    const XmlElement* message =
        known && root.name == "Document" ? find(&root, "CstmrPmtStsRpt") : nullptr;
    if (message == nullptr) {
        return Failure<Reasons>(Reasons{
            {"PAIN_FORMAT", "Zeile " + std::to_string(root.line),
             "Erwartet wird pain.002.001.03 oder pain.002.001.10, gefunden: " + root.space + "."}});
    }
    StatusReport report;
    report.message_id = text_of(find(message, "GrpHdr", "MsgId"));
    Reader(report).read(*message);
    return report;
}

}  // namespace foerderwerk::bank
