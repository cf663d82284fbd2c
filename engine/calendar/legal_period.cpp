// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/legal_period.hpp"

#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;

/// More than all days of ten millennia: a larger count cannot end inside the calendar.
constexpr std::int64_t most_count = 4'000'000;

Failure<Reason> invalid(std::string text) {
    return Failure<Reason>({"FRIST_UNGUELTIG", "", std::move(text)});
}

/// Whole months of a period in months or years; zero for days and weeks.
std::int64_t months_of(Period period) {
    switch (period.unit) {
        case PeriodUnit::months:
            return period.count;
        case PeriodUnit::years:
            return period.count * 12;
        case PeriodUnit::days:
        case PeriodUnit::weeks:
            break;
    }
    return 0;
}

constexpr std::int64_t half_month_in_days = 15;  // § 189 Abs. 1 BGB

/// § 188 BGB for a period in whole units, before any shift.
std::optional<LocalDate> end_of_units(LocalDate start, Period period, PeriodStart start_rule) {
    const std::int64_t whole_months = months_of(period);
    const bool first_day_counts = start_rule == PeriodStart::start_of_day;
    if (whole_months == 0) {
        const std::int64_t length =
            period.unit == PeriodUnit::weeks ? period.count * 7 : period.count;
        return plus_days(start, length - (first_day_counts ? 1 : 0));
    }
    const auto same_day = plus_months(start, whole_months);
    // A period that began with its first day ends with the day before the one of equal number;
    // a day that the last month lacks is already behind its end.
    if (same_day && first_day_counts && same_day->day() == start.day()) {
        return plus_days(*same_day, -1);
    }
    return same_day;
}

/// § 189 Abs. 2 BGB: the 15 days of a half month are counted last.
std::optional<LocalDate> raw_end_of(LocalDate start, Period period, PeriodStart start_rule) {
    if (!period.and_half_month) {
        return end_of_units(start, period, start_rule);
    }
    if (period.count == 0) {
        return end_of_units(start, {half_month_in_days, PeriodUnit::days}, start_rule);
    }
    const auto months_end = end_of_units(start, period, start_rule);
    return months_end ? plus_days(*months_end, half_month_in_days) : std::nullopt;
}

std::string rule_of(Period period, PeriodStart start_rule, bool month_too_short) {
    const std::string start =
        start_rule == PeriodStart::event ? "§ 187 Abs. 1, " : "§ 187 Abs. 2, ";
    if (period.and_half_month) {
        return start +
               (period.count == 0 ? "§ 188 Abs. 1, § 189 Abs. 1 BGB" : "§§ 188, 189 Abs. 2 BGB");
    }
    if (period.unit == PeriodUnit::days) {
        return start + "§ 188 Abs. 1 BGB";
    }
    return start + (month_too_short ? "§ 188 Abs. 2 und 3 BGB" : "§ 188 Abs. 2 BGB");
}

/// Why a day is no working day: the holiday's name, or the day of the week.
std::string why_free(LocalDate date, const HolidayCalendar& calendar) {
    if (const auto holiday = calendar.holiday_on(date)) {
        return *holiday;
    }
    return std::chrono::weekday(sys_days(date)) == std::chrono::Saturday ? "Samstag" : "Sonntag";
}

const char* unit_name(PeriodUnit unit, bool one) {
    switch (unit) {
        case PeriodUnit::days:
            return one ? "1 Tag" : " Tage";
        case PeriodUnit::weeks:
            return one ? "1 Woche" : " Wochen";
        case PeriodUnit::months:
            return one ? "1 Monat" : " Monate";
        case PeriodUnit::years:
            return one ? "1 Jahr" : " Jahre";
    }
    return "";
}

std::string length_of(Period period) {
    std::string text;
    if (period.count != 0) {
        text = period.count == 1 ? std::string(unit_name(period.unit, true))
                                 : std::to_string(period.count) + unit_name(period.unit, false);
    }
    if (period.and_half_month) {
        text += text.empty() ? "halber Monat" : " und ein halber Monat";
    }
    return text;
}

Result<DerivedDate, Reason> settled(DerivedDate date, const HolidayCalendar& calendar,
                                    PeriodEnd end_rule) {
    if (end_rule == PeriodEnd::shifted) {
        shift_to_working_day(date, calendar);
    }
    if (date.end.year() > year(9999)) {
        return beyond_calendar();
    }
    return date;
}

}  // namespace

Failure<Reason> beyond_calendar() {
    return invalid("Das Fristende liegt nach dem Jahr 9999.");
}

std::optional<LocalDate> plus_days(LocalDate date, std::int64_t count) {
    const sys_days last = year(9999) / std::chrono::December / 31;
    const sys_days end = sys_days(date) + days(count);
    return end <= last ? std::optional(LocalDate(end)) : std::nullopt;
}

std::optional<LocalDate> plus_months(LocalDate date, std::int64_t count) {
    const std::int64_t month = static_cast<std::int64_t>(static_cast<int>(date.year())) * 12 +
                               static_cast<unsigned>(date.month()) - 1 + count;
    if (month / 12 > 9999) {
        return std::nullopt;
    }
    const auto target = std::chrono::year(static_cast<int>(month / 12)) /
                        std::chrono::month(static_cast<unsigned>(month % 12 + 1));
    // § 188 Abs. 3 BGB: where the last month lacks the day, the period ends with its last day.
    const LocalDate same_day = target / date.day();
    return same_day.ok() ? same_day : LocalDate(target / std::chrono::last);
}

