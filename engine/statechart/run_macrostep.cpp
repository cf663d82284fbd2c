// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/statechart/macrostep_run.hpp"
#include "engine/statechart/select_transitions.hpp"

namespace foerderwerk::statechart {

MacrostepRun::MacrostepRun(const Document& document, Session& session, const Surroundings& around)
    : document_(document),
      session_(session),
      around_(around),
      data_(document, session, around.environment),
      to_enter_(document.states.size()),
      default_entry_(document.states.size()),
      to_invoke_(document.states.size()) {
    data_.tell([this](const std::string& subject) { around_.host.evaluated(subject); });
}

void MacrostepRun::start(const Start& how) {
    session_ = Session{};
    session_.id = how.session_id;
    session_.phase = Phase::running;
    session_.history.resize(document_.history_count);
    initialize_all_data(how.arguments);
    execute(document_.script);
    domains_ = {root_state};
    enter_states({document_.states[root_state].initial});
    end_if_final();
    run_to_stable();
}

void MacrostepRun::initialize_all_data(const feel::Context& arguments) {
    for (const std::string& name : document_.variables) {
        session_.data.set(name, feel::Value());
    }
    initialize_data(document_.states[root_state], &arguments);
    if (document_.late_binding) {
        return;
    }
    for (StateIndex index = 1; index < document_.states.size(); ++index) {
        initialize_data(document_.states[index], nullptr);
    }
}

/// SCXML section 5.3: a value that cannot be had leaves the variable empty and raises an error.
void MacrostepRun::initialize_data(const State& state, const feel::Context* arguments) {
    for (const DataItem& item : state.data) {
        const feel::Value* argument = arguments != nullptr ? arguments->find(item.id) : nullptr;
        std::optional<feel::Value> value;
        if (argument != nullptr) {
            value = *argument;
        } else {
            value = evaluate(item.value, item.line);
        }
        if (!value) {
            continue;
        }
        if (auto reason = data_.set_variable(item.id, std::move(*value))) {
            raise_error(at_line(item.line), {std::move(*reason)});
        }
    }
}

void MacrostepRun::deliver(Event event) {
    enqueue(session_.external_events, std::move(event));
    run_to_stable();
}

void MacrostepRun::dispatch_delayed(SendRequest request) {
    const std::string sendid = request.sendid;
    request.number = 0;
    if (auto problem = deliver_now(std::move(request))) {
        raise_error("delayed send", std::move(*problem), sendid);
    }
    run_to_stable();
}

void MacrostepRun::select_for(const Event* event) {
    select_transitions(document_, session_, event, data_, selection_);
    for (Reason& problem : selection_.problems) {
        raise_error(std::move(problem.place), {std::move(problem.text)});
    }
}

/// mainEventLoop, as far as events are at hand.
void MacrostepRun::run_to_stable() {
    while (session_.phase == Phase::running && !stopped()) {
        // A condition that fails raises an event in each round, so rounds without a microstep
        // may go on without end too.
        if (++rounds_ > around_.limits.rounds_max) {
            fail("the chart does not come to rest: too many microsteps and events");
            return;
        }
        select_for(nullptr);
        if (!selection_.enabled.empty()) {
            microstep(selection_.enabled);
            continue;
        }
        if (!session_.internal_events.empty()) {
            event_ = session_.internal_events.pop();
            data_.bind_event(&event_);
            select_for(&event_);
            if (!selection_.enabled.empty()) {
                microstep(selection_.enabled);
            }
            continue;
        }
        start_invocations();
        if (!session_.internal_events.empty()) {
            continue;
        }
        if (session_.external_events.empty()) {
            return;
        }
        process_external(session_.external_events.pop());
    }
}

void MacrostepRun::process_external(Event event) {
    event_ = std::move(event);
    data_.bind_event(&event_);
    if (!session_.invocations.empty()) {
        finalize_and_forward(event_);
    }
    select_for(&event_);
    if (!selection_.enabled.empty()) {
        microstep(selection_.enabled);
    }
}

void MacrostepRun::microstep(const std::vector<TransitionIndex>& enabled) {
    ++macrostep_.microsteps;
    macrostep_.transitions.insert(macrostep_.transitions.end(), enabled.begin(), enabled.end());
    domains_.clear();
    for (const TransitionIndex transition : enabled) {
        domains_.push_back(domain_now(document_, session_, document_.transitions[transition]));
    }
    exit_states();
    for (const TransitionIndex transition : enabled) {
        execute(document_.transitions[transition].content);
    }
    enter_states(enabled);
    end_if_final();
}

void MacrostepRun::end_if_final() {
    if (reached_end_ && !stopped()) {
        exit_interpreter();
    }
}

/// exitInterpreter. What the session sent itself and has not seen dies with it.
void MacrostepRun::exit_interpreter() {
    const std::vector<StateIndex> ended_in = session_.configuration;
    for (auto state = ended_in.rbegin(); state != ended_in.rend(); ++state) {
        exit_state(*state);
    }
    for (const StateIndex index : ended_in) {
        const State& state = document_.states[index];
        if (state.kind == StateKind::final && state.parent == root_state && state.done_data) {
            session_.done_data = evaluate_done_data(*state.done_data);
        }
    }
    cancel_all_delayed();
    session_.internal_events.clear();
    session_.external_events.clear();
    session_.configuration = ended_in;
    session_.phase = Phase::finished;
}

void MacrostepRun::fail(const char* text) {
    if (!failure_) {
        failure_ = Reason{"STEP_LIMIT", session_.id, text};
    }
}

Result<Macrostep, Reason> MacrostepRun::result() {
    if (failure_) {
        return Failure<Reason>(std::move(*failure_));
    }
    macrostep_.changed_variables = std::move(data_.changed_variables());
    return std::move(macrostep_);
}

namespace {

Failure<Reason> not_running(const Session& session) {
    return Failure<Reason>({"NOT_RUNNING", session.id, "the session does not run"});
}

}  // namespace

Result<Macrostep, Reason> start(const Document& document, Session& session, const Start& how,
                                const Surroundings& around) {
    MacrostepRun run(document, session, around);
    run.start(how);
    return run.result();
}

Result<Macrostep, Reason> step(const Document& document, Session& session, Event event,
                               const Surroundings& around) {
    if (session.phase != Phase::running) {
        return not_running(session);
    }
    MacrostepRun run(document, session, around);
    run.deliver(std::move(event));
    return run.result();
}

Result<Macrostep, Reason> fire(const Document& document, Session& session, std::uint64_t number,
                               const Surroundings& around) {
    if (session.phase != Phase::running) {
        return not_running(session);
    }
    auto& sends = session.delayed_sends;
    const auto due = std::find_if(sends.begin(), sends.end(), [&](const SendRequest& request) {
        return request.number == number;
    });
    if (due == sends.end()) {
        return Failure<Reason>({"NO_SUCH_TIMER", session.id,
                                "no delayed send has the number " + std::to_string(number)});
    }
    SendRequest request = std::move(*due);
    sends.erase(due);
    MacrostepRun run(document, session, around);
    run.dispatch_delayed(std::move(request));
    return run.result();
}

Result<Macrostep, Reason> stop(const Document& document, Session& session,
                               const Surroundings& around) {
    if (session.phase != Phase::running) {
        return not_running(session);
    }
    MacrostepRun run(document, session, around);
    run.exit_interpreter();
    return run.result();
}

}  // namespace foerderwerk::statechart
