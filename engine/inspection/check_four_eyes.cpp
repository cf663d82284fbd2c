// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

#include "engine/cases/check_rights.hpp"
#include "engine/cases/roles.hpp"
#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::StateIndex;
using statechart::Transition;
using statechart::TransitionIndex;

/// A set of persons, one bit each.
using Persons = std::uint64_t;
constexpr std::size_t persons_max = 64;

/// Where a case stands: an innermost state, and who has taken which named step.
struct Standing {
    StateIndex leaf = statechart::root_state;
    std::vector<Persons> took;  ///< by step
};

/// Fewer persons in the sets forbid less, so a standing is only of interest when no other of the
/// same state has fewer everywhere. That keeps the search small, and loses no possibility.
bool is_covered(const std::vector<std::vector<Persons>>& known, const std::vector<Persons>& took) {
    return std::ranges::any_of(known, [&took](const std::vector<Persons>& other) {
        for (std::size_t i = 0; i < took.size(); ++i) {
            if ((other[i] & ~took[i]) != 0) {
                return false;
            }
        }
        return true;
    });
}

/// Tries every assignment of persons to the steps of a case, on every path.
class PersonSearch {
public:
    explicit PersonSearch(const Inspection& inspection) : inspection_(inspection) {
        for (const Transition& transition : inspection.chart.transitions) {
            if (const std::string* step = step_of(transition)) {
                steps_.try_emplace(*step, steps_.size());
            }
        }
        keep_persons();
    }

    /// False when the search was given up.
    bool run() {
        std::deque<Standing> waiting;
        for (const StateIndex leaf : inspection_.paths.first()) {
            add({leaf, std::vector<Persons>(steps_.size(), 0)}, waiting);
        }
        for (std::size_t nodes = 0; !waiting.empty(); ++nodes) {
            if (nodes == search_nodes_max) {
                return false;
            }
            const Standing standing = std::move(waiting.front());
            waiting.pop_front();
            for (const Move& move : inspection_.paths.moves(standing.leaf)) {
                take(standing, move, waiting);
            }
        }
        return true;
    }

    [[nodiscard]] bool met(TransitionIndex transition) const { return met_.contains(transition); }
    [[nodiscard]] bool taken(TransitionIndex transition) const {
        return taken_.contains(transition);
    }

private:
    static const std::string* step_of(const Transition& transition) {
        return statechart::find_extension(transition.extensions, "step");
    }

    // Persons with the same roles are exchangeable: more of them than there are steps add nothing.
    void keep_persons() {
        std::map<std::vector<std::string>, std::size_t> kept;
        for (const auto& [person, given] : inspection_.staff) {
            std::vector<std::string> held = given;
            std::ranges::sort(held);
            if (kept[held]++ <= steps_.size() && roles_.size() < persons_max) {
                roles_.push_back(std::move(held));
            }
        }
    }

    void add(Standing standing, std::deque<Standing>& waiting) {
        auto& known = known_[standing.leaf];
        if (!is_covered(known, standing.took)) {
            known.push_back(standing.took);
            waiting.push_back(std::move(standing));
        }
    }

    void take(const Standing& standing, const Move& move, std::deque<Standing>& waiting) {
        const Transition& transition = inspection_.chart.transitions[move.transition];
        const auto by = cases::words_of(transition.extensions, "by");
        met_.insert(move.transition);
        if (by.empty()) {
            taken_.insert(move.transition);
            go(standing, move, std::nullopt, waiting);
            return;
        }
        Persons forbidden = 0;
        for (const std::string& step : cases::words_of(transition.extensions, "unlike")) {
            const auto index = steps_.find(step);
            forbidden |= index != steps_.end() ? standing.took[index->second] : 0;
        }
        for (std::size_t person = 0; person < roles_.size(); ++person) {
            const bool may = std::ranges::any_of(by, [&](const std::string& role) {
                return std::ranges::find(roles_[person], role) != roles_[person].end();
            });
            if (may && (forbidden >> person & 1U) == 0) {
                taken_.insert(move.transition);
                go(standing, move, person, waiting);
            }
        }
    }

