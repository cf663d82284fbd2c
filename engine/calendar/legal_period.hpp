// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "engine/calendar/holiday_calendar.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::calendar {

/// A computed date and how it came about; stored in the record, shown to the clerk.
struct DerivedDate {
    std::string rule;  ///< the paragraphs applied, German
    LocalDate start;   ///< day of the event (or the first day, § 187 Abs. 2 BGB)
    LocalDate raw_end;
    LocalDate end;             ///< after the shift; the day runs until 24:00
    std::string shift_reason;  ///< each day passed over and why, German; empty without a shift
    friend bool operator==(const DerivedDate&, const DerivedDate&) = default;
};

/// One German paragraph: rule, start, raw end, shift and its reason.
[[nodiscard]] std::string derivation_text(const DerivedDate& date);

enum class PeriodUnit { days, weeks, months, years };

struct Period {
    std::int64_t count = 0;  ///< at least 1
    PeriodUnit unit = PeriodUnit::days;
};

/// What the start of a period is.
enum class PeriodStart {
    event,         ///< an event in the course of a day, which does not count (§ 187 Abs. 1 BGB)
    start_of_day,  ///< the day counts from its beginning (§ 187 Abs. 2 BGB)
};

/// What happens when the end is no working day.
enum class PeriodEnd {
    shifted,  ///< § 193 BGB, § 31 Abs. 3 Satz 1 LVwVfG
    fixed,    ///< Termine and days set with a hint (§ 31 Abs. 3 Satz 2, Abs. 5 LVwVfG)
};

/// The last day of a period (§§ 187 to 189 BGB). Code FRIST_UNGUELTIG when the count is below 1
/// or the end lies beyond the year 9999.
[[nodiscard]] Result<DerivedDate, Reason> end_of_period(LocalDate start, Period period,
                                                        const HolidayCalendar& calendar,
                                                        PeriodStart start_rule = PeriodStart::event,
                                                        PeriodEnd end_rule = PeriodEnd::shifted);

/// On which way a notice reaches its addressee; each way has its own clock.
enum class DeliveryClock {
    post,            ///< day 4 after posting (§ 41 Abs. 2 Satz 1 LVwVfG)
    electronic,      ///< day 4 after sending (§ 41 Abs. 2 Satz 2 LVwVfG)
    portal_mailbox,  ///< day 3 after provision (§ 9 OZG, consent presumed)
    retrieval,       ///< the day after it was retrieved (§ 41 Abs. 2a LVwVfG)
};

/// The day a notice counts as delivered. `day` is that of posting, sending, provision or
/// retrieval. Not shifted: the fiction is no period. Code FRIST_UNGUELTIG beyond the year 9999.
[[nodiscard]] Result<DerivedDate, Reason> deemed_delivery(LocalDate day, DeliveryClock clock);

/// The cautious reading: a fiction that falls on no working day moves to the next one. Never
/// earlier than deemed_delivery; for payouts, which must wait for the later of both.
[[nodiscard]] Result<DerivedDate, Reason> cautious_delivery(LocalDate day, DeliveryClock clock,
                                                            const HolidayCalendar& calendar);

/// The last day on which a notice provided for retrieval counts as not ignored: ten days after
/// the notification, not shifted. Not retrieved by then, it is not delivered (§ 41 Abs. 2a
/// LVwVfG).
[[nodiscard]] Result<DerivedDate, Reason> end_of_retrieval(LocalDate notified);

}  // namespace foerderwerk::calendar
