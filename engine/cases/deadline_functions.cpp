// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/calendar/delivery.hpp"
#include "engine/cases/house_function.hpp"

namespace foerderwerk::cases {

namespace {

using feel::Kind;
using feel::Value;
using Answer = std::optional<Value>;
using DerivedEnd = Result<calendar::DerivedDate, Reason>;

/// fristende and fristberechnung take the same arguments.
std::optional<DerivedEnd> computed_period(const HouseCall& call) {
    const auto start = call.date(0);
    const auto period = call.period(1);
    const auto first_day_counts = call.is_second(2, "ereignis", "tagesbeginn");
    const auto fixed = call.is_second(3, "verschoben", "fest");
    if (!start || !period || !first_day_counts || !fixed) {
        return std::nullopt;
    }
    return calendar::end_of_period(
        *start, *period, call.law().holidays,
        *first_day_counts ? calendar::PeriodStart::start_of_day : calendar::PeriodStart::event,
        *fixed ? calendar::PeriodEnd::fixed : calendar::PeriodEnd::shifted);
}

Answer period_end(const HouseCall& call) {
    const auto date = computed_period(call);
    return date ? Answer(call.ends(*date)) : std::nullopt;
}

Answer period_in_full(const HouseCall& call) {
    const auto date = computed_period(call);
    if (!date) {
        return std::nullopt;
    }
    if (!date->has_value()) {
        return call.ends(*date);
    }
    const calendar::DerivedDate& derived = **date;
    feel::Context context;
    context.set("ende", call.ends(*date));
    context.set("rohes_ende", derived.raw_end);
    context.set("verschoben", derived.end != derived.raw_end);
    context.set("regel", derived.rule);
    context.set("herleitung", calendar::derivation_text(derived));
    return Value(std::move(context));
}

Answer extension(const HouseCall& call) {
    const auto end = call.date(0);
    const auto period = call.period(1);
    if (!end || !period) {
        return std::nullopt;
    }
    return call.ends(calendar::extended_period(*end, *period, call.law().holidays));
}

Answer month_end(const HouseCall& call) {
    const auto day = call.date(0);
    const auto months = call.integer(1);
    const auto fixed = call.is_second(2, "verschoben", "fest");
    if (!day || !months || !fixed) {
        return std::nullopt;
    }
    return call.ends(
        calendar::end_of_month(*day, *months, call.law().holidays,
                               *fixed ? calendar::PeriodEnd::fixed : calendar::PeriodEnd::shifted));
}

std::optional<DerivedEnd> computed_delivery(const HouseCall& call) {
    const auto day = call.date(0);
    const auto way = call.text(1);
    const auto clock = way ? calendar::parse_clock(*way) : std::nullopt;
    const auto access = call.date(2);
    if (!day || !clock || (call.given(2) && !access)) {
        return std::nullopt;
    }
    return calendar::deemed_delivery(*day, *clock, call.law().clocks, access);
}

Answer delivery(const HouseCall& call) {
    const auto date = computed_delivery(call);
    return date ? Answer(call.ends(*date)) : std::nullopt;
}

Answer cautious_delivery(const HouseCall& call) {
    auto date = computed_delivery(call);
    if (date && date->has_value()) {
        **date = calendar::cautious(std::move(**date), call.law().holidays);
    }
    return date ? Answer(call.ends(*date)) : std::nullopt;
}

Answer retrieval_window(const HouseCall& call) {
    const auto notified = call.date(0);
    return notified ? Answer(call.ends(calendar::end_of_retrieval(*notified))) : std::nullopt;
}

/// No delivery is an answer, not an error: null, and the reason is told.
Answer delivery_by_retrieval(const HouseCall& call) {
    const auto notified = call.date(0);
    const auto retrieved = call.date(1);
    if (!notified || (call.given(1) && !retrieved)) {
        return std::nullopt;
    }
    const auto date = calendar::delivery_by_retrieval(*notified, retrieved);
    if (!date.has_value() && date.error().code == "NICHT_BEKANNTGEGEBEN") {
        call.tell(Value(), date.error().text);
        return Value();
    }
    return call.ends(date);
}

Answer remedy_end(const HouseCall& call) {
    const auto delivered = call.date(0);
    const auto correct = call.given(1) ? call.boolean(1) : std::optional(true);
    if (!delivered || !correct) {
        return std::nullopt;
    }
    return call.ends(calendar::end_of_remedy(*delivered, *correct, call.law().holidays));
}

Answer final_from(const HouseCall& call) {
    const auto delivered = call.date(0);
    const auto correct = call.given(1) ? call.boolean(1) : std::optional(true);
    if (!delivered || !correct) {
        return std::nullopt;
    }
    const auto end = calendar::end_of_remedy(*delivered, *correct, call.law().holidays);
    const auto day = end.has_value() ? calendar::plus_days(end->end, 1) : std::nullopt;
    if (!day) {
        return end.has_value() ? Value::error(calendar::beyond_calendar().error().text)
                               : call.ends(end);
    }
    call.tell(*day, calendar::derivation_text(*end) + " Bestandskräftig ab " +
                        calendar::german_date(*day) + ".");
    return Value(*day);
}

Answer year_from_knowledge(const HouseCall& call) {
    const auto knowledge = call.date(0);
    if (!knowledge) {
        return std::nullopt;
    }
    const auto year = calendar::year_from_knowledge(*knowledge, call.law().holidays);
    if (!year.has_value()) {
        return Value::error(year.error().text);
    }
    const std::string text = calendar::derivation_text(*year);
    call.tell(year->end.end, text);
    feel::List warnings;
    for (const LocalDate day : year->warnings) {
        warnings.emplace_back(day);
    }
    feel::Context context;
    context.set("ende", year->end.end);
    context.set("sicher_bis", year->safe_until);
    context.set("warnungen", std::move(warnings));
    context.set("herleitung", text);
    return Value(std::move(context));
}

/// The day in Berlin on which something came in. Without an offset the time is Berlin's own.
std::optional<LocalDate> berlin_day(const Value& value) {
    if (value.kind() == Kind::date) {
        return value.as_date();
    }
    if (value.kind() != Kind::date_time) {
        return std::nullopt;
    }
    const feel::DateTime& moment = value.as_date_time();
    const int year = static_cast<int>(moment.date.year());
    if (!moment.time.offset.has_value() || year < 1970 || year > 9998) {
        return moment.date;
    }
    const auto since_midnight =
        std::chrono::duration_cast<std::chrono::microseconds>(moment.time.since_midnight);
    return berlin_date(std::chrono::sys_days(moment.date) + since_midnight - *moment.time.offset);
}

Answer in_time(const HouseCall& call) {
    const auto came_in = call.given(0) ? berlin_day(call.arguments()[0]) : std::nullopt;
    const auto end = call.date(1);
    if (!came_in || !end) {
        return std::nullopt;
    }
    const bool kept = *came_in <= *end;
    call.tell(kept, "Eingang " + calendar::german_date(*came_in) + " (Berliner Zeit), Frist bis " +
                        calendar::german_date(*end) +
                        ", 24:00 Uhr: " + (kept ? "rechtzeitig." : "verspätet."));
    return Value(kept);
}

}  // namespace

std::span<const HouseFunction> deadline_functions() {
    static const std::array<HouseFunction, 12> functions = {{
        {"fristende",
         {"start", "dauer", "beginn", "ende"},
         2,
         "fristende takes a date, a duration of whole days or months, \"ereignis\" or "
         "\"tagesbeginn\", \"verschoben\" or \"fest\"",
         period_end},
        {"fristberechnung",
         {"start", "dauer", "beginn", "ende"},
         2,
         "fristberechnung takes what fristende takes",
         period_in_full},
        {"fristverlaengerung",
         {"ende", "dauer"},
         2,
         "fristverlaengerung takes a date and a duration of whole days or months",
         extension},
        {"monatsende",
         {"tag", "monate", "ende"},
         2,
         "monatsende takes a date, a number of months, \"verschoben\" or \"fest\"",
         month_end},
        {"bekanntgabe",
         {"tag", "weg", "zugang"},
         2,
         "bekanntgabe takes a date, a way (post, elektronisch, postfach, abruf), and the date of a "
         "later access",
         delivery},
        {"bekanntgabe_vorsichtig",
         {"tag", "weg", "zugang"},
         2,
         "bekanntgabe_vorsichtig takes what bekanntgabe takes",
         cautious_delivery},
        {"bereitstellung_bis",
         {"benachrichtigung"},
         1,
         "bereitstellung_bis takes a date",
         retrieval_window},
        {"bekanntgabe_abruf",
         {"benachrichtigung", "abruf"},
         1,
         "bekanntgabe_abruf takes the dates of notification and retrieval",
         delivery_by_retrieval},
        {"rechtsbehelf_bis",
         {"bekanntgabe", "belehrung_richtig"},
         1,
         "rechtsbehelf_bis takes a date and whether the instruction was right",
         remedy_end},
        {"bestandskraft",
         {"bekanntgabe", "belehrung_richtig"},
         1,
         "bestandskraft takes a date and whether the instruction was right",
         final_from},
        {"jahresfrist", {"kenntnis"}, 1, "jahresfrist takes a date", year_from_knowledge},
        {"fristgerecht",
         {"eingang", "ende"},
         2,
         "fristgerecht takes a date or a date and time, and a date",
         in_time},
    }};
    return functions;
}

}  // namespace foerderwerk::cases
