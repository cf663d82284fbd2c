// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/migrate_case.hpp"

#include <algorithm>
#include <set>

#include "engine/cases/compose_record.hpp"
#include "engine/cases/host_functions.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/cases/settle_state.hpp"
#include "engine/cases/state_text.hpp"
#include "engine/statechart/data_model.hpp"

namespace foerderwerk::cases {

namespace {

using statechart::Document;
using statechart::StateIndex;

/// One case on its way into another chart. Goes on after a problem, to name all of them.
class Migration {
public:
    Migration(const Definition& to, const CaseState& state, const StateMapping& mapping, Now now,
              std::int64_t semantics)
        : to_(to), state_(state), mapping_(mapping), now_(now), semantics_(semantics) {}

    /// Indexes of `state.session` belong to `from`.
    void run(const Document& from) {
        after_ = state_.session;
        if (state_.programme != to_.programme) {
            refuse("PROGRAMME", "Die Fassung gehört zum Programm " + to_.programme + ".");
        }
        if (state_.closed || after_.phase != statechart::Phase::running) {
            refuse("CLOSED", "Der Vorgang ist abgeschlossen.");
            return;
        }
        move_configuration(from);
        move_history(from);
        move_bound_states(from);
        check_invocations(from);
        if (plan_.kind == MigrationPlan::Kind::moves) {
            add_variables();
        }
    }

    [[nodiscard]] MigrationPlan& plan() { return plan_; }
    [[nodiscard]] statechart::Session& session() { return after_; }

private:
    void refuse(std::string code, std::string text) {
        plan_.kind = MigrationPlan::Kind::cannot;
        plan_.reasons.push_back({std::move(code), state_.file_number, std::move(text)});
    }

    std::optional<StateIndex> mapped(const std::string& id) {
        const auto found = mapping_.find(id);
        const auto state = to_.chart.find_state(found != mapping_.end() ? found->second : id);
        if (!state.has_value()) {
            if (std::ranges::find(plan_.unmapped, id) == plan_.unmapped.end()) {
                plan_.unmapped.push_back(id);
            }
            if (plan_.kind == MigrationPlan::Kind::moves) {
                plan_.kind = MigrationPlan::Kind::needs_mapping;
            }
        }
        return state;
    }

    void move_configuration(const Document& from) {
        std::set<StateIndex> active;
        for (const StateIndex old : state_.session.configuration) {
            if (!from.states[old].is_atomic()) {
                continue;
            }
            const auto state = mapped(from.states[old].id);
            if (!state.has_value()) {
                continue;
            }
            plan_.states.push_back(to_.chart.states[*state].id);
            for (StateIndex at = *state; at != statechart::root_state;
                 at = to_.chart.states[at].parent) {
                active.insert(at);
            }
        }
        after_.configuration.assign(active.begin(), active.end());
        if (plan_.kind == MigrationPlan::Kind::moves &&
            !statechart::is_legal_configuration(to_.chart, after_.configuration)) {
            refuse("CONFIGURATION",
                   "Die Zustände können in der neuen Fassung nicht zusammen gelten.");
        }
    }

    // A history that is gone is forgotten: entering it again takes its usual way.
    void move_history(const Document& from) {
        after_.history.assign(to_.chart.history_count, {});
        for (const statechart::State& keeper : from.states) {
            if (!keeper.is_history() || keeper.history_slot >= state_.session.history.size()) {
                continue;
            }
            const auto now = to_.chart.find_state(keeper.id);
            if (!now.has_value() || !to_.chart.states[*now].is_history()) {
                continue;
            }
            std::vector<StateIndex>& kept = after_.history[to_.chart.states[*now].history_slot];
            for (const StateIndex old : state_.session.history[keeper.history_slot]) {
                const auto state = mapped(from.states[old].id);
                if (state.has_value() &&
                    to_.chart.is_descendant(*state, to_.chart.states[*now].parent)) {
                    kept.push_back(*state);
                }
            }
            std::ranges::sort(kept);
        }
    }

    void move_bound_states(const Document& from) {
        after_.bound_states.clear();
        for (const StateIndex old : state_.session.bound_states) {
            if (const auto state = to_.chart.find_state(from.states[old].id)) {
                after_.bound_states.push_back(*state);
            }
        }
    }

    void check_invocations(const Document& from) {
        for (statechart::Invocation& running : after_.invocations) {
            const auto state = to_.chart.find_state(from.states[running.state].id);
            if (!state.has_value() || running.position >= to_.chart.states[*state].invokes.size()) {
                refuse("INVOCATION", "Ein Untervorgang läuft, den die neue Fassung nicht kennt.");
                continue;
            }
            running.state = *state;
        }
    }

