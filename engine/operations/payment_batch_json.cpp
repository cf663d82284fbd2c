// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/payment_batch_json.hpp"

#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::operations {

namespace {

Json payment_json(const Payment& payment) {
    return Json::Object{{"end_to_end_id", payment.end_to_end_id},
                        {"outbox", payment.outbox_id},
                        {"case", payment.case_id},
                        {"creditor_name", payment.creditor_name},
                        {"iban", payment.iban},
                        {"cents", payment.cents},
                        {"remittance", payment.remittance}};
}

Payment payment_of_json(const Json& json, const std::string& batch_id) {
    const Json* cents = json.find("cents");
    if (cents == nullptr || !cents->is_integer()) {
        throw OperatingError(FailureKind::corrupt, "batch " + batch_id + ": no amount");
    }
    return {.end_to_end_id = json.text("end_to_end_id"),
            .outbox_id = json.text("outbox"),
            .case_id = json.text("case"),
            .creditor_name = json.text("creditor_name"),
            .iban = json.text("iban"),
            .cents = cents->as_integer(),
            .remittance = json.text("remittance")};
}

}  // namespace

std::string batch_content(const PaymentBatch& batch) {
    Json::Array payments;
    for (const Payment& payment : batch.payments) {
        payments.push_back(payment_json(payment));
    }
    return canonical_json(Json::Object{{"execution_date", to_string(batch.execution_date)},
                                       {"debtor", Json::Object{{"name", batch.debtor.debtor_name},
                                                               {"iban", batch.debtor.debtor_iban},
                                                               {"bic", batch.debtor.debtor_bic}}},
                                       {"payments", std::move(payments)}});
}

PaymentBatch batch_of_row(const ports::BatchRow& row) {
    const auto json = parse_json(row.content_json);
    const Json* debtor = json.has_value() ? json->find("debtor") : nullptr;
    const Json* payments = json.has_value() ? json->find("payments") : nullptr;
    const auto date = json.has_value() ? parse_date(json->text("execution_date")) : std::nullopt;
    if (debtor == nullptr || payments == nullptr || !payments->is_array() || !date.has_value()) {
        throw OperatingError(FailureKind::corrupt, "batch " + row.id + ": content is no batch");
    }
    PaymentBatch batch{.id = row.id,
                       .created = from_micros(row.created),
                       .execution_date = *date,
                       .debtor = {.debtor_name = debtor->text("name"),
                                  .debtor_iban = debtor->text("iban"),
                                  .debtor_bic = debtor->text("bic")},
                       .payments = {}};
    for (const Json& payment : payments->as_array()) {
        batch.payments.push_back(payment_of_json(payment, row.id));
    }
    return batch;
}

}  // namespace foerderwerk::operations
