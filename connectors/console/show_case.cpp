// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "connectors/console/execute_commands.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/note_conflict.hpp"
#include "engine/operations/park_case.hpp"
#include "engine/operations/settle_delivery.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

std::string berlin_micros(std::int64_t micros) {
    return berlin_text(operations::from_micros(micros));
}

Json tasks_json(ports::StoreReader& store, const std::string& case_id) {
    Json::Array rows;
    for (const ports::TaskRow& task : store.tasks(case_id)) {
        rows.push_back(Json::Object{
            {"role", task.role}, {"label", task.label}, {"since", berlin_micros(task.since)}});
    }
    return Json(std::move(rows));
}

Json timers_json(const cases::CaseState& state, bool open_parts) {
    Json::Array rows;
    for (const cases::Timer& timer : state.timers) {
        Json row = Json::Object{{"event", timer.event}, {"due", berlin_text(timer.due)}};
        if (!timer.derivation.is_null()) {
            row.set("derivation", shown_value(timer.derivation, open_parts));
        }
        rows.push_back(std::move(row));
    }
    return Json(std::move(rows));
}

Json outbox_json(ports::StoreReader& store, const std::string& case_id) {
    Json::Array rows;
    for (const ports::OutboxRow& item : store.outbox_of_case(case_id)) {
        Json row = Json::Object{{"number", item.number},
                                {"processor", item.processor},
                                {"event", item.event},
                                {"status", item.status},
                                {"attempts", item.attempts}};
        if (!item.last_cause.empty()) {
            row.set("cause", item.last_cause);
        }
        rows.push_back(std::move(row));
    }
    return Json(std::move(rows));
}

/// "3-0": record and index, by which people name an item of a case.
std::string short_name(const ports::OutboxRow& item) {
    return item.id.substr(std::min(item.id.size(), item.case_id.size() + 1));
}

Json undelivered_json(ports::StoreReader& store, const std::string& case_id) {
    Json::Array rows;
    for (const ports::OutboxRow& item : store.outbox_of_case(case_id)) {
        if (item.status == "refused" && item.processor != "case") {
            rows.push_back(Json::Object{{"item", short_name(item)},
                                        {"event", item.event},
                                        {"cause", item.last_cause},
                                        {"task", "Auf anderem Weg zustellen"}});
        }
    }
    return Json(std::move(rows));
}

Json holdings_json(const cases::CaseState& state) {
    Json::Array rows;
    for (const auto& [line, holding] : state.holdings) {
        rows.push_back(Json::Object{{"line", line},
                                    {"reserved", holding.reserved},
                                    {"committed", holding.committed},
                                    {"paid", holding.paid}});
    }
    return Json(std::move(rows));
}

/// What persons may do in the active states, inner states first. Guards are left aside: they need
/// facts that only the step itself reads.
Json actions_json(const statechart::Document& chart, const cases::CaseState& state) {
    Json::Array rows;
    std::set<std::string> known;
    const auto& active = state.session.configuration;
    for (auto index = active.rbegin(); index != active.rend(); ++index) {
        for (const statechart::TransitionIndex number : chart.states[*index].event_transitions) {
            const statechart::Transition& transition = chart.transitions[number];
            const std::string& event = transition.events.front();
            const std::string* by = statechart::find_extension(transition.extensions, "by");
            if (!event.starts_with("action.") || by == nullptr || !known.insert(event).second) {
                continue;
            }
            const auto text = [&transition](std::string_view name) {
                const auto* found = statechart::find_extension(transition.extensions, name);
                return found != nullptr ? *found : std::string();
            };
            rows.push_back(
                Json::Object{{"action", event.substr(std::string_view("action.").size())},
                             {"label", text("label")},
                             {"role", *by},
                             {"reason", text("reason")},
                             {"unlike", text("unlike")}});
        }
    }
    return Json(std::move(rows));
}

Json data_json(const cases::CaseState& state, bool open_parts) {
    Json data = Json::Object{};
    for (const auto& [name, value] : state.session.data.entries()) {
        data.set(name, shown_value(value, open_parts));
    }
    return data;
}

