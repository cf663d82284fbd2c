// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/payment_files.hpp"

#include "connectors/bank/read_camt054.hpp"
#include "connectors/bank/write_pain001.hpp"

namespace foerderwerk::bank {

namespace {

Payment order_of(const operations::Payment& payment) {
    return {.end_to_end_id = payment.end_to_end_id,
            .creditor_name = payment.creditor_name,
            .iban = payment.iban,
            .bic = std::nullopt,
            .cents = payment.cents,
            .remittance = payment.remittance};
}

}  // namespace

Reasons BankPaymentFiles::check(const operations::Payment& payment) const {
    return check_payment(order_of(payment));
}

Result<std::string, Reasons> BankPaymentFiles::write(const operations::PaymentBatch& batch) const {
    PaymentBatch order{.message_id = batch.id,
                       .created = batch.created,
                       .debtor_name = batch.debtor.debtor_name,
                       .debtor_iban = batch.debtor.debtor_iban,
                       .debtor_bic = std::nullopt,
                       .execution_date = batch.execution_date,
                       .payments = {}};
    if (!batch.debtor.debtor_bic.empty()) {
        order.debtor_bic = batch.debtor.debtor_bic;
    }
    for (const operations::Payment& payment : batch.payments) {
        order.payments.push_back(order_of(payment));
    }
    return write_pain001(order);
}

Result<std::vector<operations::PaymentBooking>, Reasons> BankPaymentFiles::read_status(
    std::string_view bytes) const {
    auto report = read_camt054(bytes);
    if (!report.has_value()) {
        return Failure<Reasons>(std::move(report.error()));
    }
    std::vector<operations::PaymentBooking> bookings;
    for (const BankBooking& booking : report->bookings) {
        bookings.push_back(
            {.end_to_end_id = booking.end_to_end_id,
             .cents = booking.cents,
             .paid = booking.confirms_payment(),
             .returned = booking.returns_payment(),
             .value_date = booking.value_date ? to_string(*booking.value_date) : std::string(),
             .return_reason = booking.return_reason,
             .unusable = std::nullopt});
    }
    for (Reason& reason : report->passed_over) {
        operations::PaymentBooking unusable;
        unusable.unusable = std::move(reason);
        bookings.push_back(std::move(unusable));
    }
    return bookings;
}

}  // namespace foerderwerk::bank
