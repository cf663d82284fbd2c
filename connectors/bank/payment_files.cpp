// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/payment_files.hpp"

#include "connectors/bank/iso_fields.hpp"
#include "connectors/bank/read_camt054.hpp"
#include "connectors/bank/read_pain002.hpp"
#include "connectors/bank/reason_words.hpp"
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

using Kind = operations::PaymentBooking::Kind;
using Bookings = Result<std::vector<operations::PaymentBooking>, Reasons>;

void add_unusable(std::vector<operations::PaymentBooking>& bookings, Reasons& reasons) {
    for (Reason& reason : reasons) {
        operations::PaymentBooking unusable;
        unusable.unusable = std::move(reason);
        bookings.push_back(std::move(unusable));
    }
}

Bookings bookings_of(Result<BankReport, Reasons> report) {
    if (!report.has_value()) {
        return Failure<Reasons>(std::move(report.error()));
    }
    std::vector<operations::PaymentBooking> bookings;
    for (const BankBooking& booking : report->bookings) {
        operations::PaymentBooking one{.end_to_end_id = booking.end_to_end_id,
                                       .batch_id = booking.batch_id,
                                       .cents = booking.cents};
        if (booking.confirms_payment()) {
            one.kind = Kind::paid;
        } else if (booking.returns_payment()) {
            one.kind = Kind::returned;
            one.reason_code = booking.return_reason;
            one.reason_text = reason_words(booking.return_reason);
        }
        one.value_date = booking.value_date ? to_string(*booking.value_date) : std::string();
        bookings.push_back(std::move(one));
    }
    add_unusable(bookings, report->passed_over);
    return bookings;
}

Bookings bookings_of(Result<StatusReport, Reasons> report) {
    if (!report.has_value()) {
        return Failure<Reasons>(std::move(report.error()));
    }
    std::vector<operations::PaymentBooking> bookings;
    for (const PaymentStatus& status : report->statuses) {
        operations::PaymentBooking one{.end_to_end_id = status.end_to_end_id,
                                       .batch_id = status.batch_id,
                                       .cents = status.cents};
        one.kind = status.rejected ? Kind::rejected : Kind::accepted;
        if (status.rejected) {
            one.reason_code = status.reason_code;
            one.reason_text = reason_words(status.reason_code);
        }
        bookings.push_back(std::move(one));
    }
    add_unusable(bookings, report->passed_over);
    return bookings;
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
    const auto root = parse_bank_file(bytes);
    if (!root.has_value()) {
        return Failure<Reasons>(root.error());
    }
    const bool report = root->space.find(":pain.002.") != std::string::npos;
    return report ? bookings_of(read_pain002(*root)) : bookings_of(read_camt054(*root));
}

}  // namespace foerderwerk::bank