/// "fristende 2026-01-29": what was computed; how stands in `derivations`.
Json::Array computed_by(const Json* derivations) {
    Json::Array list;
    for (const Json& derivation : derivations != nullptr && derivations->is_array()
                                      ? derivations->as_array()
                                      : Json::Array{}) {
        const Json* result = derivation.find("result");
        std::string text = derivation.text("function");
        for (const char* kind : {"date", "number"}) {
            const std::string value =
                result != nullptr && result->is_object() ? result->text(kind) : "";
            text += value.empty() ? "" : " " + value;
        }
        list.emplace_back(std::move(text));
    }
    return list;
}

/// Texts of one member of each element.
Json::Array texts_of(const Json& record, std::string_view list, std::string_view name) {
    Json::Array texts;
    const Json* items = record.find(list);
    for (const Json& item :
         items != nullptr && items->is_array() ? items->as_array() : Json::Array{}) {
        texts.emplace_back(name.empty() && item.is_string() ? item.as_string() : item.text(name));
    }
    return texts;
}

Json::Array moves_of(const Json& record) {
    Json::Array moves;
    const Json* transitions = record.find("transitions");
    for (const Json& transition :
         transitions != nullptr ? transitions->as_array() : Json::Array{}) {
        std::string text = transition.text("from") + " → ";
        for (const Json& target : texts_of(transition, "to", "")) {
            text += target.as_string() + " ";
        }
        text.pop_back();
        moves.emplace_back(std::move(text));
    }
    return moves;
}

