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

/// § 188 BGB, before any shift.
std::optional<LocalDate> raw_end_of(LocalDate start, Period period, PeriodStart start_rule) {
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

std::string rule_of(Period period, PeriodStart start_rule, bool month_too_short) {
    const std::string start =
        start_rule == PeriodStart::event ? "§ 187 Abs. 1, " : "§ 187 Abs. 2, ";
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

/// § 193 BGB, § 31 Abs. 3 Satz 1 LVwVfG.
void shift(DerivedDate& date, const HolidayCalendar& calendar) {
    date.end = calendar.next_working_day(date.raw_end);
    for (LocalDate day = date.raw_end; day != date.end; day = LocalDate(sys_days(day) + days(1))) {
        date.shift_reason += date.shift_reason.empty() ? "" : ", ";
        date.shift_reason += german_date(day) + " (" + why_free(day, calendar) + ")";
    }
}

struct Fiction {
    std::int64_t days;
    const char* rule;
};

Fiction fiction_of(DeliveryClock clock) {
    switch (clock) {
        case DeliveryClock::post:
            return {4, "§ 41 Abs. 2 Satz 1 LVwVfG"};
        case DeliveryClock::electronic:
            return {4, "§ 41 Abs. 2 Satz 2 LVwVfG"};
        case DeliveryClock::portal_mailbox:
            return {3, "§ 9 OZG"};
        case DeliveryClock::retrieval:
            return {1, "§ 41 Abs. 2a LVwVfG"};
    }
    FOERDERWERK_REQUIRE(false, "every way of delivery has a clock");
}

}  // namespace

std::string derivation_text(const DerivedDate& date) {
    std::string text =
        date.rule + ": Beginn " + german_date(date.start) + ", Ende " + german_date(date.raw_end);
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
    if (period.count < 1) {
        return invalid("Eine Frist dauert mindestens einen Tag.");
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
    DerivedDate date{rule_of(period, start_rule, month_too_short), start, *raw_end, *raw_end, ""};
    if (end_rule == PeriodEnd::shifted) {
        shift(date, calendar);
    }
    if (date.end.year() > year(9999)) {
        return beyond_calendar();
    }
    return date;
}

Result<DerivedDate, Reason> deemed_delivery(LocalDate day, DeliveryClock clock) {
    FOERDERWERK_REQUIRE(day.ok(), "a notice leaves on a date of the calendar");
    const Fiction fiction = fiction_of(clock);
    const auto delivered = plus_days(day, fiction.days);
    if (!delivered) {
        return beyond_calendar();
    }
    return DerivedDate{fiction.rule, day, *delivered, *delivered, ""};
}

Result<DerivedDate, Reason> cautious_delivery(LocalDate day, DeliveryClock clock,
                                              const HolidayCalendar& calendar) {
    auto delivered = deemed_delivery(day, clock);
    if (delivered) {
        shift(*delivered, calendar);
    }
    return delivered;
}

Result<DerivedDate, Reason> end_of_retrieval(LocalDate notified) {
    constexpr std::int64_t length_in_days = 10;
    const auto end = plus_days(notified, length_in_days);
    if (!end) {
        return beyond_calendar();
    }
    return DerivedDate{"§ 41 Abs. 2a LVwVfG", notified, *end, *end, ""};
}

}  // namespace foerderwerk::calendar
