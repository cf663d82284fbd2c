// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_deadlines.hpp"

#include <algorithm>
#include <functional>

#include "engine/calendar/delivery.hpp"
#include "engine/calendar/interest.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

const sys_days first_day = year(2025) / std::chrono::January / 1;
const sys_days last_day = year(2031) / std::chrono::December / 31;

/// Calls a second, the middle of many rounds over every day; gives the sum of what they gave, too.
struct Rate {
    double a_second = 0;
    std::int64_t checksum = 0;
};
Rate rate_of(double seconds, const std::function<std::int64_t(sys_days)>& call) {
    std::vector<double> rounds;
    Rate rate;
    const double end = MachineLoad::now_seconds() + seconds;
    do {
        rate.checksum = 0;
        const double begin = MachineLoad::now_seconds();
        for (sys_days day = first_day; day <= last_day; day += days(1)) {
            rate.checksum += call(day);
        }
        rounds.push_back(static_cast<double>((last_day - first_day).count() + 1) /
                         (MachineLoad::now_seconds() - begin));
    } while (MachineLoad::now_seconds() < end);
    rate.a_second = median(rounds);
    return rate;
}

std::int64_t number_of(LocalDate date) {
    return sys_days(date).time_since_epoch().count();
}

std::vector<sys_days> listed_holidays() {
    std::vector<sys_days> list;
    for (int in_year = 2025; in_year <= 2033; ++in_year) {
        const auto of_year = calendar::baden_wuerttemberg().holidays(year(in_year));
        for (const calendar::Holiday& holiday : of_year) {
            list.emplace_back(holiday.date);
        }
    }
    std::ranges::sort(list);
    return list;
}

/// What a programmer writes who needs the date alone.
std::int64_t bare_deadline(sys_days posted, const std::vector<sys_days>& holidays) {
    const LocalDate delivered(posted + days(4));
    LocalDate end = delivered + std::chrono::months(1);
    end = end.ok() ? end : LocalDate(end.year() / end.month() / std::chrono::last);
    sys_days day = end;
    const auto is_free = [&holidays](sys_days on) {
        const std::chrono::weekday weekday(on);
        return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ||
               std::ranges::binary_search(holidays, on);
    };
    while (is_free(day)) {
        day += days(1);
    }
    return day.time_since_epoch().count();
}

}  // namespace

std::vector<Figure> measure_deadlines(bool quick) {
    const double seconds = quick ? 0.05 : 1.0;
    const calendar::HolidayCalendar& bw = calendar::baden_wuerttemberg();
    const std::vector<sys_days> holidays = listed_holidays();
    const auto deadline = [&bw](sys_days day) {
        const auto delivered = calendar::deemed_delivery(day, calendar::DeliveryClock::post);
        return *calendar::end_of_remedy(delivered->end, true, bw);
    };
    const Rate bare = rate_of(seconds, [&](sys_days day) { return bare_deadline(day, holidays); });
    const Rate dates = rate_of(seconds, [&](sys_days day) { return number_of(deadline(day).end); });
    std::size_t written = 0;
    const Rate told = rate_of(seconds, [&](sys_days day) {
        const calendar::DerivedDate date = deadline(day);
        written += calendar::derivation_text(date).size();
        return number_of(date.end);
    });
    const Rate interest = rate_of(seconds, [&](sys_days day) {
        const auto year_long =
            calendar::interest({.cents = number_of(day) * 100,
                                .event = year(2024) / std::chrono::January / 1,
                                .last_day = year(2024) / std::chrono::December / 31});
        written += calendar::derivation_text(*year_long).size();
        return year_long->cents;
    });
    if (bare.checksum != dates.checksum || bare.checksum != told.checksum || written == 0) {
        throw OperatingError(FailureKind::permanent, "a deadline of the benchmark came out wrong");
    }
    const std::string peer = "bare std::chrono";
    const auto figure = [](const char* name, double ours, std::optional<double> reference,
                           const std::string& reference_name) {
        return Figure{.name = name,
                      .unit = "1/s",
                      .ours = ours,
                      .reference = reference,
                      .reference_name = reference_name,
                      .less_is_better = false,
                      .target = std::nullopt};
    };
    return {figure("deadlines", dates.a_second, bare.a_second, peer),
            figure("deadlines with their derivation", told.a_second, bare.a_second, peer),
            figure("interest of a year with its derivation", interest.a_second, std::nullopt, "")};
}

}  // namespace foerderwerk::performance
