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

/// What the bank says of one of our payments, in a status report or a statement.
struct PaymentBooking {
    enum class Kind {
        open,      ///< neither: announced, pending, a credit that is no return
        accepted,  ///< on its way; only a booking says that it was paid
        paid,      ///< booked: the money left the account for good
        returned,  ///< booked: it came back
        rejected,  ///< never left the account
    };
    /// Empty: the bank speaks of every payment of the batch.
    std::string end_to_end_id;
    std::string batch_id{};             ///< where the bank names it
    std::optional<std::int64_t> cents;  ///< of the batch, when it speaks of all its payments
    Kind kind = Kind::open;
    std::string value_date{};   ///< ISO; of a booking
    std::string reason_code{};  ///< ISO 20022 ("AC04"), why it was rejected or came back
    std::string reason_text{};  ///< the same in German words
    /// Set when the bank's transaction cannot be taken for a booking of a payment: why. Told to
    /// the person who imports it, so that nothing is dropped in silence.
    std::optional<Reason> unusable{};
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
    /// A status report (pain.002) or a statement (camt.053, camt.054), told apart by its namespace.
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
    std::size_t rejected = 0;
    std::size_t accepted = 0;      ///< reported as accepted; changes nothing
    std::size_t known_before = 0;  ///< the same booking was imported earlier
    Reasons passed_over;           ///< bookings that fit no payment of ours, each with why
};

/// Gives each booking to its case as answer.payout.paid or .returned {end_to_end_id, amount,
/// value_date, reason, reasons}, and each rejection as answer.payout.refused {effect, reasons},
/// once, each in a unit of work of its own: one that is not valid does not stop the others.
/// `reasons` is a list of {code, text}. Passed over, and told: BUCHUNG_UNBEKANNT no such payment in
/// a batch, or in another batch than the bank says; BUCHUNG_BETRAG another amount; BUCHUNG_OFFEN
/// neither paid nor returned; BUCHUNG_WIDERSPRUCH the bank booked what it had rejected, or rejects
/// what it had booked: nothing is posted, a person must ask the bank; BUCHUNG_UNERWARTET the case
/// does not expect it.
[[nodiscard]] Result<StatusResult, Reasons> import_status(Casework& casework,
                                                          const PaymentFiles& files,
                                                          std::string_view bytes);

}  // namespace foerderwerk::operations
