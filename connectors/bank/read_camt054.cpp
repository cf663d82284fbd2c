// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/read_camt054.hpp"

#include <algorithm>

#include "connectors/xml/xml_tree.hpp"

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

/// A child of the message's own namespace: extensions of a bank must not pose as fields.
const XmlElement* find(const XmlElement* parent, std::string_view name) {
    if (parent == nullptr) {
        return nullptr;
    }
    for (const XmlElement& child : parent->children) {
        if (child.name == name && child.space == parent->space) {
            return &child;
        }
    }
    return nullptr;
}

const XmlElement* find(const XmlElement* parent, std::string_view name, std::string_view below) {
    return find(find(parent, name), below);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view()
                              : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string text_of(const XmlElement* element) {
    return element == nullptr ? std::string() : std::string(trimmed(element->text));
}

/// Cents of an xs:decimal; no value when negative, too large or with parts of a cent.
std::optional<std::int64_t> parse_cents(std::string_view text) {
    text.remove_prefix(text.starts_with('+') ? 1 : 0);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    std::string fraction(text.substr(std::min(point + 1, text.size())));
    if (digits.empty() && fraction.empty()) {
        return std::nullopt;
    }
    while (fraction.size() > 2 && fraction.back() == '0') {
        fraction.pop_back();
    }
    if (fraction.size() > 2) {
        return std::nullopt;
    }
    digits += fraction + std::string(2 - fraction.size(), '0');
    std::int64_t cents = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9' || __builtin_mul_overflow(cents, std::int64_t{10}, &cents) ||
            __builtin_add_overflow(cents, std::int64_t{c - '0'}, &cents)) {
            return std::nullopt;
        }
    }
    return cents;
}

/// Dt, or the calendar day of DtTm as the bank wrote it.
std::optional<LocalDate> date_of(const XmlElement* choice) {
    const std::string day = text_of(find(choice, "Dt"));
    return parse_date(day.empty() ? text_of(find(choice, "DtTm")).substr(0, 10)
                                  : std::string_view(day).substr(0, 10));
}

std::optional<Direction> direction_of(const XmlElement* indicator) {
    const std::string text = text_of(indicator);
    if (text == "DBIT") {
        return Direction::debit;
    }
    return text == "CRDT" ? std::optional(Direction::credit) : std::nullopt;
}

std::string code_of(const XmlElement* choice) {
    const std::string code = text_of(find(choice, "Cd"));
    return code.empty() ? text_of(find(choice, "Prtry")) : code;
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
            pass_over(entry, "CAMT_REFERENCE", "Die Buchung nennt keine einzelnen Umsätze.");
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
        const XmlElement* amount = amount_of(entry, transaction, alone);
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
        booking.return_reason = code_of(find(&transaction, "RtrInf", "Rsn"));
        booking.bank_reference = text_of(find(&transaction, "Refs", "AcctSvcrRef"));
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
    // A statement of a large account is bigger than any message of the portal.
    constexpr xml::XmlLimits limits{
        .bytes_max = 100u * 1024 * 1024, .depth_max = 64, .elements_max = 2'000'000};
    const auto root = xml::parse_xml(bytes, limits);
    if (!root) {
        return Failure<Reasons>(root.error());
    }
    const auto* format =
        std::find_if(std::begin(known_formats), std::end(known_formats),
                     [&](const Format& known) { return known.space == root->space; });
    if (format == std::end(known_formats) || root->name != "Document") {
        return wrong_format(*root);
    }
    const XmlElement* message = find(&*root, format->message);
    if (message == nullptr || find(message, format->report) == nullptr) {
        return wrong_format(*root);
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
