// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/statechart/document.hpp"

namespace foerderwerk::inspection {

/// One way on from an innermost state, conditions on data aside.
struct Move {
    statechart::TransitionIndex transition = statechart::no_transition;
    /// Innermost states active afterwards; the same state for a transition without target.
    std::vector<statechart::StateIndex> to;
};

/// The paths of a chart as a graph of its innermost states. A parallel state is looked at one
/// region at a time: what another region does counts when it leaves this one. So a path that is
/// not here does not exist; one that is here may still need data nobody sends.
class ChartPaths {
public:
    explicit ChartPaths(const statechart::Document& chart);

    [[nodiscard]] const std::vector<statechart::StateIndex>& first() const { return first_; }
    [[nodiscard]] const std::vector<Move>& moves(statechart::StateIndex leaf) const {
        return moves_.at(leaf);
    }
    /// Innermost states that some path reaches, in document order.
    [[nodiscard]] const std::set<statechart::StateIndex>& leaves() const { return leaves_; }
    /// Whether some path enters the state; for every kind but histories.
    [[nodiscard]] bool reaches(statechart::StateIndex state) const;
    /// True for a final state of the whole chart.
    [[nodiscard]] bool is_end(statechart::StateIndex leaf) const;
    /// Innermost states from which one for which `wanted` holds can be reached, with those.
    [[nodiscard]] std::set<statechart::StateIndex> leading_to(
        const std::function<bool(statechart::StateIndex)>& wanted) const;
    /// Why a transition never fires, by its index; absent when it can.
    [[nodiscard]] const std::map<statechart::TransitionIndex, std::string>& idle() const {
        return idle_;
    }
    /// States that are left at once: by a transition without event that is always possible.
    [[nodiscard]] bool is_passed_through(statechart::StateIndex leaf) const;

private:
    void find_idle();
    void find_covered_by_inner();
    void find_leaves();
    [[nodiscard]] std::vector<Move> moves_of(statechart::StateIndex leaf) const;
    [[nodiscard]] std::vector<statechart::StateIndex> entered(
        const statechart::Transition& transition) const;
    void add_default_leaves(statechart::StateIndex state,
                            std::vector<statechart::StateIndex>& leaves) const;

    const statechart::Document& chart_;
    std::vector<statechart::StateIndex> first_;
    std::map<statechart::StateIndex, std::vector<Move>> moves_;
    std::set<statechart::StateIndex> leaves_;
    std::map<statechart::TransitionIndex, std::string> idle_;
};

/// True when a condition is true whatever the data: absent, or a constant.
[[nodiscard]] bool is_always_true(const statechart::Transition& transition);
/// True when an expression is the constant false, or can never be true.
[[nodiscard]] bool is_never_true(const feel::Expression& condition);

}  // namespace foerderwerk::inspection
