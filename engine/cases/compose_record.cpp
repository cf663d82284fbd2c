// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/compose_record.hpp"

#include "engine/cases/actor_json.hpp"
#include "engine/cases/command_json.hpp"
#include "engine/cases/fold_records.hpp"
#include "engine/cases/seal_values.hpp"

namespace foerderwerk::cases {

namespace {

Json texts(const std::vector<std::string>& list) {
    Json::Array array;
    for (const std::string& text : list) {
        array.emplace_back(text);
    }
    return Json(std::move(array));
}

Json reasons_json(const Reasons& reasons) {
    Json::Array array;
    for (const Reason& reason : reasons) {
        array.push_back(
            Json::Object{{"code", reason.code}, {"place", reason.place}, {"text", reason.text}});
    }
    return Json(std::move(array));
}

Json transitions_json(const statechart::Document& chart,
                      const std::vector<statechart::TransitionIndex>& transitions) {
    Json::Array array;
    for (const statechart::TransitionIndex index : transitions) {
        const statechart::Transition& transition = chart.transitions[index];
        Json::Array targets;
        for (const statechart::StateIndex target : transition.targets) {
            targets.emplace_back(chart.states[target].id);
        }
        array.push_back(Json::Object{{"from", chart.states[transition.source].id},
                                     {"to", std::move(targets)},
                                     {"index", static_cast<std::int64_t>(index)}});
    }
    return Json(std::move(array));
}

Json timers_json(const std::vector<Timer>& timers) {
    Json::Array array;
    for (const Timer& timer : timers) {
        array.push_back(
            Json::Object{{"id", timer.id}, {"event", timer.event}, {"due", to_string(timer.due)}});
    }
    return Json(std::move(array));
}

Json postings_json(const std::vector<ledger::Posting>& postings) {
    Json::Array array;
    for (const ledger::Posting& posting : postings) {
        Json json = Json::Object{{"line", posting.line},
                                 {"kind", ledger::to_string(posting.kind)},
                                 {"amount", posting.amount}};
        if (posting.limit.has_value()) {
            json.set("limit", *posting.limit);
        }
        array.push_back(std::move(json));
    }
    return Json(std::move(array));
}

Json rules_json(const std::vector<UsedRule>& rules) {
    Json::Array array;
    for (const UsedRule& rule : rules) {
        array.push_back(Json::Object{{"decision", rule.decision},
                                     {"rules", texts(rule.rule_ids)},
                                     {"annotations", texts(rule.annotations)}});
    }
    return Json(std::move(array));
}

/// Members that say nothing are left out: a record is read by people.
void set_if_any(Json& record, const char* name, Json value) {
    if (!value.as_array().empty()) {
        record.set(name, std::move(value));
    }
}

}  // namespace

Json to_json(const Effect& effect) {
    Json json =
        Json::Object{{"id", effect.id}, {"processor", effect.processor}, {"event", effect.event}};
    if (!effect.target.empty()) {
        json.set("target", effect.target);
    }
    if (!effect.data.is_null()) {
        json.set("data", sealed_json(effect.data));
    }
    return json;
}

void compose_record(const DecisionInputs& inputs,
                    const std::vector<statechart::TransitionIndex>& transitions,
                    const Reasons& problems, Step& step) {
    const statechart::Document& chart = inputs.definition.chart;
    Json record = Json::Object{
        {"v", 1},
        {"semantics", semantics_version},
        {"kind", step.refused() ? "refused" : "step"},
        {"case", step.after.id.text()},
        {"number", step.after.number},
        {"at", to_string(inputs.now.instant)},
        {"date", to_string(inputs.now.berlin_date)},
        {"programme", step.after.programme},
        {"definition", step.after.definition.text()},
        {"actor", to_json(inputs.command.actor)},
        {"stimulus", stimulus_json(inputs.command, inputs.reason)},
        {"facts", facts_json(inputs.facts)},
    };
    const Json before = inputs.before != nullptr ? to_json(*inputs.before, chart) : Json();
    step.state = to_json(step.after, chart);
    record.set("changes", state_changes(before, step.state));
    set_if_any(record, "reasons", reasons_json(step.reasons));
    if (!step.refused()) {
        set_if_any(record, "transitions", transitions_json(chart, transitions));
        set_if_any(record, "steps", texts(step.taken_steps));
        set_if_any(record, "unlike", texts(step.unlike));
        set_if_any(record, "timers_set", timers_json(step.timers_set));
        set_if_any(record, "timers_dropped", texts(step.timers_dropped));
        set_if_any(record, "postings", postings_json(step.postings));
        set_if_any(record, "rules", rules_json(step.rules));
        set_if_any(record, "problems", reasons_json(problems));
    }
    Json::Array effects;
    for (const Effect& effect : step.effects) {
        effects.push_back(to_json(effect));
    }
    set_if_any(record, "effects", std::move(effects));
    step.record = std::move(record);
}

std::string record_bytes(const Step& step, const CommitPart& commit_part) {
    if (step.parts.empty()) {
        return canonical_json(step.record);
    }
    Json record = step.record;
    Json::Array parts;
    for (const NewPart& part : step.parts) {
        parts.push_back(Json::Object{
            {"id", part.id}, {"subject", part.subject}, {"commit", commit_part(part)}});
    }
    record.set("parts", std::move(parts));
    return canonical_json(record);
}

}  // namespace foerderwerk::cases
