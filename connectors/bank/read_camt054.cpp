// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/read_camt054.hpp"

#include <algorithm>

#include "connectors/bank/iso_fields.hpp"

namespace foerderwerk::bank {
namespace {

using xml::XmlElement;

struct Format {
    std::string_view space;
    std::string_view message;
    std::string_view report;
};

constexpr Format known_formats[] = {
    {"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn"},
    {"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", "BkToCstmrStmt", "Stmt"},
};

std::optional<Direction> direction_of(const XmlElement* indicator) {
    const std::string text = text_of(indicator);
    if (text == "DBIT") {
        return Direction::debit;
    }
    return text == "CRDT" ? std::optional(Direction::credit) : std::nullopt;
}

class Reader {
public:
    explicit Reader(BankReport& report) : report_(report) {}

    void read_entry(const XmlElement& entry) {
        std::vector<const XmlElement*> transactions;
        for (const XmlElement& details : entry.children) {
            for (const XmlElement& transaction : details.children) {
                if (details.name == "NtryDtls" && transaction.name == "TxDtls" &&
                    transaction.space == entry.space) {
                    transactions.push_back(&transaction);
                }
            }
        }
        if (transactions.empty()) {
            read_sum(entry);
        }
        for (const XmlElement* transaction : transactions) {
            read_transaction(entry, *transaction, transactions.size() == 1);
        }
    }

private:
    void pass_over(const XmlElement& element, const char* code, const char* text) {
        report_.passed_over.push_back({code, "Zeile " + std::to_string(element.line), text});
    }

    /// The transaction's own amount. The entry's is the same only if it has no other transaction.
    static const XmlElement* amount_of(const XmlElement& entry, const XmlElement& transaction,
                                       bool alone) {
        if (const XmlElement* amount = find(&transaction, "Amt")) {
            return amount;
        }
        if (const XmlElement* amount = find(find(&transaction, "AmtDtls", "TxAmt"), "Amt")) {
            return amount;
        }
        return alone ? find(&entry, "Amt") : nullptr;
    }

    void read_transaction(const XmlElement& entry, const XmlElement& transaction, bool alone) {
        BankBooking booking;
        booking.end_to_end_id = text_of(find(&transaction, "Refs", "EndToEndId"));
        if (booking.end_to_end_id.empty() || booking.end_to_end_id == "NOTPROVIDED") {
            pass_over(transaction, "CAMT_REFERENCE", "Der Umsatz nennt keine End-to-End-Id.");
            return;
        }
        booking.return_reason = code_of(find(&transaction, "RtrInf", "Rsn"));
        booking.bank_reference = text_of(find(&transaction, "Refs", "AcctSvcrRef"));
        add(entry, transaction, amount_of(entry, transaction, alone), std::move(booking));
    }

    /// A whole order booked in one sum: the entry names the order instead of its payments.
    void read_sum(const XmlElement& entry) {
        const XmlElement* order = find(&entry, "NtryDtls", "Btch");
        BankBooking booking;
        booking.batch_id = text_of(find(order, "PmtInfId"));
        if (booking.batch_id.empty()) {
            booking.batch_id = text_of(find(order, "MsgId"));
        }
        if (booking.batch_id.empty()) {
            pass_over(entry, "CAMT_REFERENCE", "Die Buchung nennt keine einzelnen Umsätze.");
            return;
        }
        add(entry, entry, find(&entry, "Amt"), std::move(booking));
    }

    /// What entry and transaction have in common; passed over without amount or direction.
    void add(const XmlElement& entry, const XmlElement& transaction, const XmlElement* amount,
             BankBooking booking) {
        const auto cents = amount == nullptr ? std::nullopt : parse_cents(text_of(amount));
        if (!cents) {
            pass_over(transaction, "CAMT_AMOUNT", "Der Betrag fehlt oder ist nicht in Cent.");
            return;
        }
        if (amount->attribute("Ccy") != "EUR") {
            pass_over(transaction, "CAMT_CURRENCY", "Der Umsatz ist nicht in Euro.");
            return;
        }
        const XmlElement* own_indicator = find(&transaction, "CdtDbtInd");
        const auto direction =
            direction_of(own_indicator != nullptr ? own_indicator : find(&entry, "CdtDbtInd"));
        if (!direction) {
            pass_over(transaction, "CAMT_INDICATOR", "Soll oder Haben ist nicht angegeben.");
            return;
        }
        booking.cents = *cents;
        booking.direction = *direction;
        booking.status = code_of(find(&entry, "Sts"));
        const std::string reversal = text_of(find(&entry, "RvslInd"));
        booking.reversal = reversal == "true" || reversal == "1";
        booking.value_date = date_of(find(&entry, "ValDt"));
        if (!booking.value_date) {
            booking.value_date = date_of(find(&entry, "BookgDt"));
        }
        if (booking.bank_reference.empty()) {
            booking.bank_reference = text_of(find(&entry, "AcctSvcrRef"));
        }
        report_.bookings.push_back(std::move(booking));
    }

    BankReport& report_;
};

Failure<Reasons> wrong_format(const XmlElement& root) {
    return Failure<Reasons>(Reasons{
        {"CAMT_FORMAT", "Zeile " + std::to_string(root.line),
         "Erwartet wird camt.054.001.08 oder camt.053.001.08, gefunden: " + root.space + "."}});
}

}  // namespace

Result<BankReport, Reasons> read_camt054(std::string_view bytes) {
    const auto root = parse_bank_file(bytes);
    return root ? read_camt054(*root) : Failure<Reasons>(root.error());
}

Result<BankReport, Reasons> read_camt054(const XmlElement& root) {
    const auto* format =
        std::find_if(std::begin(known_formats), std::end(known_formats),
                     [&](const Format& known) { return known.space == root.space; });
    if (format == std::end(known_formats) || root.name != "Document") {
        return wrong_format(root);
    }
    const XmlElement* message = find(&root, format->message);
    if (message == nullptr || find(message, format->report) == nullptr) {
        return wrong_format(root);
    }
    BankReport report;
    report.message_id = text_of(find(message, "GrpHdr", "MsgId"));
    Reader reader(report);
    for (const XmlElement& account : message->children) {
        if (account.name != format->report || account.space != message->space) {
            continue;
        }
        for (const XmlElement& entry : account.children) {
            if (entry.name == "Ntry" && entry.space == account.space) {
                reader.read_entry(entry);
            }
        }
    }
    return report;
}

}  // namespace foerderwerk::bank
