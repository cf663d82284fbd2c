// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/decide.hpp"

#include <algorithm>

#include "engine/cases/approved_content.hpp"
#include "engine/cases/case_host.hpp"
#include "engine/cases/check_rights.hpp"
#include "engine/cases/child_case.hpp"
#include "engine/cases/compose_record.hpp"
#include "engine/cases/host_functions.hpp"
#include "engine/cases/platform_variables.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/cases/settle_state.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::cases {

namespace {

using statechart::Document;
using statechart::Macrostep;
using statechart::Session;

bool is_deadline(const Command& command) {
    return command.actor.kind == Actor::Kind::timer;
}

/// Answers and administrative acts are recorded whether or not the chart listens to them.
bool may_pass_unheard(const Command& command) {
    return command.event.starts_with("answer.") || command.event.starts_with("admin.") ||
           command.event.starts_with("done.invoke.") || command.event.starts_with("error.");
}

statechart::Event event_of(const Command& command) {
    statechart::Event event;
    event.name = command.event;
    event.data = command.data;
    event.sendid = command.send_id;
    event.origin = command.actor.id;
    event.invokeid = invokeid_of_event(command.event);
    return event;
}

Reason not_possible(const Command& command, const CaseState& state, bool guarded) {
    if (guarded) {
        return {"GUARD", command.event,
                "Die Voraussetzungen für diesen Schritt sind nicht erfüllt."};
    }
    if (state.label.empty()) {
        return {"WRONG_STATE", command.event, "Ein Vorgang kann so nicht beginnen."};
    }
    return {"WRONG_STATE", command.event,
            "Im Zustand „" + state.label + "“ ist dieser Schritt nicht möglich."};
}

Facts ordered(const Facts& facts) {
    return {.values = in_record_order(facts.values),
            .programme = in_record_order(facts.programme),
            .file_number = facts.file_number,
            .semantics = facts.semantics};
}

/// Puts the parts of one decision together; lives for one call of decide().
class Decision {
public:
    Decision(const Definition& definition, const CaseState* state, const Command& command,
             const Facts& facts, Now now, const feel::Services* services)
        : definition_(definition),
          before_(state),
          now_(state != nullptr && now.instant < state->last_step ? now_at(state->last_step) : now),
          facts_(ordered(facts)),
          numbering_(state != nullptr ? state->number + 1 : 1),
          command_(numbered(command)),
          after_(first_state(state)),
          reason_(command.reason.empty()
                      ? feel::Value()
                      : numbering_.number(feel::Value::personal(command.reason, "vermerk"))),
          scope_{.law = definition.law, .log = &derivations_, .semantics = facts.semantics},
          functions_(host_functions(scope_)),
          platform_(after_, command_, reason_, facts_, now_),
          environment_{.variables = &platform_,
                       .now = now_,
                       .functions = &functions_,
                       .services = services,
                       .limits = {}},
          host_(definition, facts_, after_, environment_, derivations_) {}

    Step run();

private:
    CaseState first_state(const CaseState* state) const;
    Command numbered(Command command) {
        command.data = numbering_.number(in_record_order(command.data));
        return command;
    }
    void take_step();
    void take_deadline();
    [[nodiscard]] bool is_cancelled_child() const;
    void check_selected();
    void check_payments();
    void keep(const Result<Macrostep, Reason>& outcome);
    Step refused();
    Step taken();
    [[nodiscard]] bool before_closed() const { return before_ != nullptr && before_->closed; }
    void tell_parent(Step& step, bool refused) const;
    /// Semantics version 1 recorded none.
    [[nodiscard]] feel::List derivations() const {
        return facts_.semantics >= 2 ? derivations_.all() : feel::List();
    }

