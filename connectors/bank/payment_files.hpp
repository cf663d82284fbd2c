// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/operations/run_payout.hpp"

namespace foerderwerk::bank {

/// Payment files as pain.001.001.09, status reports as pain.002.001.03/.10 and bank statements as
/// camt.054/camt.053.001.08; the reasons are those of write_pain001, read_pain002 and read_camt054.
class BankPaymentFiles final : public operations::PaymentFiles {
public:
    [[nodiscard]] Reasons check(const operations::Payment& payment) const override;
    [[nodiscard]] Result<std::string, Reasons> write(
        const operations::PaymentBatch& batch) const override;
    /// Transactions that the reader passes over come last, as bookings that are unusable.
    [[nodiscard]] Result<std::vector<operations::PaymentBooking>, Reasons> read_status(
        std::string_view bytes) const override;
};

}  // namespace foerderwerk::bank
