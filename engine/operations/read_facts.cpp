// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/read_facts.hpp"

#include "engine/cases/host_functions.hpp"
#include "engine/cases/ledger_units.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

using feel::Value;

Value register_fact(ports::StoreReader& store, const cases::FactRequest& request, Now now) {
    const auto row = store.register_row(request.argument, request.key, to_string(now.berlin_date));
    if (!row.has_value()) {
        return Value();
    }
    const auto json = parse_json(row->value);
    auto value = json.has_value() ? feel::from_json(*json)
                                  : Result<Value, std::string>(Failure<std::string>("no JSON"));
    if (!value.has_value() || value->kind() != feel::Kind::context) {
        throw OperatingError(FailureKind::corrupt, "register " + request.argument + ", key " +
                                                       request.key + ": the row cannot be read");
    }
    feel::Context fact = value->as_context();
    fact.set("gueltig_ab", row->valid_from.empty() ? Value() : Value(row->valid_from));
    return Value(std::move(fact));
}

Value line_fact(ports::StoreReader& store, const cases::FactRequest& request) {
    const ports::LineRow row = store.line(request.key);
    return cases::fact_of_line({.name = request.key,
                                .money = request.argument == "euro",
                                .balance = {.allotted = row.allotted,
                                            .reserved = row.reserved,
                                            .committed = row.committed,
                                            .paid = row.paid}});
}

Value waiting_fact(ports::StoreReader& store, const cases::FactRequest& request,
                   const std::string& case_id) {
    const auto head = store.first_waiting(request.key, case_id);
    if (!head.has_value()) {
        return Value();
    }
    const Instant since = from_micros(head->since);
    feel::DateTime shown;
    shown.date = berlin_date(since);
    shown.time.since_midnight = berlin_time_of_day(since);
    shown.time.offset = berlin_offset(since);
    feel::Context fact;
    fact.set("case", head->case_id);
    fact.set("since", std::move(shown));
    return Value(std::move(fact));
}

}  // namespace

feel::Context read_facts(ports::StoreReader& store, const std::vector<cases::FactRequest>& requests,
                         const std::string& case_id, Now now) {
    feel::Context facts;
    for (const cases::FactRequest& request : requests) {
        if (request.source == "register") {
            facts.set(request.id, register_fact(store, request, now));
        } else if (request.source == "line") {
            facts.set(request.id, line_fact(store, request));
        } else {
            facts.set(request.id, waiting_fact(store, request, case_id));
        }
    }
    return facts;
}

FileNumber next_file_number(ports::StoreReader& store, const Casework& casework,
                            const ProgrammeSettings& programme, Now now) {
    const std::string year = std::to_string(static_cast<int>(now.berlin_date.year()));
    FileNumber next{.counter = "counter." + programme.programme + "." + year};
    const std::int64_t stored = std::stoll(store.note(next.counter).value_or("0"));
    next.number =
        casework.numbers != nullptr ? casework.numbers->draw(next.counter, stored) : stored + 1;
    feel::Context values;
    values.set("year", year);
    values.set("number", next.number);
    for (const feel::HostFunction& function : cases::host_functions()) {
        if (function.name == "kennung") {
            const Value text =
                function.call({Value(programme.file_number_pattern), Value(std::move(values))});
            if (text.is_error()) {
                throw OperatingError(FailureKind::misconfigured,
                                     "file_number_pattern: " + text.error_reason());
            }
            next.text = text.as_string();
            return next;
        }
    }
    FOERDERWERK_REQUIRE(false, "kennung is a host function");
}

void keep_file_number(ports::UnitOfWork& unit, const FileNumber& number) {
    if (std::stoll(unit.note(number.counter).value_or("0")) < number.number) {
        unit.put_note(number.counter, std::to_string(number.number));
    }
}

}  // namespace foerderwerk::operations
