// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/compose_record.hpp"

#include "engine/cases/actor_json.hpp"
#include "engine/cases/command_json.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/cases/state_text.hpp"

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
            json_object("code", reason.code, "place", reason.place, "text", reason.text));
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
        array.push_back(json_object("from", chart.states[transition.source].id, "to",
                                    std::move(targets), "index", static_cast<std::int64_t>(index)));
    }
    return Json(std::move(array));
}

Json timers_json(const std::vector<Timer>& timers) {
    Json::Array array;
    for (const Timer& timer : timers) {
        array.push_back(to_json(timer));
    }
    return Json(std::move(array));
}

Json postings_json(const std::vector<ledger::Posting>& postings) {
    Json::Array array;
    for (const ledger::Posting& posting : postings) {
        Json json = json_object("line", posting.line, "kind", ledger::to_string(posting.kind),
                                "amount", posting.amount);
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
        Json json = json_object("decision", rule.decision, "table", rule.table, "rules",
                                texts(rule.rule_ids), "sentences", texts(rule.sentences));
        if (!rule.day.empty()) {
            json.set("day", rule.day);
        }
        array.push_back(std::move(json));
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
    Json json = json_object("id", effect.id, "processor", effect.processor, "event", effect.event);
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
    const CaseState* before = inputs.before;
    step.after.text = std::make_shared<const StateText>(write_state(step.after, chart, before));
    if (before == nullptr) {
        step.changes = canonical_changes(nullptr, *step.after.text);
    } else if (before->text != nullptr && has_same_members(*before->text, *step.after.text)) {
        step.changes = canonical_changes(before->text.get(), *step.after.text);
    } else {
        const StateText written = write_state(*before, chart, nullptr);
        step.changes = canonical_changes(&written, *step.after.text);
    }
    Json record = json_object(
        "v", 1, "semantics", inputs.facts.semantics, "kind", step.refused() ? "refused" : "step",
        "case", step.after.id.text(), "number", step.after.number, "at",
        to_string(inputs.now.instant), "date", to_string(inputs.now.berlin_date), "programme",
        step.after.programme, "definition", step.after.definition.text(), "actor",
        to_json(inputs.command.actor), "stimulus", stimulus_json(inputs.command, inputs.reason),
        "facts", facts_json(inputs.facts));
    set_if_any(record, "reasons", reasons_json(step.reasons));
    if (!step.refused()) {
        set_if_any(record, "transitions", transitions_json(chart, transitions));
        set_if_any(record, "steps", texts(step.taken_steps));
        set_if_any(record, "unlike", texts(step.unlike));
        if (!step.approved_digest.empty()) {
            record.set("approves", step.approved_digest);
        }
        set_if_any(record, "timers_set", timers_json(step.timers_set));
        set_if_any(record, "timers_dropped", texts(step.timers_dropped));
        set_if_any(record, "postings", postings_json(step.postings));
        set_if_any(record, "rules", rules_json(step.rules));
        set_if_any(record, "problems", reasons_json(problems));
    }
    set_if_any(record, "derivations", sealed_json(feel::Value(step.derivations)));
    Json::Array effects;
    for (const Effect& effect : step.effects) {
        effects.push_back(to_json(effect));
    }
    set_if_any(record, "effects", std::move(effects));
    step.record = std::move(record);
}

std::string record_bytes(const Step& step, const CommitPart& commit_part) {
    CanonicalObject record;
    for (const auto& [name, value] : step.record.as_object()) {
        record.add(name, value);
    }
    record.add("changes", step.changes);
    if (!step.parts.empty()) {
        Json::Array parts;
        for (const NewPart& part : step.parts) {
            parts.push_back(
                json_object("id", part.id, "subject", part.subject, "commit", commit_part(part)));
        }
        record.add("parts", Json(std::move(parts)));
    }
    return record.text();
}

}  // namespace foerderwerk::cases