/// The rules that matched, by their ids alone: the annotations are too long for a row.
Json::Array decided_by(const Json* rules) {
    Json::Array ids;
    for (const Json& decision :
         rules != nullptr && rules->is_array() ? rules->as_array() : Json::Array{}) {
        for (Json& id : texts_of(decision, "rules", "")) {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

Json history_row(const ports::RecordRow& row) {
    const auto record = parse_json(row.bytes);
    if (!record.has_value()) {
        throw OperatingError(
            FailureKind::corrupt,
            "case " + row.case_id + ", record " + std::to_string(row.number) + ": this is no JSON");
    }
    const Json* actor = record->find("actor");
    const Json* stimulus = record->find("stimulus");
    const auto at = parse_instant(record->text("at"));
    Json json =
        Json::Object{{"number", row.number},
                     {"at", at.has_value() ? berlin_text(*at) : record->text("at")},
                     {"event", stimulus != nullptr ? stimulus->text("event") : record->text("act")},
                     {"actor", actor != nullptr ? actor->text("id") : ""},
                     {"transitions", moves_of(*record)},
                     {"steps", texts_of(*record, "steps", "")},
                     {"refused", texts_of(*record, "reasons", "code")}};
    const Json* rules = record->find("rules");
    json.set("decided", decided_by(rules));
    json.set("rules", rules != nullptr ? *rules : Json(Json::Array{}));
    const Json* derivations = record->find("derivations");
    json.set("computed", computed_by(derivations));
    json.set("derivations", derivations != nullptr ? *derivations : Json(Json::Array{}));
    json.set("entry", row.seq);
    return json;
}

/// One line of the history and when it happened.
struct Moment {
    std::string at;
    Json line;
};

Instant instant_of(const Moment& moment) {
    return parse_instant(moment.at).value_or(Instant{});
}

/// What the register journal says of the case, beside the case's own records.
void add_act(const std::string& at, const char* event, const std::string& actor,
             const std::string& note, std::vector<Moment>& moments) {
    const auto instant = parse_instant(at);
    moments.push_back({at, Json::Object{{"at", instant.has_value() ? berlin_text(*instant) : at},
                                        {"event", event},
                                        {"actor", actor},
                                        {"note", note}}});
}

void add_incidents(ports::StoreReader& store, const std::string& case_id,
                   std::vector<Moment>& moments) {
    for (const Json& incident : operations::incidents_of(store, case_id)) {
        add_act(incident.text("at"), "case.park", "daemon",
                incident.text("event") + ": " + incident.text("cause"), moments);
        if (incident.find("resumed_at") != nullptr) {
            add_act(incident.text("resumed_at"), "case.resume", incident.text("resumed_by"),
                    incident.text("reason"), moments);
        }
    }
}

void add_conflicts(ports::StoreReader& store, const std::string& case_id,
                   std::vector<Moment>& moments) {
    for (const Json& conflict : operations::conflicts_of(store, case_id)) {
        add_act(conflict.text("at"), "message.conflict", conflict.text("sender"),
                "other content under the id " + conflict.text("message"), moments);
    }
}

void add_settlements(House& house, ports::StoreReader& store, bool open_parts,
                     const std::string& case_id, std::vector<Moment>& moments) {
    for (const ports::OutboxRow& item : store.outbox_of_case(case_id)) {
        const auto settled =
            item.status == "settled" ? operations::settlement_of(store, item.id) : std::nullopt;
        if (!settled.has_value()) {
            continue;
        }
        const auto document =
            open_parts ? store.find_document(settled->text("note")) : std::nullopt;
        const auto text = document.has_value()
                              ? operations::open_document(house.casework.sealing, store, *document)
                              : std::nullopt;
        add_act(settled->text("settled_at"), "delivery.settle", settled->text("settled_by"),
                short_name(item) + " " + item.event + (text.has_value() ? ": " + *text : ""),
                moments);
    }
}

/// Until when the file of a closed case is kept (fw:retention of the end it reached); "" when the
/// chart does not say.
std::string kept_until(const statechart::Document& chart, const cases::CaseState& state) {
    for (const statechart::StateIndex index : state.session.configuration) {
        const std::string* period =
            statechart::find_extension(chart.states[index].extensions, "retention");
        if (period == nullptr || !state.closed) {
            continue;
        }
        const auto sum =
            feel::parse_expression("date(\"" + to_string(berlin_date(state.last_step)) +
                                   "\") + duration(\"" + *period + "\")");
        const feel::Value day = sum.has_value() ? feel::evaluate(*sum, {}).value : feel::Value();
        return day.kind() == feel::Kind::date ? to_string(day.as_date()) : "";
    }
    return {};
}

}  // namespace

Json shown_value(const feel::Value& value, bool open_parts) {
    const feel::SealPart closed = [](const feel::Personal& mark) {
        return cases::part_reference(mark);
    };
    auto json = feel::to_json(value, open_parts ? feel::SealPart() : closed);
    return json.has_value() ? std::move(*json) : Json(json.error());
}

CommandAnswer show_case(House& house, ports::StoreReader& store, bool open_parts,
                        const ports::CaseRow& row) {
    const auto definition = house.casework.definitions.find(store, row.definition);
    if (definition == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + row.definition + " is missing");
    }
    const cases::CaseState state = operations::load_state(store, house.casework, row, *definition);
    CommandAnswer answer;
    answer.result = Json::Object{{"file_number", row.file_number},
                                 {"label", row.label},
                                 {"states", row.states},
                                 {"closed", row.closed},
                                 {"received", berlin_micros(row.received)},
                                 {"last_step", berlin_micros(row.last_step)},
                                 {"number", row.number},
                                 {"programme", row.programme},
                                 {"definition", row.definition},
                                 {"case", row.case_id}};
    if (const std::string day = kept_until(definition->chart, state); !day.empty()) {
        answer.result.set("kept_until", day);
    }
    if (!row.parked.empty()) {
        answer.result.set("incident", row.parked);
    }
    if (Json::Array conflicts = operations::conflicts_of(store, row.case_id); !conflicts.empty()) {
        answer.result.set("conflicts", std::move(conflicts));
    }
    answer.result.set("data", data_json(state, open_parts));
    answer.result.set("actions",
                      row.closed ? Json(Json::Array{}) : actions_json(definition->chart, state));
    answer.result.set("tasks", tasks_json(store, row.case_id));
    answer.result.set("undelivered", undelivered_json(store, row.case_id));
    answer.result.set("timers", timers_json(state, open_parts));
    answer.result.set("outbox", outbox_json(store, row.case_id));
    answer.result.set("holdings", holdings_json(state));
    return answer;
}

CommandAnswer case_history(House& house, ports::StoreReader& store, bool open_parts,
                           const ports::CaseRow& row) {
    std::vector<Moment> moments;
    store.for_each_record(row.case_id, [&moments](const ports::RecordRow& record) {
        Json line = history_row(record);
        const auto json = parse_json(record.bytes);
        moments.push_back({json.has_value() ? json->text("at") : "", std::move(line)});
    });
    add_incidents(store, row.case_id, moments);
    add_conflicts(store, row.case_id, moments);
    add_settlements(house, store, open_parts, row.case_id, moments);
    std::stable_sort(moments.begin(), moments.end(), [](const Moment& left, const Moment& right) {
        return instant_of(left) < instant_of(right);
    });
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    for (Moment& moment : moments) {
        answer.result.as_array().push_back(std::move(moment.line));
    }
    return answer;
}

}  // namespace foerderwerk::console
