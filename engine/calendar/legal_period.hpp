// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/holiday_calendar.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::calendar {

/// A computed date and how it came about; stored in the record, shown to the clerk.
struct DerivedDate {
    std::string rule;    ///< the paragraphs applied, German
    std::string length;  ///< "2 Wochen"; empty for a fiction
    LocalDate start;     ///< day of the event (or the first day, § 187 Abs. 2 BGB)
    LocalDate raw_end;
    LocalDate end;             ///< after the shift; the day runs until 24:00
    std::string shift_reason;  ///< each day passed over and why, German; empty without a shift
    friend bool operator==(const DerivedDate&, const DerivedDate&) = default;
};

/// One German paragraph: rule, start, raw end, shift and its reason.
[[nodiscard]] std::string derivation_text(const DerivedDate& date);

enum class PeriodUnit { days, weeks, months, years };

struct Period {
    std::int64_t count = 0;  ///< at least 1; with a half month also 0
    PeriodUnit unit = PeriodUnit::days;
    /// 15 days more, counted last (§ 189 BGB); only with months and years.
    bool and_half_month = false;
    friend bool operator==(const Period&, const Period&) = default;
};

/// "14 Tage", "2 Wochen", "halber Monat", "1,5 Monate", "Vierteljahr", "halbes Jahr", "1 Jahr";
/// nothing for another text.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

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

/// A period that goes on from the end of an earlier one, shift included (§ 190 BGB; § 31 Abs. 7
/// LVwVfG also when that end has passed).
[[nodiscard]] Result<DerivedDate, Reason> extended_period(LocalDate earlier_end, Period period,
                                                          const HolidayCalendar& calendar);

/// The last day of the n-th month after the month of `day` (§ 192 BGB); 0 is that month itself.
[[nodiscard]] Result<DerivedDate, Reason> end_of_month(LocalDate day, std::int64_t months,
                                                       const HolidayCalendar& calendar,
                                                       PeriodEnd end_rule = PeriodEnd::shifted);

/// The last day for objection or action: one month (§§ 70, 74 VwGO), one year where the
/// instruction on remedies is missing or wrong (§ 58 Abs. 2 VwGO). The decision is final on the
/// day after it.
[[nodiscard]] Result<DerivedDate, Reason> end_of_remedy(LocalDate delivered,
                                                        bool instruction_correct,
                                                        const HolidayCalendar& calendar);

/// The year in which a decision may be taken back, from full knowledge of the official in charge
/// (§ 48 Abs. 4, § 49 Abs. 3 LVwVfG).
struct YearFromKnowledge {
    DerivedDate end;
    /// The last working day of the year itself: whoever decides by then need not rely on a shift.
    LocalDate safe_until;
    std::vector<LocalDate> warnings;  ///< after 6, 9 and 11 months, on a working day, not later
    friend bool operator==(const YearFromKnowledge&, const YearFromKnowledge&) = default;
};
[[nodiscard]] Result<YearFromKnowledge, Reason> year_from_knowledge(
    LocalDate knowledge, const HolidayCalendar& calendar);
[[nodiscard]] std::string derivation_text(const YearFromKnowledge& year);

/// `day` moved by whole months; the last day of a month that lacks it (§ 188 Abs. 3 BGB). Nothing
/// beyond the year 9999.
[[nodiscard]] std::optional<LocalDate> plus_months(LocalDate day, std::int64_t months);
[[nodiscard]] std::optional<LocalDate> plus_days(LocalDate day, std::int64_t days);

/// § 193 BGB, § 31 Abs. 3 Satz 1 LVwVfG: moves the end to the next working day and says why.
void shift_to_working_day(DerivedDate& date, const HolidayCalendar& calendar);

/// Reason FRIST_UNGUELTIG: the end lies beyond the year 9999.
[[nodiscard]] Failure<Reason> beyond_calendar();

}  // namespace foerderwerk::calendar