    void add_variables() {
        const FunctionScope scope{.law = to_.law, .log = nullptr, .semantics = semantics_};
        const std::vector<feel::HostFunction> functions = host_functions(scope);
        const feel::Environment environment{.variables = nullptr,
                                            .now = now_,
                                            .functions = &functions,
                                            .services = nullptr,
                                            .limits = {}};
        for (const statechart::State& state : to_.chart.states) {
            for (const statechart::DataItem& item : state.data) {
                if (after_.data.find(item.id) != nullptr) {
                    continue;
                }
                if (!item.value.expression.has_value()) {
                    after_.data.set(item.id, item.value.literal);
                    continue;
                }
                statechart::Evaluator evaluator(to_.chart, after_, environment);
                const auto value = evaluator.evaluate(*item.value.expression);
                if (!value.has_value()) {
                    refuse("DATA", "Die neue Angabe " + item.id + " hat keinen ersten Wert.");
                    continue;
                }
                after_.data.set(item.id, in_record_order(*value));
            }
        }
    }

    const Definition& to_;
    const CaseState& state_;
    const StateMapping& mapping_;
    Now now_;
    std::int64_t semantics_;
    statechart::Session after_;
    MigrationPlan plan_;
};

std::string text_member(const feel::Value& data, std::string_view name) {
    const feel::Value* member =
        data.kind() == feel::Kind::context ? data.as_context().find(name) : nullptr;
    return member != nullptr && member->kind() == feel::Kind::string ? member->as_string()
                                                                     : std::string();
}

Reasons reasons_against(MigrationPlan& plan, const Command& command) {
    Reasons reasons = std::move(plan.reasons);
    for (const std::string& state : plan.unmapped) {
        reasons.push_back({"MAPPING", state, "Für diesen Zustand fehlt die Zuordnung."});
    }
    if (command.actor.id == text_member(command.data, "proposed_by")) {
        reasons.push_back({"FOUR_EYES", command.event,
                           "Wer die Umstellung vorgeschlagen hat, kann sie nicht freigeben."});
    }
    return reasons;
}

}  // namespace

MigrationPlan plan_migration(const Definition& from, const Definition& to, const CaseState& state,
                             const StateMapping& mapping, Now now) {
    Migration migration(to, state, mapping, now, semantics_version);
    migration.run(from.chart);
    return std::move(migration.plan());
}

feel::Value migration_data(const DefinitionId& from, const DefinitionId& to,
                           const StateMapping& mapping, const std::string& proposed_by) {
    feel::Context states;
    for (const auto& [old, now] : mapping) {
        states.set(old, now);
    }
    feel::Context data;
    data.set("from", from.text());
    data.set("mapping", std::move(states));
    data.set("proposed_by", proposed_by);
    data.set("to", to.text());
    return feel::Value(std::move(data));
}

StateMapping mapping_of(const feel::Value& data) {
    StateMapping mapping;
    const feel::Value* states =
        data.kind() == feel::Kind::context ? data.as_context().find("mapping") : nullptr;
    if (states != nullptr && states->kind() == feel::Kind::context) {
        for (const auto& [old, now] : states->as_context().entries()) {
            mapping[old] = now.kind() == feel::Kind::string ? now.as_string() : std::string();
        }
    }
    return mapping;
}

Step migrate(const Definition& from, const Definition& to, const CaseState& state,
             const Command& given, const Facts& facts, Now now) {
    now = now.instant < state.last_step ? now_at(state.last_step) : now;
    CaseState before = state;
    before.text = std::make_shared<const StateText>(write_state(state, from.chart, nullptr));
    PartNumbering numbering(state.number + 1);
    Command command = given;
    command.data = numbering.number(in_record_order(given.data));
    const feel::Value reason =
        given.reason.empty() ? feel::Value()
                             : numbering.number(feel::Value::personal(given.reason, "vermerk"));
    const StateMapping mapping = mapping_of(command.data);
    Migration migration(to, before, mapping, now, facts.semantics);
    migration.run(from.chart);
    Step step;
    step.reasons = reasons_against(migration.plan(), command);
    step.after = before;
    step.after.text = nullptr;
    ++step.after.number;
    step.after.last_step = now.instant;
    const Definition& definition = step.refused() ? from : to;
    if (!step.refused()) {
        step.after.definition = to.id;
        step.after.session = std::move(migration.session());
        settle_state(to.chart, command, {}, step);
    }
    name_parts(numbering, &before, step);
    compose_record({definition, &before, command, reason, facts, now}, {}, {}, step);
    return step;
}

}  // namespace foerderwerk::cases
