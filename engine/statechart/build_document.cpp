// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/statechart/check_document.hpp"
#include "engine/statechart/draft.hpp"

namespace foerderwerk::statechart {
namespace {

constexpr std::size_t depth_max = 100;
constexpr std::size_t states_max = 10'000;
constexpr std::size_t targets_max = 100;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::vector<std::string> split_at_blanks(std::string_view text) {
    std::vector<std::string> words;
    std::size_t start = 0;
    while (start < text.size()) {
        if (is_blank(text[start])) {
            ++start;
            continue;
        }
        std::size_t end = start;
        while (end < text.size() && !is_blank(text[end])) {
            ++end;
        }
        words.emplace_back(text.substr(start, end - start));
        start = end;
    }
    return words;
}

class Builder {
public:
    Result<Document, Reasons> build(Draft& draft) {
        document_.name = std::move(draft.name);
        document_.late_binding = draft.late_binding;
        document_.script = std::move(draft.script);
        document_.uses_in = draft.uses_in;
        add_state(draft.root, no_state, 0);
        if (document_.states.size() < 2) {
            refuse("NO_STATES", document_.states.front().line, "a chart needs at least one state");
        }
        if (reasons_.empty()) {
            name_states();
            resolve();
            collect_variables();
        }
        if (reasons_.empty()) {
            check_document(document_, reasons_);
        }
        if (!reasons_.empty()) {
            return Failure<Reasons>(std::move(reasons_));
        }
        precompute();
        return std::move(document_);
    }

private:
    void refuse(std::string code, std::size_t line, std::string text) {
        reasons_.push_back({std::move(code), "line " + std::to_string(line), std::move(text)});
    }

    void add_state(DraftState& draft, StateIndex parent, std::size_t depth) {
        if (depth > depth_max || document_.states.size() >= states_max) {
            refuse(depth > depth_max ? "TOO_DEEP" : "TOO_MANY", draft.state.line,
                   "states may be nested 100 deep, and a chart may have 10000 of them");
            return;
        }
        const auto index = static_cast<StateIndex>(document_.states.size());
        draft.state.parent = parent;
        document_.states.push_back(std::move(draft.state));
        drafts_.push_back(&draft);
        for (DraftState& child : draft.children) {
            const auto child_index = static_cast<StateIndex>(document_.states.size());
            add_state(child, index, depth + 1);
            if (child_index == document_.states.size()) {
                return;
            }
            State& state = document_.states[index];
            const bool history = document_.states[child_index].is_history();
            (history ? state.histories : state.children).push_back(child_index);
        }
        State& state = document_.states[index];
        state.last_descendant = static_cast<StateIndex>(document_.states.size() - 1);
        if (state.kind == StateKind::atomic && (!state.children.empty() || index == root_state)) {
            state.kind = StateKind::compound;
        }
        if (state.is_history()) {
            state.history_slot = document_.history_count++;
        }
    }

    void name_states() {
        for (StateIndex index = 1; index < document_.states.size(); ++index) {
            State& state = document_.states[index];
            if (state.id.empty()) {
                // A blank cannot stand in an id of a document, so no given id can meet this one.
                state.id = "state " + std::to_string(index);
            } else if (split_at_blanks(state.id) != std::vector<std::string>{state.id}) {
                refuse("ILLEGAL_ID", state.line, "the id '" + state.id + "' contains blanks");
            }
            document_.states_by_id.emplace_back(state.id, index);
        }
        auto& ids = document_.states_by_id;
        std::sort(ids.begin(), ids.end());
        for (std::size_t i = 1; i < ids.size(); ++i) {
            if (ids[i].first == ids[i - 1].first) {
                refuse("DUPLICATE_ID", document_.states[ids[i].second].line,
                       "there is another state with the id '" + ids[i].first + "'");
            }
        }
    }

    void resolve() {
        for (StateIndex index = 0; index < drafts_.size(); ++index) {
            resolve_initial(*drafts_[index], index);
            for (DraftTransition& draft : drafts_[index]->transitions) {
                const TransitionIndex added = add_transition(draft, index);
                State& state = document_.states[index];
                const bool eventless = document_.transitions[added].events.empty();
                (eventless ? state.eventless_transitions : state.event_transitions)
                    .push_back(added);
            }
        }
    }

