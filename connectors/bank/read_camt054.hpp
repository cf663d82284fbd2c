// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::bank {

enum class Direction { debit, credit };

/// One transaction on our account that names an end-to-end id; or, where the bank books a whole
/// order in one sum and lists no transactions, that order.
struct BankBooking {
    std::string end_to_end_id;
    std::int64_t cents = 0;
    Direction direction = Direction::debit;  ///< debit: we paid; credit: it came (back) in
    std::string status;                      ///< "BOOK", "PDNG", "INFO", "FUTR" or the bank's own
    bool reversal = false;                   ///< the bank takes an earlier booking back
    std::optional<LocalDate> value_date;     ///< the booking date where the bank gives no other
    std::string return_reason;               ///< "AC04", …; empty when nothing was returned
    std::string bank_reference;              ///< AcctSvcrRef: the same booking in a later statement
    std::string batch_id{};                  ///< only of a booking without transactions: PmtInfId

    /// Only this changes a case: announced and pending bookings may still fall away.
    [[nodiscard]] bool is_booked() const { return status == "BOOK"; }
    /// Our payment left the account for good.
    [[nodiscard]] bool confirms_payment() const {
        return is_booked() && direction == Direction::debit && !reversal && return_reason.empty();
    }
    /// A payment of ours came back.
    [[nodiscard]] bool returns_payment() const {
        return is_booked() && direction == Direction::credit &&
               (reversal || !return_reason.empty());
    }
    friend bool operator==(const BankBooking&, const BankBooking&) = default;
};

struct BankReport {
    std::string message_id;
    std::vector<BankBooking> bookings;
    /// Transactions that are no such booking, each with line and why (CAMT_REFERENCE,
    /// CAMT_CURRENCY, CAMT_AMOUNT, CAMT_INDICATOR). Nothing is dropped in silence.
    Reasons passed_over;
};

/// Reads camt.054.001.08 and camt.053.001.08, whatever the name says: both carry the same
/// entries. Other messages and versions are refused (CAMT_FORMAT), as is what is no XML.
[[nodiscard]] Result<BankReport, Reasons> read_camt054(std::string_view bytes);
[[nodiscard]] Result<BankReport, Reasons> read_camt054(const xml::XmlElement& root);

}  // namespace foerderwerk::bank
