// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>

#include "connectors/console/chart_drawing.hpp"
#include "engine/inspection/chart_words.hpp"

namespace foerderwerk::console {

namespace {

using inspection::StateWords;
using inspection::TransitionWords;
using statechart::StateIndex;

constexpr std::size_t line_length = 22;

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + "\"";
}

/// Breaks a text at blanks, so that boxes stay narrow; `\n` is the line end of Graphviz.
std::string wrapped(const std::string& text) {
    std::string lines;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (length > 0 && length + (end - at) > line_length) {
            lines += "\n";
            length = 0;
        } else if (length > 0) {
            lines += " ";
        }
        lines += text.substr(at, end - at);
        length += end - at + 1;
        at = end + 1;
    }
    return lines;
}

/// A wrapped text as a string of DOT: the line ends become its own.
std::string label_of(const std::string& text) {
    std::string label = quoted(text);
    for (std::size_t at = label.find('\n'); at != std::string::npos; at = label.find('\n', at)) {
        label.replace(at, 1, "\\n");
    }
    return label;
}

class Dot {
public:
    explicit Dot(const Drawing& drawing)
        : drawing_(drawing),
          chart_(drawing.definition.chart),
          words_(inspection::chart_words(chart_)) {}

    std::string text() {
        out_ =
            "digraph chart {\n"
            "graph [bgcolor=transparent rankdir=TB nodesep=0.35 ranksep=0.45 "
            "fontname=\"sans-serif\" fontsize=12 margin=0];\n"
            "node [shape=box style=rounded fontname=\"sans-serif\" fontsize=12 "
            "margin=\"0.14,0.08\"];\n"
            "edge [fontname=\"sans-serif\" fontsize=10 arrowsize=0.7];\n"
            "start [shape=circle label=\"\" width=0.16 class=\"start\"];\n";
        states_in("", 0);
        first_edge();
        for (const StateWords& state : words_) {
            edges_of(state);
        }
        return out_ + "}\n";
    }

private:
    void states_in(const std::string& parent, std::size_t depth) {
        for (const StateWords& state : words_) {
            if (state.parent == parent && state.depth == depth) {
                state_box(state, depth);
            }
        }
    }

    void state_box(const StateWords& state, std::size_t depth) {
        const bool present = drawing_.present.contains(state.id);
        if (chart_.states[state.index].is_atomic()) {
            const bool is_end = chart_.states[state.index].kind == statechart::StateKind::final;
            out_ += node(state.index) + " [label=" + label_of(wrapped(state.label)) + " class=\"" +
                    (is_end ? "end" : "state") + (present ? " present" : "") + "\"" +
                    (is_end ? " peripheries=2" : "") +
                    " tooltip=" + quoted(state.label + " (" + state.id + ")") + "];\n";
            return;
        }
        out_ += "subgraph cluster_" + std::to_string(state.index) +
                " {\nlabel=" + label_of(state.label) + " class=\"group" +
                (present ? " holds" : "") +
                "\" style=rounded tooltip=" + quoted(state.label + " (" + state.id + ")") + ";\n";
        if (!state.transitions.empty()) {
            out_ += dot_of(state.index) + " [shape=circle label=\"\" width=0.1 class=\"start\" " +
                    "tooltip=" + quoted("aus jedem Zustand in: " + state.label) + "];\n";
        }
        states_in(state.id, depth + 1);
        out_ += "}\n";
    }

    void first_edge() {
        const StateIndex first = target_of(
            chart_.transitions[chart_.states[statechart::root_state].initial].targets.front());
        out_ += "start -> " + node(first) + " [class=\"way\"];\n";
    }

    // Ways that read the same are drawn once; what does not move the case is in the table only.
    void edges_of(const StateWords& state) {
        std::map<std::string, std::vector<std::string>> ways;  // edge → labels
        std::vector<std::string> order;
        for (const TransitionWords& transition : state.transitions) {
            for (const StateIndex target : chart_.transitions[transition.index].targets) {
                const std::string edge = edge_of(state.index, target);
                auto& labels = ways[edge];
                if (labels.empty()) {
                    order.push_back(edge);
                }
                const std::string label = wrapped(
                    transition.name + (transition.who.empty() ? "" : " (" + transition.who + ")"));
                if (std::ranges::find(labels, label) == labels.end()) {
                    labels.push_back(label);
                }
            }
        }
        for (const std::string& edge : order) {
            std::string label;
            for (const std::string& each : ways[edge]) {
                label += (label.empty() ? "" : "\n") + each;
            }
            out_ += edge + " label=" + label_of(label) + "];\n";
        }
    }

    std::string edge_of(StateIndex from, StateIndex to) const {
        const bool is_group = !chart_.states[from].is_atomic();
        return (is_group ? dot_of(from) : node(from)) + " -> " + node(target_of(to)) +
               " [class=\"way\"";
    }

    /// Where a transition really leads: through the first states of groups.
    StateIndex target_of(StateIndex state) const {
        const statechart::State& target = chart_.states[state];
        if (target.is_atomic()) {
            return state;
        }
        if (target.is_history()) {
            return target_of(target.parent);
        }
        return target.initial != statechart::no_transition
                   ? target_of(chart_.transitions[target.initial].targets.front())
                   : target_of(target.children.front());
    }

    static std::string node(StateIndex state) { return "s" + std::to_string(state); }
    /// A dot in a group that its own transitions start from: they are possible in every state
    /// inside. (Graphviz can draw from the border instead, but Debian's fails on some charts.)
    static std::string dot_of(StateIndex group) { return "g" + std::to_string(group); }

    const Drawing& drawing_;
    const statechart::Document& chart_;
    std::vector<StateWords> words_;
    std::string out_;
};

}  // namespace

std::string chart_as_dot(const Drawing& drawing) {
    return Dot(drawing).text();
}

}  // namespace foerderwerk::console
