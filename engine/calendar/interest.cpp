// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/interest.hpp"

#include <algorithm>

#include "engine/calendar/holiday_calendar.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t most_cents = 1'000'000'000'000;
constexpr std::int64_t most_points = 10'000;
constexpr std::size_t most_repayments = 1'000;
/// A year has 360 days, and a rate is in hundredths of a percent.
constexpr std::int64_t full_year = 360 * 10'000;

Failure<Reason> invalid(std::string text) {
    return Failure<Reason>({"ZINS_UNGUELTIG", "", std::move(text)});
}

LocalDate day_after(LocalDate day) {
    return LocalDate(sys_days(day) + days(1));
}

std::int64_t month_start(LocalDate day) {
    return 360 * static_cast<std::int64_t>(static_cast<int>(day.year())) +
           30 * (static_cast<std::int64_t>(static_cast<unsigned>(day.month())) - 1);
}

/// Days of interest before the day begins, and when it has ended.
std::int64_t position_before(LocalDate day) {
    return month_start(day) + static_cast<unsigned>(day.day()) - 1;
}
std::int64_t position_after(LocalDate day) {
    return month_start(day) + std::min(30U, static_cast<unsigned>(day.day()));
}

/// Exact to the cent without leaving 64 bits: the whole part a day, then the rest.
std::int64_t rounded_interest(std::int64_t principal, std::int64_t rate, std::int64_t day_count) {
    const std::int64_t a_day = principal * rate;
    const std::int64_t rest = a_day % full_year * day_count;
    return a_day / full_year * day_count + (rest + full_year / 2) / full_year;
}

Result<InterestClaim, Reason> checked(InterestClaim claim) {
    FOERDERWERK_REQUIRE(claim.event.ok() && claim.last_day.ok(),
                        "interest runs between dates of the calendar");
    if (claim.cents < 0 || claim.cents > most_cents) {
        return invalid("Verzinst werden Beträge von 0 bis 10.000.000.000 €.");
    }
    if (claim.last_day < claim.event) {
        return invalid("Der Zinslauf endet vor seinem Beginn.");
    }
    if (claim.points_over_base < 0 || claim.points_over_base > most_points) {
        return invalid("Der Aufschlag auf den Basiszinssatz liegt zwischen 0 und 100 Punkten.");
    }
    if (claim.repayments.size() > most_repayments) {
        return invalid("Mehr als 1.000 Tilgungen werden nicht gerechnet.");
    }
    std::ranges::stable_sort(claim.repayments, {}, &Repayment::day);
    std::int64_t left = claim.cents;
    for (const Repayment& repayment : claim.repayments) {
        if (repayment.cents < 0 || repayment.cents > left || repayment.day < claim.event) {
            return invalid("Eine Tilgung ist höher als die Forderung oder liegt vor ihr.");
        }
        left -= repayment.cents;
    }
    return claim;
}

/// The last day on which rate and amount stay what they are on `first`.
LocalDate end_of_section(LocalDate first, const InterestClaim& claim, const BaseRates& rates,
                         const BaseRate& base) {
    LocalDate last = claim.last_day;
    for (const Repayment& repayment : claim.repayments) {
        if (repayment.cents > 0 && repayment.day >= first) {
            last = std::min(last, repayment.day);
        }
    }
    for (const BaseRate& next : rates.rates()) {
        const bool same = next.basis_points == base.basis_points && next.verified == base.verified;
        if (next.since > first && !same) {
            return std::min(last, LocalDate(sys_days(next.since) - days(1)));
        }
    }
    return last;
}

std::int64_t principal_on(LocalDate day, const InterestClaim& claim) {
    std::int64_t left = claim.cents;
    for (const Repayment& repayment : claim.repayments) {
        left -= repayment.day < day ? repayment.cents : 0;
    }
    return left;
}

}  // namespace

std::int64_t interest_days(LocalDate event, LocalDate last_day) {
    return last_day <= event ? 0 : position_after(last_day) - position_before(day_after(event));
}

Result<Interest, Reason> interest(const InterestClaim& given, const BaseRates& rates) {
    const auto claim = checked(given);
    if (!claim) {
        return Failure<Reason>(claim.error());
    }
    Interest result{
        .cents = 0, .days = 0, .points_over_base = claim->points_over_base, .sections = {}};
    LocalDate first = day_after(claim->event);
    if (const auto end = rates.on(claim->last_day); !end && first <= claim->last_day) {
        return Failure<Reason>(end.error());
    }
    while (first <= claim->last_day) {
        const auto base = rates.on(first);
        if (!base) {
            return Failure<Reason>(base.error());
        }
        const LocalDate last = end_of_section(first, *claim, rates, *base);
        // Sections join without a gap; only the last one ends where February ends.
        const std::int64_t until =
            last == claim->last_day ? position_after(last) : position_before(day_after(last));
        InterestSection section{
            .first = first,
            .last = last,
            .days = until - position_before(first),
            .principal = principal_on(first, *claim),
            .base = *base,
            .rate = std::max<std::int64_t>(0, base->basis_points + claim->points_over_base),
            .cents = 0};
        section.cents = rounded_interest(section.principal, section.rate, section.days);
        result.cents += section.cents;
        result.days += section.days;
        result.sections.push_back(section);
        first = day_after(last);
    }
    return result;
}

std::string derivation_text(const Interest& interest) {
    std::string text = "§ 49a Abs. 3 LVwVfG, VV-LHO zu § 34 Nr. 5.2 (Jahr 360, Monat 30 Tage), " +
                       german_hundredths(interest.points_over_base) +
                       " Prozentpunkte über dem Basiszinssatz: ";
    for (const InterestSection& section : interest.sections) {
        text += german_date(section.first) + " bis " + german_date(section.last) + ": " +
                std::to_string(section.days) + (section.days == 1 ? " Tag" : " Tage") + " auf " +
                german_euro(section.principal) + " zu " + german_percent(section.rate) +
                " (Basiszinssatz " + german_percent(section.base.basis_points) +
                (section.base.verified ? "" : ", nicht am Bundesanzeiger geprüft") +
                ") = " + german_euro(section.cents) + "; ";
    }
    return text + "Summe " + german_euro(interest.cents) + " für " + std::to_string(interest.days) +
           " Tage, je Abschnitt kaufmännisch auf Cent gerundet.";
}

}  // namespace foerderwerk::calendar
