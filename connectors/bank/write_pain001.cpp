// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/write_pain001.hpp"

#include <set>

#include "connectors/bank/sepa_text.hpp"
#include "connectors/xml/write_xml.hpp"
#include "engine/types/iban.hpp"
#include "engine/types/money.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::bank {
namespace {

constexpr std::string_view pain_namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
constexpr std::size_t longest_name = 70;
constexpr std::size_t longest_remittance = 140;
constexpr std::int64_t largest_amount = 99'999'999'999;

/// Collects what is wrong with a batch, place by place.
class BatchCheck {
public:
    Reasons run(const PaymentBatch& batch) {
        place_ = "Auftrag " + batch.message_id;
        check_id(batch.message_id);
        check_name(batch.debtor_name);
        check_account(batch.debtor_iban, batch.debtor_bic);
        if (!batch.execution_date.ok()) {
            add("ZAHLUNG_DATUM", "Das Ausführungsdatum ist kein Kalendertag.");
        }
        if (batch.payments.empty()) {
            add("ZAHLUNG_LEER", "Der Auftrag enthält keine Zahlung.");
        }
        for (std::size_t i = 0; i < batch.payments.size(); ++i) {
            const Payment& payment = batch.payments[i];
            place_ = "Zahlung " + std::to_string(i + 1) + " (" + payment.end_to_end_id + ")";
            check_payment(payment);
        }
        return std::move(reasons_);
    }

    Reasons run(const Payment& payment) {
        place_ = payment.end_to_end_id;
        check_payment(payment);
        return std::move(reasons_);
    }

private:
    void add(const char* code, const char* text) { reasons_.push_back({code, place_, text}); }

    void check_payment(const Payment& payment) {
        check_id(payment.end_to_end_id);
        if (!seen_.insert(payment.end_to_end_id).second) {
            add("ZAHLUNG_DOPPELT", "Dieselbe End-to-End-Id steht schon im Auftrag.");
        }
        check_name(payment.creditor_name);
        check_account(payment.iban, payment.bic);
        if (payment.cents < 1 || payment.cents > largest_amount) {
            add("ZAHLUNG_BETRAG", "Der Betrag liegt nicht zwischen 0,01 und 999.999.999,99 EUR.");
        }
        if (!is_valid_utf8(payment.remittance) ||
            sepa_text(payment.remittance).size() > longest_remittance) {
            add("ZAHLUNG_ZWECK", "Der Verwendungszweck ist länger als 140 Zeichen.");
        }
    }

    void check_id(const std::string& id) {
        if (!is_sepa_id(id)) {
            add("ZAHLUNG_ID", "Die Kennung hat nicht 1 bis 35 zulässige Zeichen.");
        }
    }

    void check_name(const std::string& name) {
        if (!is_valid_utf8(name)) {
            add("ZAHLUNG_NAME", "Der Name ist kein UTF-8.");
            return;
        }
        const std::string text = sepa_text(name);
        if (text.size() > longest_name || text.find_first_not_of(". ") == text.npos) {
            add("ZAHLUNG_NAME", "Der Name ist leer oder länger als 70 Zeichen.");
        }
    }

    void check_account(const std::string& iban, const std::optional<std::string>& bic) {
        if (!Iban::parse(iban)) {
            add("ZAHLUNG_IBAN", "Die IBAN ist falsch: Länge oder Prüfziffer stimmt nicht.");
        }
        if (bic && !is_bic(*bic)) {
            add("ZAHLUNG_BIC", "Der BIC hat nicht die Form nach ISO 9362.");
        }
    }

    std::string place_;
    std::set<std::string> seen_;
    Reasons reasons_;
};

std::string amount_text(std::int64_t cents) {
    return Money::from_cents(cents).to_string();
}

std::string seconds_text(Instant instant) {
    return to_string(instant).substr(0, std::string_view("2026-01-12T08:00:00").size()) + 'Z';
}

void write_iban(xml::XmlWriter& out, const char* account, const std::string& iban) {
    out.start(account).start("Id").element("IBAN", Iban::parse(iban)->text()).end().end();
}

void write_name(xml::XmlWriter& out, const char* party, const std::string& name) {
    out.start(party).element("Nm", sepa_text(name)).end();
}

void write_payment(xml::XmlWriter& out, const Payment& payment) {
    out.start("CdtTrfTxInf");
    out.start("PmtId").element("EndToEndId", payment.end_to_end_id).end();
    out.start("Amt").start("InstdAmt").attribute("Ccy", "EUR");
    out.text(amount_text(payment.cents)).end().end();
    if (payment.bic) {
        out.start("CdtrAgt").start("FinInstnId").element("BICFI", *payment.bic).end().end();
    }
    write_name(out, "Cdtr", payment.creditor_name);
    write_iban(out, "CdtrAcct", payment.iban);
    if (const std::string text = sepa_text(payment.remittance); !text.empty()) {
        out.start("RmtInf").element("Ustrd", text).end();
    }
    out.end();
}

/// Number and sum stand on both levels, and must.
void write_totals(xml::XmlWriter& out, const PaymentBatch& batch, std::int64_t sum) {
    out.element("NbOfTxs", std::to_string(batch.payments.size()));
    out.element("CtrlSum", amount_text(sum));
}

void write_order(xml::XmlWriter& out, const PaymentBatch& batch, std::int64_t sum) {
    out.start("PmtInf").element("PmtInfId", batch.message_id).element("PmtMtd", "TRF");
    write_totals(out, batch, sum);
    out.start("PmtTpInf").start("SvcLvl").element("Cd", "SEPA").end().end();
    out.start("ReqdExctnDt").element("Dt", to_string(batch.execution_date)).end();
    write_name(out, "Dbtr", batch.debtor_name);
    write_iban(out, "DbtrAcct", batch.debtor_iban);
    out.start("DbtrAgt").start("FinInstnId");
    if (batch.debtor_bic) {
        out.element("BICFI", *batch.debtor_bic);
    } else {
        out.start("Othr").element("Id", "NOTPROVIDED").end();
    }
    out.end().end().element("ChrgBr", "SLEV");
    for (const Payment& payment : batch.payments) {
        write_payment(out, payment);
    }
    out.end();
}

}  // namespace

Reasons check_payment(const Payment& payment) {
    return BatchCheck().run(payment);
}

Result<std::string, Reasons> write_pain001(const PaymentBatch& batch) {
    Reasons reasons = BatchCheck().run(batch);
    std::int64_t sum = 0;
    for (const Payment& payment : batch.payments) {
        if (reasons.empty() && __builtin_add_overflow(sum, payment.cents, &sum)) {
            reasons.push_back({"ZAHLUNG_BETRAG", batch.message_id, "Die Summe ist zu groß."});
        }
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    xml::XmlWriter out;
    out.start("Document").attribute("xmlns", pain_namespace).start("CstmrCdtTrfInitn");
    out.start("GrpHdr").element("MsgId", batch.message_id);
    out.element("CreDtTm", seconds_text(batch.created));
    write_totals(out, batch, sum);
    write_name(out, "InitgPty", batch.debtor_name);
    out.end();
    write_order(out, batch, sum);
    out.end().end();
    return out.finish();
}

}  // namespace foerderwerk::bank
