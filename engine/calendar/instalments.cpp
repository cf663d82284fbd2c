// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/instalments.hpp"

#include "engine/calendar/bundesbank_rates.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {

Result<std::vector<Instalment>, Reason> instalments(std::int64_t cents, std::int64_t count,
                                                    LocalDate first_due,
                                                    const HolidayCalendar& calendar) {
    FOERDERWERK_REQUIRE(first_due.ok(), "an instalment is due on a date of the calendar");
    constexpr std::int64_t most = 600;
    if (count < 1 || count > most || cents < count) {
        return Failure<Reason>({"RATEN_UNGUELTIG", "",
                                "Ein Betrag wird in 1 bis 600 Raten von mindestens einem Cent "
                                "geteilt."});
    }
    std::vector<Instalment> plan;
    const std::int64_t part = cents / count;
    for (std::int64_t i = 0; i < count; ++i) {
        // Counted from the first day each time: 31 January, 28 February, 31 March.
        const auto day = plus_months(first_due, i);
        const auto due = day ? std::optional(calendar.next_working_day(*day)) : std::nullopt;
        if (!due || due->year() > std::chrono::year(9999)) {
            return beyond_calendar();
        }
        plan.push_back({.number = i + 1,
                        .due = *due,
                        .cents = i + 1 == count ? cents - part * (count - 1) : part});
    }
    return plan;
}

std::string derivation_text(const std::vector<Instalment>& plan) {
    std::string text = std::to_string(plan.size()) + " Raten: ";
    std::int64_t sum = 0;
    for (const Instalment& instalment : plan) {
        text += german_date(instalment.due) + " " + german_euro(instalment.cents) + "; ";
        sum += instalment.cents;
    }
    return text + "Summe " + german_euro(sum) +
           ", auf Cent abgerundet, der Rest in der letzten Rate; Fälligkeit an Arbeitstagen "
           "(§ 188 Abs. 3, § 193 BGB).";
}

}  // namespace foerderwerk::calendar
