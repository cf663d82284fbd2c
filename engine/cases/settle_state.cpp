// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/settle_state.hpp"

#include <algorithm>

#include "engine/cases/check_rights.hpp"

namespace foerderwerk::cases {

namespace {

using statechart::Document;
using statechart::StateIndex;

std::string label_of(const Document& chart, StateIndex state) {
    for (StateIndex at = state; at != statechart::no_state; at = chart.states[at].parent) {
        if (const std::string* label =
                statechart::find_extension(chart.states[at].extensions, "label")) {
            return *label;
        }
    }
    return chart.states[state].id;
}

void settle_configuration(const Document& chart, CaseState& state) {
    if (state.session.phase == statechart::Phase::not_started) {
        return;  // its first message was refused: it stays closed as it is
    }
    const std::vector<Task> earlier = std::move(state.tasks);
    state.states.clear();
    state.tasks.clear();
    state.label.clear();
    for (const StateIndex index : state.session.configuration) {
        const statechart::State& active = chart.states[index];
        state.states.push_back(active.id);
        for (const statechart::Custom& element : active.declarations) {
            const std::string* role = element.attribute("role");
            if (element.name != "task" || role == nullptr) {
                continue;
            }
            const std::string* label = element.attribute("label");
            Task task{.role = *role,
                      .label = label != nullptr ? *label : label_of(chart, index),
                      .since = state.last_step};
            const auto known = std::find_if(earlier.begin(), earlier.end(), [&](const Task& t) {
                return t.role == task.role && t.label == task.label;
            });
            task.since = known != earlier.end() ? known->since : task.since;
            state.tasks.push_back(std::move(task));
        }
        if (!active.is_atomic()) {
            continue;
        }
        const std::string label = label_of(chart, index);
        if (state.label.find(label) == std::string::npos) {
            state.label += (state.label.empty() ? "" : " · ") + label;
        }
    }
    state.closed = state.session.phase == statechart::Phase::finished;
    if (state.closed) {
        state.tasks.clear();
        state.waiting = {};
    }
}

void settle_timers(Step& step) {
    std::vector<Timer>& timers = step.after.timers;
    for (const std::string& id : step.timers_dropped) {
        std::erase_if(timers, [&id](const Timer& timer) { return timer.id == id; });
    }
    timers.insert(timers.end(), step.timers_set.begin(), step.timers_set.end());
    if (step.after.closed) {
        // Nothing can come of a deadline of a case that is closed.
        for (const Timer& timer : timers) {
            step.timers_dropped.push_back(timer.id);
        }
        timers.clear();
        step.timers_set.clear();
    }
}

}  // namespace

void settle_state(const Document& chart, const Command& command,
                  const std::vector<statechart::TransitionIndex>& transitions, Step& step) {
    for (const statechart::TransitionIndex index : transitions) {
        const statechart::Extensions& extensions = chart.transitions[index].extensions;
        if (step.role.empty() && command.actor.kind == Actor::Kind::person) {
            step.role = role_used(chart.transitions[index], command.actor);
        }
        const std::string* name = statechart::find_extension(extensions, "step");
        if (name == nullptr || command.actor.kind != Actor::Kind::person) {
            continue;
        }
        if (std::find(step.taken_steps.begin(), step.taken_steps.end(), *name) ==
            step.taken_steps.end()) {
            step.taken_steps.push_back(*name);
        }
        const std::vector<std::string> unlike = words_of(extensions, "unlike");
        step.unlike.insert(step.unlike.end(), unlike.begin(), unlike.end());
        // A step that a deputy takes is also a step of the person they act for.
        std::vector<std::string>& persons = step.after.persons_of_step[*name];
        for (const std::string& person : {command.actor.id, command.actor.on_behalf_of}) {
            if (!person.empty() &&
                std::find(persons.begin(), persons.end(), person) == persons.end()) {
                persons.push_back(person);
            }
        }
    }
    settle_configuration(chart, step.after);
    settle_timers(step);
    for (std::size_t i = 0; i < step.effects.size(); ++i) {
        step.effects[i].id = step.after.id.text() + "-" + std::to_string(step.after.number) + "-" +
                             std::to_string(i);
        if (step.effects[i].processor == "portal" && step.effects[i].target.empty()) {
            step.effects[i].target = step.after.reply_to;
        }
    }
    for (std::size_t i = 0; i < step.postings.size(); ++i) {
        step.postings[i].case_id = step.after.id;
        step.postings[i].step = step.after.number;
        step.postings[i].index = static_cast<std::int64_t>(i);
    }
}

namespace {

feel::List numbered(PartNumbering& numbering, const feel::List& values) {
    feel::List list;
    for (const feel::Value& value : values) {
        list.push_back(numbering.number(value));
    }
    return list;
}

}  // namespace

void name_parts(PartNumbering& numbering, const CaseState* before, Step& step) {
    feel::Context named;
    for (const auto& [name, value] : step.after.session.data.entries()) {
        const feel::Value* old = before != nullptr ? before->session.data.find(name) : nullptr;
        const bool kept = old != nullptr && is_same_object(*old, value);
        named.set(name, kept ? value : numbering.number(value));
    }
    step.after.session.data = std::move(named);
    for (statechart::SendRequest& waiting : step.after.session.delayed_sends) {
        waiting.event.data = numbering.number(waiting.event.data);
    }
    step.after.session.done_data = numbering.number(step.after.session.done_data);
    for (Effect& effect : step.effects) {
        effect.data = numbering.number(effect.data);
    }
    for (Timer& timer : step.after.timers) {
        timer.derivation = numbering.number(timer.derivation);
    }
    // What a timer was set with stands in the state: one part, named in both places.
    for (Timer& timer : step.timers_set) {
        const auto kept = std::ranges::find(step.after.timers, timer.id, &Timer::id);
        timer.derivation = kept != step.after.timers.end() ? kept->derivation : feel::Value();
    }
    step.derivations = numbered(numbering, step.derivations);
    step.parts = std::move(numbering.parts());
    for (const NewPart& part : step.parts) {
        step.after.parts[part.id] = part.subject;
    }
}

bool handles_errors(const Document& chart,
                    const std::vector<statechart::TransitionIndex>& transitions) {
    return std::any_of(transitions.begin(), transitions.end(), [&chart](auto index) {
        const std::vector<std::string>& events = chart.transitions[index].events;
        return std::any_of(events.begin(), events.end(), [](const std::string& event) {
            return event == "error" || event.starts_with("error.");
        });
    });
}

Effect refusal_effect(const MessageEvidence& message, const Step& step) {
    feel::List reasons;
    for (const Reason& reason : step.reasons) {
        feel::Context item;
        item.set("code", reason.code);
        item.set("place", reason.place);
        item.set("text", reason.text);
        reasons.emplace_back(std::move(item));
    }
    feel::Context data;
    data.set("message_id", message.message_id);
    data.set("file_number", step.after.file_number);
    data.set("reasons", std::move(reasons));
    return {.id = step.after.id.text() + "-" + std::to_string(step.after.number) + "-0",
            .processor = "portal",
            .event = "refusal",
            .target = message.reply_to.empty() ? step.after.reply_to : message.reply_to,
            .data = feel::Value(std::move(data))};
}

}  // namespace foerderwerk::cases