    const Definition& definition_;
    const CaseState* before_;
    Now now_;
    Facts facts_;
    PartNumbering numbering_;
    Command command_;
    CaseState after_;
    feel::Value reason_;
    DerivationLog derivations_;
    FunctionScope scope_;
    std::vector<feel::HostFunction> functions_;
    PlatformVariables platform_;
    feel::Environment environment_;
    CaseHost host_;
    Reasons reasons_;
    Reasons problems_;
    std::vector<statechart::TransitionIndex> transitions_;
};

CaseState Decision::first_state(const CaseState* state) const {
    if (state != nullptr) {
        CaseState next = *state;
        next.text = nullptr;
        ++next.number;
        return next;
    }
    CaseState fresh;
    fresh.id = command_.case_id;
    fresh.programme = definition_.programme;
    fresh.definition = definition_.id;
    fresh.file_number = facts_.file_number;
    fresh.sender = command_.message.has_value() ? command_.message->sender : "";
    fresh.reply_to = command_.message.has_value() ? command_.message->reply_to : "";
    if (command_.event == invoke_event && command_.actor.kind == Actor::Kind::system) {
        fresh.sender = command_.actor.id;
        const feel::Value* reply_to = command_.data.find("reply_to");
        const bool given = reply_to != nullptr && reply_to->kind() == feel::Kind::string;
        fresh.reply_to = given ? reply_to->as_string() : "";
    }
    fresh.received = now_.instant;
    fresh.number = 1;
    fresh.session.id = command_.case_id.text();
    return fresh;
}

void Decision::keep(const Result<Macrostep, Reason>& outcome) {
    if (!outcome.has_value()) {
        reasons_.push_back(outcome.error());
        return;
    }
    transitions_.insert(transitions_.end(), outcome->transitions.begin(),
                        outcome->transitions.end());
    problems_.insert(problems_.end(), outcome->problems.begin(), outcome->problems.end());
}

void Decision::check_selected() {
    const statechart::Selection selection =
        statechart::select(definition_.chart, after_.session, event_of(command_), environment_);
    const bool unheard = before_ != nullptr && may_pass_unheard(command_);
    if (selection.enabled.empty() && !unheard) {
        reasons_.push_back(not_possible(command_, after_, !selection.guarded_off.empty()));
        reasons_.insert(reasons_.end(), selection.problems.begin(), selection.problems.end());
    }
    for (const statechart::TransitionIndex index : selection.enabled) {
        const statechart::Transition& transition = definition_.chart.transitions[index];
        check_rights(transition, after_, command_, reasons_);
        // Nothing has moved yet; the state before has its text at hand.
        check_confirmed(definition_, transition, before_ != nullptr ? *before_ : after_, command_,
                        reasons_);
    }
}

void Decision::take_step() {
    const statechart::Surroundings around{.host = host_, .environment = environment_, .limits = {}};
    if (before_ == nullptr) {
        const statechart::Start how{.session_id = after_.id.text(), .arguments = {}};
        keep(statechart::start(definition_.chart, after_.session, how, around));
    }
    if (is_cancelled_child()) {
        keep(statechart::stop(definition_.chart, after_.session, around));
        return;
    }
    if (reasons_.empty()) {
        check_selected();
    }
    // Answers of the outside may come after the end; they are recorded, and move nothing.
    if (reasons_.empty() && after_.session.phase == statechart::Phase::running) {
        keep(statechart::step(definition_.chart, after_.session, event_of(command_), around));
    }
}

/// Only the parent of a child case can stop it.
bool Decision::is_cancelled_child() const {
    return command_.event == cancel_event && command_.actor.kind == Actor::Kind::system &&
           after_.sender.starts_with(command_.actor.id + "#") &&
           after_.session.phase == statechart::Phase::running;
}

void Decision::take_deadline() {
    const auto timer = std::find_if(after_.timers.begin(), after_.timers.end(),
                                    [this](const Timer& t) { return t.id == command_.send_id; });
    if (timer == after_.timers.end()) {
        reasons_.push_back({"TIMER_UNKNOWN", command_.event, "Diese Frist läuft nicht (mehr)."});
        return;
    }
    after_.timers.erase(timer);
    const statechart::Surroundings around{.host = host_, .environment = environment_, .limits = {}};
    keep(
        statechart::fire(definition_.chart, after_.session, std::stoull(command_.send_id), around));
}

Step Decision::run() {
    if (is_deadline(command_)) {
        take_deadline();
    } else {
        take_step();
    }
    const Reasons& said = host_.collected().reasons;
    reasons_.insert(reasons_.end(), said.begin(), said.end());
    // An error that the chart itself handles is the author's will; one that nobody handles must
    // not leave half of a step behind. Beside a refusal in the chart's own words it is most often
    // the consequence of what was refused, and says nothing to the sender.
    const bool told = facts_.semantics >= 2 && !reasons_.empty();
    if (!problems_.empty() && !told && !handles_errors(definition_.chart, transitions_)) {
        reasons_.insert(reasons_.end(), problems_.begin(), problems_.end());
    }
    check_payments();
    return reasons_.empty() ? taken() : refused();
}

/// What pays out must confirm what another person approved; the store's own constraint repeats it.
void Decision::check_payments() {
    const std::vector<Effect>& effects = host_.collected().effects;
    const bool pays = std::any_of(effects.begin(), effects.end(), [](const Effect& effect) {
        return effect.processor == "payout";
    });
    if (pays && (command_.actor.kind != Actor::Kind::person ||
                 !is_confirmed(definition_.chart, transitions_))) {
        reasons_.push_back({"PAYOUT_FOUR_EYES", command_.event,
                            "Eine Zahlung braucht die Zeichnungen zweier Personen über denselben "
                            "Inhalt."});
    }
}

void Decision::tell_parent(Step& step, bool refused) const {
    const feel::Value none;
    const feel::Value& result = refused ? none : step.after.session.done_data;
    if (auto effect = result_for_parent(step.after, command_, result, refused)) {
        // A refusal's effects are named here; a taken step's with all others.
        effect->id = refused ? step.after.id.text() + "-1-0" : std::string();
        step.effects.push_back(std::move(*effect));
    }
}

Step Decision::refused() {
    Step step;
    if (before_ != nullptr) {
        step.after = *before_;
        ++step.after.number;
    } else {
        step.after = first_state(nullptr);
        step.after.label = "Abgewiesen";
        step.after.closed = true;
    }
    step.after.last_step = now_.instant;
    step.reasons = std::move(reasons_);
    step.derivations = derivations();
    if (command_.message.has_value()) {
        step.effects.push_back(refusal_effect(*command_.message, step));
    } else if (before_ == nullptr) {
        tell_parent(step, true);
    }
    name_parts(numbering_, before_, step);
    compose_record({definition_, before_, command_, reason_, facts_, now_}, transitions_, {}, step);
    return step;
}

Step Decision::taken() {
    CaseHost::Collected& collected = host_.collected();
    Step step;
    step.after = std::move(after_);
    step.after.last_step = now_.instant;
    step.after.holdings = std::move(collected.holdings);
    step.after.waiting = std::move(collected.waiting);
    step.effects = std::move(collected.effects);
    if (step.after.session.phase == statechart::Phase::finished && !before_closed()) {
        tell_parent(step, false);
    }
    step.timers_set = std::move(collected.timers_set);
    step.timers_dropped = std::move(collected.timers_dropped);
    if (is_deadline(command_)) {
        step.timers_dropped.push_back(command_.send_id);
    }
    step.postings = std::move(collected.postings);
    step.lines_after = std::move(collected.lines_after);
    step.rules = std::move(collected.rules);
    step.derivations = derivations();
    settle_state(definition_.chart, command_, transitions_, step);
    name_parts(numbering_, before_, step);
    settle_approvals(definition_, before_, transitions_, step);
    compose_record({definition_, before_, command_, reason_, facts_, now_}, transitions_, problems_,
                   step);
    return step;
}

}  // namespace

