// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::bank {

struct Payment {
    std::string end_to_end_id;  ///< derived from case and step, so a repetition carries the same
    std::string creditor_name;  ///< UTF-8; written in SEPA characters
    std::string iban;
    std::optional<std::string> bic;
    std::int64_t cents = 0;  ///< 1 to 99,999,999,999
    std::string remittance;  ///< Verwendungszweck; may be empty
};

/// A released batch: its content is frozen, and everything in the file comes from it.
struct PaymentBatch {
    std::string message_id;  ///< also the PmtInfId: one batch is one order
    Instant created;         ///< of the record that froze the batch; written to the second
    std::string debtor_name;
    std::string debtor_iban;
    std::optional<std::string> debtor_bic;
    LocalDate execution_date;
    std::vector<Payment> payments;
};

/// What the format forbids in one payment, with its end-to-end id as place.
[[nodiscard]] Reasons check_payment(const Payment& payment);

/// The file for the bank: pain.001.001.09 in the subset of the German banks (DFÜ-Abkommen
/// Anlage 3, GBIC_5). Equal batches give equal bytes. All reasons at once, with the payment as
/// place: ZAHLUNG_LEER, ZAHLUNG_ID, ZAHLUNG_DOPPELT, ZAHLUNG_NAME, ZAHLUNG_IBAN, ZAHLUNG_BIC,
/// ZAHLUNG_BETRAG, ZAHLUNG_ZWECK, ZAHLUNG_DATUM. Nothing is cut off to make it fit.
[[nodiscard]] Result<std::string, Reasons> write_pain001(const PaymentBatch& batch);

}  // namespace foerderwerk::bank
