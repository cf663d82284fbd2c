// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::bank {

/// What a status report says of one payment, or of a whole order.
struct PaymentStatus {
    std::string end_to_end_id;  ///< empty: every payment of the order
    std::string batch_id;       ///< OrgnlMsgId, or OrgnlPmtInfId for a whole order
    std::optional<std::int64_t> cents;
    bool rejected = false;    ///< RJCT; otherwise accepted so far, which is no booking
    std::string reason_code;  ///< of a rejection: "AC04", …; the bank's own word; empty: none given
    friend bool operator==(const PaymentStatus&, const PaymentStatus&) = default;
};

struct StatusReport {
    std::string message_id;
    /// Single payments first: their reasons say more than the one of the whole order.
    std::vector<PaymentStatus> statuses;
    /// Entries that say nothing usable, each with line and why: PAIN_REFERENCE no end-to-end id,
    /// or of another kind of message; PAIN_STATUS no status, or one that we do not know (never
    /// taken for a rejection); PAIN_AMOUNT.
    Reasons passed_over;
};

/// Reads pain.002.001.03 and .10. Others are refused (PAIN_FORMAT), as is what is no XML. A status
/// of the whole file accepts no single payment, and rejects all of them when it is RJCT.
[[nodiscard]] Result<StatusReport, Reasons> read_pain002(std::string_view bytes);
[[nodiscard]] Result<StatusReport, Reasons> read_pain002(const xml::XmlElement& root);

}  // namespace foerderwerk::bank
