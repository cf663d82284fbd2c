// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/operations/casework.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::operations {

/// Who pays: from the configuration.
struct PayoutSettings {
    std::string debtor_name;
    std::string debtor_iban;
    std::string debtor_bic;  ///< may be empty
};

/// One released payment, taken from a case's effect of processor "payout": {empfaenger, iban,
/// betrag, verwendungszweck}.
struct Payment {
    std::string end_to_end_id;  ///< derived from case and step, at most 35 characters
    std::string outbox_id;
    std::string case_id;
    std::string creditor_name;
    std::string iban;
    std::int64_t cents = 0;
    std::string remittance;
};

/// A batch with frozen content; everything in the file comes from it.
struct PaymentBatch {
    std::string id;  ///< also the file's message id
    Instant created{};
    LocalDate execution_date{};
    PayoutSettings debtor;
    std::vector<Payment> payments;
};

/// What a bank statement says of one of our payments.
struct PaymentBooking {
    std::string end_to_end_id;
    std::int64_t cents = 0;
    bool paid = false;       ///< booked: the money left the account for good
    bool returned = false;   ///< booked: it came back
    std::string value_date;  ///< ISO
    std::string return_reason;
    /// Set when the bank's transaction cannot be taken for a booking of a payment: why. Told to
    /// the person who imports it, so that nothing is dropped in silence.
    std::optional<Reason> unusable;
};

/// The bank's formats (ISO 20022), behind a port.
class PaymentFiles {
public:
    virtual ~PaymentFiles() = default;
    /// What the format forbids in this payment; the place is its end-to-end id. The sentences
    /// repeat no value of the payment.
    [[nodiscard]] virtual Reasons check(const Payment& payment) const = 0;
    /// Equal batches give equal bytes.
    [[nodiscard]] virtual Result<std::string, Reasons> write(const PaymentBatch& batch) const = 0;
    [[nodiscard]] virtual Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view bytes) const = 0;
};

/// The derived id of a payment: the case's 32 hex digits and the step's number in base 36.
[[nodiscard]] std::string end_to_end_id(const std::string& case_id, std::int64_t number);

struct BatchResult {
    std::string batch_id;  ///< empty: nothing is waiting that could be paid
    std::string file;      ///< bytes of the payment file
    std::size_t payments = 0;
    std::int64_t cents = 0;
    Reasons left_out;  ///< payments that cannot be ordered, each with why
};

/// Puts every released payment that waits into one new batch and writes its file. The batch is a
/// record of the register journal, and its items are marked in the same transaction: a crashed
/// and repeated run pays nobody twice. A payment that cannot be ordered is left out, and its case
/// gets answer.payout.refused {effect, reasons: [{code, text}]}; one whose case does not take that
/// answer waits, and is told at each run. `batch_id` not empty: writes the file of that batch
/// again, byte for byte.
[[nodiscard]] Result<BatchResult, Reasons> run_batch(Casework& casework, const PaymentFiles& files,
                                                     const PayoutSettings& debtor,
                                                     const std::string& actor,
                                                     const std::string& batch_id = {});

struct StatusResult {
    std::size_t paid = 0;
    std::size_t returned = 0;
    std::size_t known_before = 0;  ///< the same booking was imported earlier
    Reasons passed_over;           ///< bookings that fit no payment of ours, each with why
};

/// A booking that the case does not expect is passed over (BUCHUNG_UNERWARTET).
/// Gives each booking to its case as answer.payout.paid or .returned {end_to_end_id, amount,
/// value_date, reason}, once; an amount that differs from the payment's is passed over.
[[nodiscard]] Result<StatusResult, Reasons> import_status(Casework& casework,
                                                          const PaymentFiles& files,
                                                          std::string_view bytes);

}  // namespace foerderwerk::operations
