// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/cases/case_state.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/statechart/session_json.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::cases {

namespace {

Json strings(const std::vector<std::string>& list) {
    Json::Array array;
    for (const std::string& item : list) {
        array.emplace_back(item);
    }
    return Json(std::move(array));
}

std::vector<std::string> strings_of(const Json* json) {
    std::vector<std::string> list;
    if (json != nullptr && json->is_array()) {
        for (const Json& item : json->as_array()) {
            list.push_back(item.is_string() ? item.as_string() : std::string());
        }
    }
    return list;
}

Json timers_json(const std::vector<Timer>& timers) {
    Json::Array array;
    for (const Timer& timer : timers) {
        array.push_back(to_json(timer));
    }
    return Json(std::move(array));
}

Json tasks_json(const std::vector<Task>& tasks) {
    Json::Array array;
    for (const Task& task : tasks) {
        array.push_back(
            json_object("role", task.role, "label", task.label, "since", to_string(task.since)));
    }
    return Json(std::move(array));
}

Json holdings_json(const std::map<std::string, ledger::CaseHolding>& holdings) {
    Json json{Json::Object{}};
    for (const auto& [line, held] : holdings) {
        json.set(line, json_object("reserved", held.reserved, "committed", held.committed, "paid",
                                   held.paid));
    }
    return json;
}

Json texts_json(const std::map<std::string, std::string>& texts) {
    Json::Object json;
    json.reserve(texts.size());
    for (const auto& [name, text] : texts) {
        json.emplace_back(name, text);
    }
    return Json(std::move(json));
}

/// null when the case waits for nothing: members never leave a state (fold_records.cpp).
Json waiting_json(const Waiting& waiting) {
    return waiting.line.empty()
               ? Json()
               : Json(Json::Object{{"line", waiting.line}, {"since", to_string(waiting.since)}});
}

std::int64_t integer(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member != nullptr && member->is_integer() ? member->as_integer() : 0;
}

Instant instant(const Json& json, std::string_view name) {
    return parse_instant(json.text(name)).value_or(Instant{});
}

const Json::Object& members(const Json& json, std::string_view name) {
    static const Json::Object none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_object() ? member->as_object() : none;
}

std::map<std::string, std::string> texts_of(const Json& json, std::string_view name) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, text] : members(json, name)) {
        texts[key] = text.is_string() ? text.as_string() : std::string();
    }
    return texts;
}

const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

Result<feel::Value, std::string> derivation_of(const Json& timer, const feel::OpenPart& open) {
    const Json* json = timer.find("derivation");
    return json != nullptr ? feel::from_json(*json, open)
                           : Result<feel::Value, std::string>(feel::Value());
}

}  // namespace

Json to_json(const Timer& timer) {
    Json json = json_object("id", timer.id, "event", timer.event, "due", to_string(timer.due));
    if (!timer.derivation.is_null()) {
        json.set("derivation", sealed_json(timer.derivation));
    }
    return json;
}

Json frame_json(const CaseState& state, const statechart::Document& chart) {
    auto session = statechart::frame_to_json(chart, state.session, part_reference);
    FOERDERWERK_REQUIRE(session.has_value(), "what a session holds can be stored");
    Json persons{Json::Object{}};
    for (const auto& [step, list] : state.persons_of_step) {
        persons.set(step, strings(list));
    }
    return json_object(
        "id", state.id.text(), "programme", state.programme, "definition", state.definition.text(),
        "file_number", state.file_number, "sender", state.sender, "reply_to", state.reply_to,
        "received", to_string(state.received), "last_step", to_string(state.last_step), "number",
        state.number, "states", strings(state.states), "label", state.label, "closed", state.closed,
        "session", std::move(*session), "timers", timers_json(state.timers), "tasks",
        tasks_json(state.tasks), "persons_of_step", std::move(persons), "approved",
        texts_json(state.approved), "holdings", holdings_json(state.holdings), "waiting",
        waiting_json(state.waiting), "parts", texts_json(state.parts));
}

Json to_json(const CaseState& state, const statechart::Document& chart) {
    Json json = frame_json(state, chart);
    Json::Object data;
    for (const auto& [name, value] : state.session.data.entries()) {
        data.emplace_back(name, sealed_json(value));
    }
    json.set("data", std::move(data));
    return json;
}

Result<CaseState, std::string> case_state_from_json(const Json& json,
                                                    const statechart::Document& chart,
                                                    const feel::OpenPart& open) {
    const Json* rest = json.find("session");
    const Json* data = json.find("data");
    if (rest == nullptr || !rest->is_object() || data == nullptr) {
        return Failure<std::string>("the stored state has no session");
    }
    auto session = statechart::session_from_frame(chart, *rest, *data, open);
    if (!session.has_value()) {
        return Failure<std::string>(session.error());
    }
    CaseState state;
    state.session = std::move(*session);
    state.id = CaseId(json.text("id"));
    state.programme = json.text("programme");
    state.definition = DefinitionId(json.text("definition"));
    state.file_number = json.text("file_number");
    state.sender = json.text("sender");
    state.reply_to = json.text("reply_to");
    state.received = instant(json, "received");
    state.last_step = instant(json, "last_step");
    state.number = integer(json, "number");
    state.states = strings_of(json.find("states"));
    state.label = json.text("label");
    const Json* closed = json.find("closed");
    state.closed = closed != nullptr && closed->is_bool() && closed->as_bool();
    for (const Json& timer : items(json, "timers")) {
        auto derivation = derivation_of(timer, open);
        if (!derivation.has_value()) {
            return Failure<std::string>(derivation.error());
        }
        state.timers.push_back({.id = timer.text("id"),
                                .event = timer.text("event"),
                                .due = instant(timer, "due"),
                                .derivation = std::move(*derivation)});
    }
    for (const Json& task : items(json, "tasks")) {
        state.tasks.push_back({.role = task.text("role"),
                               .label = task.text("label"),
                               .since = instant(task, "since")});
    }
    for (const auto& [step, persons] : members(json, "persons_of_step")) {
        state.persons_of_step[step] = strings_of(&persons);
    }
    for (const auto& [line, held] : members(json, "holdings")) {
        state.holdings[line] = {.reserved = integer(held, "reserved"),
                                .committed = integer(held, "committed"),
                                .paid = integer(held, "paid")};
    }
    state.parts = texts_of(json, "parts");
    state.approved = texts_of(json, "approved");
    if (const Json* waiting = json.find("waiting"); waiting != nullptr && waiting->is_object()) {
        state.waiting = {.line = waiting->text("line"), .since = instant(*waiting, "since")};
    }
    return state;
}

}  // namespace foerderwerk::cases
