// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <deque>
#include <optional>

#include "engine/cases/check_rights.hpp"
#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::Block;
using statechart::Document;
using statechart::StateIndex;
using statechart::Transition;

/// A point of a path: where the case is, which steps persons have taken, and whether a second
/// person has approved since the last payment.
struct Point {
    StateIndex leaf = statechart::root_state;
    std::set<std::string> steps;
    bool approved = false;
    friend auto operator<=>(const Point&, const Point&) = default;
};

std::optional<std::size_t> payment_in(const Block& block) {
    std::optional<std::size_t> line;
    for_each_action(block, [&line](const statechart::Action& action) {
        const auto* send = std::get_if<statechart::Send>(&action.content);
        if (send != nullptr && send->type.literal == "payout" && !line.has_value()) {
            line = action.line;
        }
    });
    return line;
}

class PaymentSearch {
public:
    explicit PaymentSearch(const Inspection& inspection)
        : inspection_(inspection), chart_(inspection.chart) {}

    bool run() {
        for (const StateIndex leaf : inspection_.paths.first()) {
            arrive({leaf, {}, false}, statechart::root_state, chart_.states[leaf].id);
        }
        for (std::size_t nodes = 0; !waiting_.empty(); ++nodes) {
            if (nodes == search_nodes_max) {
                return false;
            }
            const auto [point, path] = std::move(waiting_.front());
            waiting_.pop_front();
            for (const Move& move : inspection_.paths.moves(point.leaf)) {
                go(point, path, move);
            }
        }
        return true;
    }

private:
    void go(const Point& point, const std::string& path, const Move& move) {
        const Transition& transition = chart_.transitions[move.transition];
        Point next = point;
        const auto unlike = cases::words_of(transition.extensions, "unlike");
        next.approved = point.approved || std::ranges::any_of(unlike, [&](const std::string& step) {
                            return point.steps.contains(step);
                        });
        if (const std::string* step = statechart::find_extension(transition.extensions, "step")) {
            next.steps.insert(*step);
        }
        const bool stays = transition.targets.empty();
        if (!stays) {
            leave(point.leaf, transition, path, next);
        }
        pay(payment_in(transition.content), path, next);
        for (const StateIndex leaf : move.to) {
            Point there = next;
            there.leaf = leaf;
            const std::string way = stays ? path : path + " → " + chart_.states[leaf].id;
            arrive(there, stays ? leaf : transition.domain, way);
        }
    }

    void leave(StateIndex leaf, const Transition& transition, const std::string& path,
               Point& next) {
        for (StateIndex at = leaf; is_within(at, transition.domain);
             at = chart_.states[at].parent) {
            for (const Block& block : chart_.states[at].on_exit) {
                pay(payment_in(block), path, next);
            }
        }
    }

    /// Runs the entry actions of the leaf and the states around it, up to what stayed active.
    void arrive(Point point, StateIndex domain, const std::string& path) {
        for (StateIndex at = point.leaf; is_within(at, domain); at = chart_.states[at].parent) {
            for (const Block& block : chart_.states[at].on_entry) {
                pay(payment_in(block), path, point);
            }
        }
        if (seen_.insert(point).second) {
            waiting_.emplace_back(std::move(point), path);
        }
    }

    [[nodiscard]] bool is_within(StateIndex at, StateIndex domain) const {
        return at != statechart::no_state && at != statechart::root_state && at != domain;
    }

    void pay(std::optional<std::size_t> line, const std::string& path, Point& point) {
        if (!line.has_value()) {
            return;
        }
        if (!point.approved && told_.insert(*line).second) {
            inspection_.add("LINT_PAYMENT_UNAPPROVED", *line, chart_.states[point.leaf].id,
                            "No second person approves on the path " + path);
        }
        point.approved = false;  // the next payment needs an approval of its own
    }

    const Inspection& inspection_;
    const Document& chart_;
    std::deque<std::pair<Point, std::string>> waiting_;
    std::set<Point> seen_;
    std::set<std::size_t> told_;
};

}  // namespace

void check_payments(const Inspection& inspection) {
    PaymentSearch search(inspection);
    if (!search.run()) {
        inspection.add("LINT_SEARCH", inspection.chart.states[statechart::root_state].line, "",
                       "The search for payments was given up after " +
                           std::to_string(search_nodes_max) + " points");
    }
}

}  // namespace foerderwerk::inspection