    void resolve_initial(DraftState& draft, StateIndex index) {
        State& state = document_.states[index];
        if (draft.initial && draft.initial_ids) {
            refuse("ILLEGAL_INITIAL", state.line,
                   "initial stands both as attribute and as element");
            return;
        }
        if (draft.initial) {
            if (!draft.initial->events.empty() || draft.initial->transition.condition) {
                refuse("ILLEGAL_INITIAL", draft.initial->transition.line,
                       "this transition may have neither event nor cond");
            }
            state.initial = add_transition(*draft.initial, index);
            return;
        }
        if (draft.initial_ids) {
            DraftTransition made;
            made.target = draft.initial_ids;
            made.transition.line = state.line;
            const TransitionIndex added = add_transition(made, index);
            document_.states[index].initial = added;
            return;
        }
        if (state.kind == StateKind::compound && !state.children.empty()) {
            Transition first;
            first.source = index;
            first.targets = {state.children.front()};
            first.line = state.line;
            state.initial = static_cast<TransitionIndex>(document_.transitions.size());
            document_.transitions.push_back(std::move(first));
        }
    }

    TransitionIndex add_transition(DraftTransition& draft, StateIndex source) {
        Transition transition = std::move(draft.transition);
        transition.source = source;
        for (const std::string& word : split_at_blanks(draft.events)) {
            std::string_view event = word;
            const bool any = event == "*" || event == ".*";  // the schema's \.?\*
            if (any) {
                event = "";
            } else if (event.ends_with(".*")) {
                event.remove_suffix(2);
            } else if (event.ends_with(".")) {
                event.remove_suffix(1);
            }
            if (event.find('*') != std::string_view::npos || (event.empty() && !any) ||
                event.starts_with(".") || event.find("..") != std::string_view::npos) {
                refuse("ILLEGAL_EVENT", transition.line, "'" + word + "' is no event descriptor");
            }
            transition.events.emplace_back(event);
        }
        for (const std::string& id : split_at_blanks(draft.target.value_or(""))) {
            const auto target = document_.find_state(id);
            if (!target) {
                refuse("UNKNOWN_TARGET", transition.line, "there is no state '" + id + "'");
                continue;
            }
            transition.targets.push_back(*target);
            transition.targets_history |= document_.states[*target].is_history();
        }
        if (transition.targets.size() > targets_max) {
            refuse("TOO_MANY", transition.line, "a transition may have 100 targets");
            transition.targets.clear();
        }
        if (draft.target && split_at_blanks(*draft.target).empty()) {
            refuse("UNKNOWN_TARGET", transition.line, "the target is empty");
        }
        document_.transitions.push_back(std::move(transition));
        return static_cast<TransitionIndex>(document_.transitions.size() - 1);
    }

    void collect_variables() {
        std::vector<std::pair<std::string, std::size_t>> declared;
        for (const State& state : document_.states) {
            for (const DataItem& item : state.data) {
                if (item.id.empty() || item.id.front() == '_') {
                    refuse("RESERVED_NAME", item.line,
                           "'" + item.id + "' cannot be the name of a variable");
                }
                declared.emplace_back(item.id, item.line);
            }
        }
        std::sort(declared.begin(), declared.end());
        for (std::size_t i = 0; i < declared.size(); ++i) {
            if (i > 0 && declared[i].first == declared[i - 1].first) {
                refuse("DUPLICATE_DATA", declared[i].second,
                       "the variable '" + declared[i].first + "' is declared twice");
            }
            document_.variables.push_back(declared[i].first);
        }
    }

    /// What the interpreter would otherwise compute again in every step.
    void precompute() {
        for (State& state : document_.states) {
            state.eventless_here_or_above =
                !state.eventless_transitions.empty() ||
                (state.parent != no_state &&
                 document_.states[state.parent].eventless_here_or_above);
        }
        for (Transition& transition : document_.transitions) {
            if (transition.targets.empty() || transition.targets_history) {
                continue;
            }
            transition.domain = transition_domain(document_, transition, transition.targets);
        }
    }

    Document document_;
    std::vector<DraftState*> drafts_;  // by state index
    Reasons reasons_;
};

}  // namespace

Result<Document, Reasons> build_document(Draft draft) {
    return Builder().build(draft);
}

}  // namespace foerderwerk::statechart
