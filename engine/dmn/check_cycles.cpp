// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

// Evaluation follows a chain by recursion, so its length is bounded here, once.
constexpr std::size_t chain_max = 200;

class CycleCheck {
public:
    CycleCheck(const Definitions& definitions, Reasons& reasons)
        : definitions_(definitions),
          reasons_(reasons),
          decisions_(definitions.decisions.size()),
          knowledge_(definitions.knowledge.size()),
          services_(definitions.services.size()) {}

    void run() {
        for (std::size_t i = 0; i < decisions_.size(); ++i)
            visit(ElementKind::decision, i);
        for (std::size_t i = 0; i < services_.size(); ++i)
            visit(ElementKind::service, i);
    }

private:
    struct Visit {
        enum class State { unseen, open, done };
        State state = State::unseen;
        std::size_t height = 0;  // longest chain of requirements from here on
    };
    using Node = std::pair<ElementKind, std::size_t>;

    Visit& visit_of(ElementKind kind, std::size_t index) {
        if (kind == ElementKind::decision)
            return decisions_[index];
        return kind == ElementKind::knowledge ? knowledge_[index] : services_[index];
    }

    std::size_t visit(ElementKind kind, std::size_t index) {
        if (kind == ElementKind::input)
            return 0;
        Visit& here = visit_of(kind, index);
        if (here.state == Visit::State::done)
            return here.height;
        if (here.state == Visit::State::open) {
            report_cycle({kind, index});
            return 0;
        }
        if (path_.size() > chain_max)
            return 0;
        here.state = Visit::State::open;
        path_.emplace_back(kind, index);
        here.height = 1 + height_of_required(kind, index);
        path_.pop_back();
        here.state = Visit::State::done;
        if (here.height > chain_max && !std::exchange(too_long_, true)) {
            add({kind, index}, " stands at the end of a chain of more than " +
                                   std::to_string(chain_max) + " requirements");
        }
        return here.height;
    }

    std::size_t height_of_required(ElementKind kind, std::size_t index) {
        if (kind == ElementKind::service)
            return height(definitions_.services[index].outputs);
        if (kind == ElementKind::knowledge) {
            return height(definitions_.knowledge[index].knowledge);
        }
        return std::max(height(definitions_.decisions[index].information),
                        height(definitions_.decisions[index].knowledge));
    }

    std::size_t height(const std::vector<Requirement>& requirements) {
        std::size_t highest = 0;
        for (const Requirement& requirement : requirements) {
            highest = std::max(highest, visit(requirement.kind, requirement.index));
        }
        return highest;
    }

    // A function may call itself: only a cycle through something else never ends by its nature.
    void report_cycle(Node first) {
        bool only_functions = true;
        for (auto node = path_.rbegin(); node != path_.rend(); ++node) {
            only_functions = only_functions && node->first == ElementKind::knowledge;
            if (*node == first)
                break;
        }
        if (!only_functions)
            add(first, " requires itself");
    }

    void add(Node node, const std::string& what) {
        const auto [kind, index] = node;
        const auto report = [&](const auto& element) {
            reasons_.push_back(
                reason_at("DMN_CYCLE", element.line, "'" + element.name + "'" + what));
        };
        if (kind == ElementKind::decision) {
            report(definitions_.decisions[index]);
        } else if (kind == ElementKind::knowledge) {
            report(definitions_.knowledge[index]);
        } else {
            report(definitions_.services[index]);
        }
    }

    const Definitions& definitions_;
    Reasons& reasons_;
    std::vector<Visit> decisions_;
    std::vector<Visit> knowledge_;
    std::vector<Visit> services_;
    std::vector<Node> path_;
    bool too_long_ = false;
};

}  // namespace

void check_cycles(const Definitions& definitions, Reasons& reasons) {
    CycleCheck(definitions, reasons).run();
}

}  // namespace foerderwerk::dmn
