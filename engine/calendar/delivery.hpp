// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/legal_period.hpp"

namespace foerderwerk::calendar {

/// On which way a notice reaches its addressee; each way has its own clock.
enum class DeliveryClock {
    post,            ///< day 4 after posting (§ 41 Abs. 2 Satz 1 LVwVfG); day 3 until 2024
    electronic,      ///< day 4 after sending (§ 41 Abs. 2 Satz 2 LVwVfG); day 3 until 2024
    portal_mailbox,  ///< day 3 after provision (§ 9 OZG, consent presumed)
    retrieval,       ///< the day after it was retrieved (§ 41 Abs. 2a LVwVfG)
};

/// "post", "elektronisch", "postfach", "abruf".
[[nodiscard]] std::optional<DeliveryClock> parse_clock(std::string_view way);

/// One clock as the law sets it for notices that leave on `since` or later.
struct ClockVersion {
    DeliveryClock clock = DeliveryClock::post;
    LocalDate since;
    std::int64_t days = 0;
    std::string rule;  ///< the paragraph, German
};
using DeliveryClocks = std::vector<ClockVersion>;

/// Baden-Württemberg: four days since 1 January 2025, three before.
[[nodiscard]] const DeliveryClocks& delivery_clocks();

/// The day a notice counts as delivered. `day` is that of posting, sending, provision or
/// retrieval. Not shifted: the fiction is no period. `access`: the day of an access that is proven
/// and later than the fiction (§ 41 Abs. 2 Satz 3 LVwVfG); an earlier one changes nothing. Codes
/// FRIST_UNGUELTIG beyond the year 9999, UHR_UNBEKANNT when no version holds on that day.
[[nodiscard]] Result<DerivedDate, Reason> deemed_delivery(
    LocalDate day, DeliveryClock clock, const DeliveryClocks& clocks = delivery_clocks(),
    std::optional<LocalDate> access = std::nullopt);

/// The cautious reading: a delivery that falls on no working day moves to the next one. Never
/// earlier than deemed_delivery; for payouts, which must wait for the later of both.
[[nodiscard]] DerivedDate cautious(DerivedDate delivered, const HolidayCalendar& calendar);

/// The last day on which a notice provided for retrieval counts as not ignored: ten days after
/// the notification, not shifted. Not retrieved by then, it is not delivered (§ 41 Abs. 2a
/// LVwVfG).
[[nodiscard]] Result<DerivedDate, Reason> end_of_retrieval(LocalDate notified);

/// The day after a retrieval within the ten days. Code NICHT_BEKANNTGEGEBEN when there was none.
[[nodiscard]] Result<DerivedDate, Reason> delivery_by_retrieval(LocalDate notified,
                                                                std::optional<LocalDate> retrieved);

}  // namespace foerderwerk::calendar