void shift_to_working_day(DerivedDate& date, const HolidayCalendar& calendar) {
    date.end = calendar.next_working_day(date.raw_end);
    for (LocalDate day = date.raw_end; day != date.end; day = LocalDate(sys_days(day) + days(1))) {
        date.shift_reason += date.shift_reason.empty() ? "" : ", ";
        date.shift_reason += german_date(day) + " (" + why_free(day, calendar) + ")";
    }
}

std::string derivation_text(const DerivedDate& date) {
    std::string text = date.rule + ": Beginn " + german_date(date.start) +
                       (date.length.empty() ? "" : ", Dauer " + date.length) + ", Ende " +
                       german_date(date.raw_end);
    if (date.end != date.raw_end) {
        text += ", verschoben auf " + german_date(date.end) +
                " (§ 193 BGB, § 31 Abs. 3 LVwVfG), weil kein Werktag: " + date.shift_reason;
    }
    return text + ".";
}

Result<DerivedDate, Reason> end_of_period(LocalDate start, Period period,
                                          const HolidayCalendar& calendar, PeriodStart start_rule,
                                          PeriodEnd end_rule) {
    FOERDERWERK_REQUIRE(start.ok(), "a period starts on a date of the calendar");
    const bool half_alone = period.and_half_month && period.count == 0;
    if (period.count < 1 && !half_alone) {
        return invalid("Eine Frist dauert mindestens einen Tag.");
    }
    if (period.and_half_month && months_of(period) == 0 && !half_alone) {
        return invalid("Einen halben Monat gibt es nur neben Monaten und Jahren.");
    }
    if (period.count > most_count) {
        return beyond_calendar();
    }
    const auto raw_end = raw_end_of(start, period, start_rule);
    if (!raw_end) {
        return beyond_calendar();
    }
    const bool month_too_short =
        months_of(period) > 0 && raw_end->day() < start.day() &&
        *raw_end == LocalDate(raw_end->year() / raw_end->month() / std::chrono::last);
    DerivedDate date{.rule = rule_of(period, start_rule, month_too_short),
                     .length = length_of(period),
                     .start = start,
                     .raw_end = *raw_end,
                     .end = *raw_end,
                     .shift_reason = ""};
    return settled(std::move(date), calendar, end_rule);
}

Result<DerivedDate, Reason> extended_period(LocalDate earlier_end, Period period,
                                            const HolidayCalendar& calendar) {
    auto date = end_of_period(earlier_end, period, calendar);
    if (date) {
        date->rule = "Verlängerung, § 190, " + date->rule;
    }
    return date;
}

Result<DerivedDate, Reason> end_of_month(LocalDate day, std::int64_t months,
                                         const HolidayCalendar& calendar, PeriodEnd end_rule) {
    FOERDERWERK_REQUIRE(day.ok(), "a month is that of a date of the calendar");
    if (months < 0) {
        return invalid("Das Ende eines Monats liegt nicht vor diesem Monat.");
    }
    const auto in_month = months <= most_count ? plus_months(day, months) : std::nullopt;
    if (!in_month) {
        return beyond_calendar();
    }
    const LocalDate last(in_month->year() / in_month->month() / std::chrono::last);
    DerivedDate date{.rule = "§ 192 BGB (Ende des Monats)",
                     .length = months == 0 ? "" : length_of({months, PeriodUnit::months}),
                     .start = day,
                     .raw_end = last,
                     .end = last,
                     .shift_reason = ""};
    return settled(std::move(date), calendar, end_rule);
}

Result<DerivedDate, Reason> end_of_remedy(LocalDate delivered, bool instruction_correct,
                                          const HolidayCalendar& calendar) {
    const Period period{1, instruction_correct ? PeriodUnit::months : PeriodUnit::years};
    auto date = end_of_period(delivered, period, calendar);
    if (date) {
        date->rule = (instruction_correct ? "§§ 70, 74 VwGO mit "
                                          : "§ 58 Abs. 2 VwGO (Belehrung fehlt oder ist falsch) "
                                            "mit ") +
                     date->rule;
    }
    return date;
}

Result<YearFromKnowledge, Reason> year_from_knowledge(LocalDate knowledge,
                                                      const HolidayCalendar& calendar) {
    auto end = end_of_period(knowledge, {1, PeriodUnit::years}, calendar);
    if (!end) {
        return Failure<Reason>(end.error());
    }
    end->rule = "§ 48 Abs. 4, § 49 Abs. 3 LVwVfG mit " + end->rule;
    YearFromKnowledge year{.end = std::move(*end), .safe_until = {}, .warnings = {}};
    year.safe_until = calendar.previous_working_day(year.end.raw_end);
    for (const std::int64_t months : {6, 9, 11}) {
        // Within the year that was just found to lie inside the calendar.
        year.warnings.push_back(calendar.previous_working_day(*plus_months(knowledge, months)));
    }
    return year;
}

std::string derivation_text(const YearFromKnowledge& year) {
    std::string text = derivation_text(year.end) + " Sicher bis " + german_date(year.safe_until) +
                       " (letzter Arbeitstag des Jahres); Warnung am ";
    for (std::size_t i = 0; i < year.warnings.size(); ++i) {
        text += (i == 0                          ? ""
                 : i + 1 == year.warnings.size() ? " und "
                                                 : ", ") +
                german_date(year.warnings[i]);
    }
    return text + ".";
}

}  // namespace foerderwerk::calendar
