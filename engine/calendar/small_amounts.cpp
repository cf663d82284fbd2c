// SPDX-License-Identifier: EUPL-1.2
#include "engine/calendar/small_amounts.hpp"

#include "engine/calendar/bundesbank_rates.hpp"
#include "engine/calendar/holiday_calendar.hpp"

namespace foerderwerk::calendar {
namespace {

const char* refrained(SmallAmount kind) {
    switch (kind) {
        case SmallAmount::revocation:
            return "Absehen von der Aufhebung";
        case SmallAmount::interest:
            return "Absehen von Zinsen";
        case SmallAmount::claim:
            return "Absehen von der Festsetzung";
        case SmallAmount::enforcement:
            return "Absehen von der Vollstreckung";
    }
    return "";
}

}  // namespace

std::optional<SmallAmount> parse_small_amount(std::string_view word) {
    if (word == "aufhebung") {
        return SmallAmount::revocation;
    }
    if (word == "zinsen") {
        return SmallAmount::interest;
    }
    if (word == "festsetzung") {
        return SmallAmount::claim;
    }
    return word == "vollstreckung" ? std::optional(SmallAmount::enforcement) : std::nullopt;
}

std::optional<Debtor> parse_debtor(std::string_view word) {
    if (word == "kommune") {
        return Debtor::municipality;
    }
    return word == "sonstige" ? std::optional(Debtor::other) : std::nullopt;
}

const AmountLimits& amount_limits() {
    constexpr LocalDate since = std::chrono::year(2026) / std::chrono::January / 1;
    constexpr auto kommune = Debtor::municipality;
    constexpr auto other = Debtor::other;
    const char* petty = "VV-LHO zu § 59 Nr. 6";
    static const AmountLimits limits = {
        {SmallAmount::revocation, kommune, since, 1'000'00, true, "VV-LHO zu § 44 Nr. 13.8.1"},
        {SmallAmount::interest, kommune, since, 500'00, true, "VV-LHO zu § 44 Nr. 13.8.2"},
        {SmallAmount::revocation, other, since, 500'00, true, "VV-LHO zu § 44 Nr. 8.5"},
        {SmallAmount::interest, other, since, 300'00, true, "VV-LHO zu § 44 Nr. 8.5"},
        {SmallAmount::claim, kommune, since, 36'00, false, petty},
        {SmallAmount::claim, other, since, 7'00, false, petty},
        {SmallAmount::enforcement, kommune, since, 36'00, false, petty},
        {SmallAmount::enforcement, other, since, 36'00, false, petty},
    };
    return limits;
}

Result<SmallAmountVerdict, Reason> judge_amount(std::int64_t cents, SmallAmount kind, Debtor debtor,
                                                std::optional<LocalDate> day,
                                                const AmountLimits& limits) {
    const AmountLimit* found = nullptr;
    for (const AmountLimit& limit : limits) {
        const bool holds =
            limit.kind == kind && limit.debtor == debtor && (!day || limit.since <= *day);
        if (holds && (found == nullptr || found->since < limit.since)) {
            found = &limit;
        }
    }
    if (found == nullptr) {
        return Failure<Reason>(
            {"GRENZE_UNBEKANNT", "",
             "Für diesen Fall ist keine Bagatellgrenze hinterlegt" +
                 (day ? ", die am " + german_date(*day) + " gilt." : std::string("."))});
    }
    const bool small = cents < found->cents || (found->included && cents == found->cents);
    const char* relation =
        small ? (found->included ? " ≤ " : " < ") : (found->included ? " > " : " ≥ ");
    return SmallAmountVerdict{
        .small = small,
        .derivation = (small ? std::string(refrained(kind)) + " – Bagatelle: "
                             : std::string("Keine Bagatelle: ")) +
                      german_euro(cents) + relation + german_euro(found->cents) + " (" +
                      found->rule + (debtor == Debtor::municipality ? ", Kommune" : "") + ")."};
}

}  // namespace foerderwerk::calendar