    void go(const Standing& standing, const Move& move, std::optional<std::size_t> person,
            std::deque<Standing>& waiting) {
        Standing next = standing;
        const std::string* step = step_of(inspection_.chart.transitions[move.transition]);
        if (step != nullptr && person.has_value()) {
            next.took[steps_.at(*step)] |= Persons{1} << *person;
        }
        for (const StateIndex leaf : move.to) {
            next.leaf = leaf;
            add(next, waiting);
        }
    }

    const Inspection& inspection_;
    std::map<std::string, std::size_t> steps_;
    std::vector<std::vector<std::string>> roles_;  ///< by person
    std::map<StateIndex, std::vector<std::vector<Persons>>> known_;
    std::set<TransitionIndex> met_;
    std::set<TransitionIndex> taken_;
};

bool has_anybody(const Staff& staff, const std::string& role) {
    return std::ranges::any_of(staff, [&role](const auto& person) {
        return std::ranges::find(person.second, role) != person.second.end();
    });
}

void check_role(const Inspection& inspection, const std::string& role, std::size_t line,
                const std::string& element) {
    if (!cases::is_role(role)) {
        inspection.add("LINT_ROLE", line, element, "There is no role '" + role + "'");
    } else if (!has_anybody(inspection.staff, role)) {
        inspection.add("LINT_ROLE", line, element, "Nobody at hand has the role '" + role + "'");
    }
}

}  // namespace

void check_roles(const Inspection& inspection) {
    const statechart::Document& chart = inspection.chart;
    std::set<std::string> steps;
    for (const Transition& transition : chart.transitions) {
        if (const std::string* step = statechart::find_extension(transition.extensions, "step")) {
            steps.insert(*step);
        }
    }
    for (const Transition& transition : chart.transitions) {
        const std::string& element = chart.states[transition.source].id;
        for (const std::string& role : cases::words_of(transition.extensions, "by")) {
            check_role(inspection, role, transition.line, element);
        }
        for (const std::string& step : cases::words_of(transition.extensions, "unlike")) {
            if (!steps.contains(step)) {
                inspection.add("LINT_STEP", transition.line, element,
                               "No transition is the step '" + step + "'");
            }
        }
    }
    for (const statechart::State& state : chart.states) {
        for (const statechart::Custom& task : state.declarations) {
            const std::string* role = task.attribute("role");
            if (task.name == "task" && role != nullptr && !cases::is_role(*role)) {
                inspection.add("LINT_ROLE", task.line, state.id,
                               "There is no role '" + *role + "'");
            }
        }
    }
}

void check_four_eyes(const Inspection& inspection) {
    PersonSearch search(inspection);
    if (!search.run()) {
        inspection.add("LINT_SEARCH", inspection.chart.states[statechart::root_state].line, "",
                       "The search for persons was given up after " +
                           std::to_string(search_nodes_max) + " standings");
        return;
    }
    for (TransitionIndex index = 0; index < inspection.chart.transitions.size(); ++index) {
        const Transition& transition = inspection.chart.transitions[index];
        const auto unlike = cases::words_of(transition.extensions, "unlike");
        if (unlike.empty() || !search.met(index) || search.taken(index)) {
            continue;
        }
        std::string steps;
        for (const std::string& step : unlike) {
            steps += (steps.empty() ? "" : ", ") + step;
        }
        inspection.add("LINT_FOUR_EYES", transition.line,
                       inspection.chart.states[transition.source].id,
                       "No assignment of " + std::to_string(inspection.staff.size()) +
                           " persons lets anybody take the " + name_of(inspection.chart, index) +
                           " who did not take " + steps);
    }
}

}  // namespace foerderwerk::inspection
