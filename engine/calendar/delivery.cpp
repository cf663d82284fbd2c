// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/delivery.hpp"

#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::January;

const ClockVersion* version_on(const DeliveryClocks& clocks, DeliveryClock clock, LocalDate day) {
    const ClockVersion* found = nullptr;
    for (const ClockVersion& version : clocks) {
        const bool holds = version.clock == clock && version.since <= day;
        if (holds && (found == nullptr || found->since < version.since)) {
            found = &version;
        }
    }
    return found;
}

DerivedDate on_day(std::string rule, LocalDate start, LocalDate day) {
    return {.rule = std::move(rule),
            .length = "",
            .start = start,
            .raw_end = day,
            .end = day,
            .shift_reason = ""};
}

}  // namespace

std::optional<DeliveryClock> parse_clock(std::string_view way) {
    if (way == "post") {
        return DeliveryClock::post;
    }
    if (way == "elektronisch") {
        return DeliveryClock::electronic;
    }
    if (way == "postfach") {
        return DeliveryClock::portal_mailbox;
    }
    return way == "abruf" ? std::optional(DeliveryClock::retrieval) : std::nullopt;
}

const DeliveryClocks& delivery_clocks() {
    constexpr LocalDate ever = std::chrono::year(1) / January / 1;
    constexpr LocalDate four_days = std::chrono::year(2025) / January / 1;
    static const DeliveryClocks clocks = {
        {DeliveryClock::post, ever, 3, "§ 41 Abs. 2 Satz 1 LVwVfG in der Fassung bis 2024"},
        {DeliveryClock::electronic, ever, 3, "§ 41 Abs. 2 Satz 2 LVwVfG in der Fassung bis 2024"},
        {DeliveryClock::post, four_days, 4, "§ 41 Abs. 2 Satz 1 LVwVfG"},
        {DeliveryClock::electronic, four_days, 4, "§ 41 Abs. 2 Satz 2 LVwVfG"},
        {DeliveryClock::portal_mailbox, ever, 3, "§ 9 OZG"},
        {DeliveryClock::retrieval, ever, 1, "§ 41 Abs. 2a LVwVfG"},
    };
    return clocks;
}

Result<DerivedDate, Reason> deemed_delivery(LocalDate day, DeliveryClock clock,
                                            const DeliveryClocks& clocks,
                                            std::optional<LocalDate> access) {
    FOERDERWERK_REQUIRE(day.ok(), "a notice leaves on a date of the calendar");
    const ClockVersion* version = version_on(clocks, clock, day);
    if (version == nullptr) {
        return Failure<Reason>(
            {"UHR_UNBEKANNT", "",
             "Für den " + german_date(day) + " ist keine Regel der Bekanntgabe hinterlegt."});
    }
    const auto delivered = plus_days(day, version->days);
    if (!delivered) {
        return beyond_calendar();
    }
    if (access && *access > *delivered) {
        return on_day(version->rule + ", späterer Zugang nach Satz 3", day, *access);
    }
    return on_day(version->rule + ", Tag " + std::to_string(version->days), day, *delivered);
}

DerivedDate cautious(DerivedDate delivered, const HolidayCalendar& calendar) {
    delivered.rule = "Vorsichtige Lesart: " + delivered.rule;
    shift_to_working_day(delivered, calendar);
    return delivered;
}

Result<DerivedDate, Reason> end_of_retrieval(LocalDate notified) {
    FOERDERWERK_REQUIRE(notified.ok(), "a notification is sent on a date of the calendar");
    constexpr std::int64_t length_in_days = 10;
    const auto end = plus_days(notified, length_in_days);
    if (!end) {
        return beyond_calendar();
    }
    DerivedDate date = on_day("§ 41 Abs. 2a LVwVfG", notified, *end);
    date.length = "10 Tage";
    return date;
}

Result<DerivedDate, Reason> delivery_by_retrieval(LocalDate notified,
                                                  std::optional<LocalDate> retrieved) {
    const auto window = end_of_retrieval(notified);
    if (!window) {
        return window;
    }
    if (!retrieved || *retrieved > window->end) {
        return Failure<Reason>({"NICHT_BEKANNTGEGEBEN", "",
                                "Nicht bekannt gegeben (§ 41 Abs. 2a LVwVfG): Benachrichtigung " +
                                    german_date(notified) + ", bis " + german_date(window->end) +
                                    " nicht abgerufen; die Bereitstellung ist beendet."});
    }
    const auto delivered = plus_days(*retrieved, 1);
    return delivered ? Result<DerivedDate, Reason>(on_day("§ 41 Abs. 2a LVwVfG, Tag nach dem Abruf",
                                                          *retrieved, *delivered))
                     : beyond_calendar();
}

}  // namespace foerderwerk::calendar
