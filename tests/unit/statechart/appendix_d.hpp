// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/statechart/document.hpp"

namespace foerderwerk::statechart {

/// A second, slow reading of Appendix D of the Recommendation, sets and all, to hold the
/// interpreter against. It knows states, histories, transitions with events and with conditions
/// of the form In("id"), and <raise>; it notes entries and exits as the charts of the test log
/// them. Two places are read as sense demands: the domain of a transition is the one from before
/// anything is left, and an ancestor that was not left is not entered.
class AppendixD {
public:
    explicit AppendixD(const Document& document) : document_(document) {}

    void start();
    void send(const std::string& event);

    [[nodiscard]] const std::set<StateIndex>& configuration() const { return configuration_; }
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
    [[nodiscard]] bool running() const { return running_; }
    /// It took more rounds than a chart that comes to rest would.
    [[nodiscard]] bool runaway() const { return rounds_ > rounds_max; }
    static constexpr int rounds_max = 150;

private:
    using States = std::set<StateIndex>;  // in document order
    using Transitions = std::vector<TransitionIndex>;

    void run_to_stable();
    [[nodiscard]] Transitions select(const std::string* event) const;
    [[nodiscard]] bool enabled(TransitionIndex index, const std::string* event) const;
    [[nodiscard]] Transitions without_conflicts(const Transitions& enabled) const;
    [[nodiscard]] States exit_set(const Transitions& transitions) const;
    [[nodiscard]] States effective_targets(const std::vector<StateIndex>& targets) const;
    [[nodiscard]] StateIndex domain(TransitionIndex index) const;
    void microstep(const Transitions& enabled);
    void leave(const States& states);
    void run_content(const Block& block);
    void add_descendants(StateIndex state, States& entered) const;
    void add_ancestors(StateIndex state, StateIndex ancestor, States& entered) const;
    void enter(const States& states);
    void note_done(const State& final_state);
    [[nodiscard]] bool in_final_state(StateIndex state) const;
    [[nodiscard]] std::vector<StateIndex> ancestors(StateIndex state, StateIndex until) const;
    void note(const char* sign, StateIndex state);

    const Document& document_;
    States configuration_;
    std::map<StateIndex, States> history_;
    std::deque<std::string> internal_;
    std::vector<std::string> notes_;
    bool running_ = true;
    int rounds_ = 0;
};

}  // namespace foerderwerk::statechart
