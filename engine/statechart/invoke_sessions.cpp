// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/statechart/macrostep_run.hpp"

namespace foerderwerk::statechart {

/// At the end of a macrostep: states entered and not left in it start what they invoke.
void MacrostepRun::start_invocations() {
    for (StateIndex index = to_invoke_.next(0); index != no_state && !stopped();
         index = to_invoke_.next(index + 1)) {
        const State& state = document_.states[index];
        for (std::size_t position = 0; position < state.invokes.size(); ++position) {
            start_invocation(state, index, position);
        }
    }
    to_invoke_.clear();
}

void MacrostepRun::start_invocation(const State& state, StateIndex index, std::size_t position) {
    const Invoke& invoke = state.invokes[position];
    InvokeRequest request;
    // SCXML section 6.4.1: a made id has the form stateid.platformid.
    request.invokeid = invoke.id.empty() ? make_id(state.id) : invoke.id;
    if (auto problem = make_invocation(invoke, request)) {
        raise_error(at_line(invoke.line), std::move(*problem));
        return;
    }
    // Known before the host is asked: the child may answer at once.
    session_.invocations.push_back({request.invokeid, index, position});
    if (auto undelivered = around_.host.invoke(request)) {
        session_.invocations.pop_back();
        raise_error(at_line(invoke.line),
                    {std::move(undelivered->reason), undelivered->unreachable});
    }
}

std::optional<MacrostepRun::Problem> MacrostepRun::make_invocation(const Invoke& invoke,
                                                                   InvokeRequest& request) {
    if (invoke.id_location) {
        if (auto reason = data_.assign(*invoke.id_location, feel::Value(request.invokeid))) {
            return Problem{std::move(*reason)};
        }
    }
    for (const auto& [source, text] :
         {std::pair{&invoke.type, &request.type}, std::pair{&invoke.source, &request.source}}) {
        Result<std::string, std::string> given = text_of(*source);
        if (!given.has_value()) {
            return Problem{std::move(given.error())};
        }
        *text = std::move(*given);
    }
    Result<feel::Context, std::string> arguments = evaluate_params(invoke.params);
    if (!arguments.has_value()) {
        return Problem{std::move(arguments.error())};
    }
    request.arguments = std::move(*arguments);
    if (invoke.content) {
        Result<feel::Value, std::string> content = evaluate_content({}, invoke.content);
        if (!content.has_value()) {
            return Problem{std::move(content.error())};
        }
        request.content = std::move(*content);
    }
    request.document = invoke.document;
    request.autoforward = invoke.autoforward;
    request.extensions = invoke.extensions;
    return std::nullopt;
}

bool MacrostepRun::is_invoked(std::string_view invokeid) const {
    return std::any_of(session_.invocations.begin(), session_.invocations.end(),
                       [&](const Invocation& running) { return running.invokeid == invokeid; });
}

void MacrostepRun::cancel_invocations(StateIndex index) {
    std::erase_if(session_.invocations, [&](const Invocation& running) {
        if (running.state != index) {
            return false;
        }
        around_.host.cancel_invoke(running.invokeid);
        return true;
    });
}

/// Appendix D, mainEventLoop: before an external event selects transitions, the invocation it
/// came from finalizes it, and those with autoforward get a copy. An invocation ends with its
/// done event.
void MacrostepRun::finalize_and_forward(const Event& event) {
    for (std::size_t i = 0; i < session_.invocations.size(); ++i) {
        const Invocation running = session_.invocations[i];
        const Invoke& invoke = document_.states[running.state].invokes[running.position];
        if (running.invokeid == event.invokeid && invoke.finalize) {
            finalize(invoke, event);
        }
        if (invoke.autoforward) {
            around_.host.forward(running.invokeid, event);
        }
    }
    if (event.name == "done.invoke." + event.invokeid) {
        std::erase_if(session_.invocations,
                      [&](const Invocation& ended) { return ended.invokeid == event.invokeid; });
    }
}

/// SCXML section 6.5.2: an empty `<finalize>` writes what came back under the name of a parameter
/// to the location the parameter was taken from.
void MacrostepRun::finalize(const Invoke& invoke, const Event& event) {
    if (!invoke.finalize->empty()) {
        execute(*invoke.finalize);
        return;
    }
    for (const Param& param : invoke.params) {
        const feel::Value* answer = event.data.find(param.name);
        if (!param.location || answer == nullptr) {
            continue;
        }
        if (auto reason = data_.assign(*param.location, *answer)) {
            raise_error(at_line(invoke.line), {std::move(*reason)});
        }
    }
}

}  // namespace foerderwerk::statechart