std::vector<FactRequest> fact_requests(const Definition& definition, const CaseState* state,
                                       const Command& command, const Facts& facts, Now now) {
    std::vector<FactRequest> requests;
    if (definition.facts.empty()) {
        return requests;
    }
    CaseState named;
    named.id = command.case_id;
    if (state != nullptr) {
        named.file_number = state->file_number;
        named.number = state->number + 1;
    }
    const PlatformVariables platform(named, command, feel::Value(), facts, now);
    const Session fresh;
    const Session& session = state != nullptr ? state->session : fresh;
    const FunctionScope scope{.law = definition.law, .log = nullptr, .semantics = facts.semantics};
    const std::vector<feel::HostFunction> functions = host_functions(scope);
    const feel::Environment environment{.variables = &platform,
                                        .now = now,
                                        .functions = &functions,
                                        .services = nullptr,
                                        .limits = {}};
    const statechart::Event event = event_of(command);
    for (const FactDeclaration& fact : definition.facts) {
        const bool wanted = std::any_of(
            fact.events.begin(), fact.events.end(), [&command](const std::string& descriptor) {
                return statechart::matches_event(descriptor, command.event);
            });
        if (!fact.events.empty() && !wanted) {
            continue;
        }
        FactRequest request{
            .id = fact.id, .source = fact.source, .argument = fact.argument, .key = {}};
        if (fact.key.has_value()) {
            statechart::Evaluator evaluator(definition.chart, session, environment);
            evaluator.bind_event(&event);
            const auto key = evaluator.evaluate(*fact.key);
            if (!key.has_value() || key->is_null()) {
                continue;  // the chart sees null and says what is missing
            }
            request.key = feel::to_text(*key);
        }
        requests.push_back(std::move(request));
    }
    return requests;
}

Step decide(const Definition& definition, const CaseState* state, const Command& command,
            const Facts& facts, Now now, const feel::Services* services) {
    FOERDERWERK_REQUIRE(state == nullptr || state->definition == definition.id,
                        "a case is decided by the definition it is pinned to");
    return Decision(definition, state, command, facts, now, services).run();
}

}  // namespace foerderwerk::cases
