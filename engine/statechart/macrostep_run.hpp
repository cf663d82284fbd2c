// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/statechart/interpreter.hpp"
#include "engine/statechart/state_set.hpp"

namespace foerderwerk::statechart {

[[nodiscard]] inline std::string at_line(std::size_t line) {
    return "line " + std::to_string(line);
}

/// One macrostep on its way: the procedures of Appendix D over one session. Names follow the
/// Recommendation where it has one. Used only inside engine/statechart.
class MacrostepRun {
public:
    MacrostepRun(const Document& document, Session& session, const Surroundings& around);

    void start(const Start& how);
    void deliver(Event event);
    void dispatch_delayed(SendRequest request);
    void exit_interpreter();
    [[nodiscard]] Result<Macrostep, Reason> result();

private:
    struct Problem {
        std::string reason;
        bool unreachable = false;  // error.communication instead of error.execution
    };

    // run_macrostep.cpp: interpret, mainEventLoop
    void run_to_stable();
    void process_external(Event event);
    void microstep(const std::vector<TransitionIndex>& enabled);
    void end_if_final();
    void select_for(const Event* event);
    void initialize_all_data(const feel::Context& arguments);
    void initialize_data(const State& state, const feel::Context* arguments);

    // enter_exit_states.cpp
    void exit_states();
    void exit_state(StateIndex index);
    void record_history(const State& state);
    void enter_states(const std::vector<TransitionIndex>& enabled);
    void enter_state(StateIndex index);
    void add_descendants_to_enter(StateIndex index);
    void add_ancestors_to_enter(StateIndex index, StateIndex ancestor);
    void add_regions_to_enter(const State& parallel);
    void enter_targets(const std::vector<StateIndex>& targets, StateIndex ancestor);
    void raise_done(const State& final_state);
    [[nodiscard]] bool is_in_final_state(StateIndex index) const;
    [[nodiscard]] bool is_active(StateIndex index) const;
    feel::Value evaluate_done_data(const DoneData& done_data);

    // execute_content.cpp: false means an error, the rest of the block is skipped
    bool execute(const Block& block);
    bool execute(const Action& action);
    bool run(const Raise& raise, std::size_t line);
    bool run(const Send& send, std::size_t line);
    bool run(const Assign& assign, std::size_t line);
    bool run(const If& choice, std::size_t line);
    bool run(const ForEach& loop, std::size_t line);
    bool run(const Log& log, std::size_t line);
    bool run(const Cancel& cancel, std::size_t line);
    bool run(const Script& script, std::size_t line);
    bool run(const Custom& custom, std::size_t line);
    /// Nothing after an error, which has been raised then.
    std::optional<feel::Value> evaluate(const ValueSource& source, std::size_t line);
    bool raise_for(std::size_t line, std::string reason);

    // send_events.cpp
    std::optional<Problem> make_request(const Send& send, SendRequest& request);
    std::optional<Problem> fill_timing(const Send& send, SendRequest& request);
    std::optional<Problem> deliver_now(SendRequest request);
    std::optional<Problem> deliver_to_scxml(SendRequest& request);
    [[nodiscard]] Result<std::string, std::string> text_of(const TextSource& source);
    [[nodiscard]] Result<feel::Context, std::string> evaluate_params(
        const std::vector<Param>& params);
    [[nodiscard]] Result<feel::Value, std::string> evaluate_content(
        const std::vector<Param>& params, const std::optional<ValueSource>& content);
    void cancel_all_delayed();
    void raise_error(std::string place, Problem problem, const std::string& sendid = {});
    void enqueue(EventQueue& queue, Event event);
    [[nodiscard]] std::string make_id(const std::string& prefix);

    // invoke_sessions.cpp
    void start_invocations();
    void start_invocation(const State& state, StateIndex index, std::size_t position);
    [[nodiscard]] std::optional<Problem> make_invocation(const Invoke& invoke,
                                                         InvokeRequest& request);
    [[nodiscard]] bool is_invoked(std::string_view invokeid) const;
    void cancel_invocations(StateIndex index);
    void finalize_and_forward(const Event& event);
    void finalize(const Invoke& invoke, const Event& event);

    [[nodiscard]] bool stopped() const { return failure_.has_value(); }
    void fail(const char* text);

    const Document& document_;
    Session& session_;
    const Surroundings& around_;
    DataModel data_;
    Event event_;
    Selection selection_;
    StateSet to_enter_;
    StateSet default_entry_;
    StateSet to_invoke_;
    std::vector<std::pair<StateIndex, TransitionIndex>> default_history_;  // parent, transition
    std::vector<StateIndex> domains_;  // of the enabled transitions, before anything is left
    StateIndex domain_ = root_state;   // of the transition whose targets are being added
    bool reached_end_ = false;
    std::size_t rounds_ = 0;
    std::size_t actions_ = 0;
    Macrostep macrostep_;
    std::optional<Reason> failure_;
};

}  // namespace foerderwerk::statechart
