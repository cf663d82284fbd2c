// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::Action;
using statechart::Block;
using statechart::Custom;
using statechart::Document;
using statechart::State;
using statechart::StateIndex;
using statechart::TransitionIndex;

class Walk {
public:
    Walk(const Document& chart, const ChartVisitor& visitor) : chart_(chart), visitor_(visitor) {}

    void run() {
        spot_.line = chart_.states[statechart::root_state].line;
        block(chart_.script);
        for (StateIndex index = 0; index < chart_.states.size(); ++index) {
            state(index);
        }
    }

private:
    void state(StateIndex index) {
        const State& state = chart_.states[index];
        spot_ = {.state = index,
                 .transition = statechart::no_transition,
                 .bound = {},
                 .line = state.line};
        for (const statechart::DataItem& item : state.data) {
            spot_.line = item.line;
            value(item.value);
        }
        for (const Custom& declaration : state.declarations) {
            custom(declaration);
        }
        for (const Block& entry : state.on_entry) {
            block(entry);
        }
        for (const Block& leave : state.on_exit) {
            block(leave);
        }
        for (const statechart::Invoke& invoke : state.invokes) {
            spot_.line = invoke.line;
            text(invoke.type);
            text(invoke.source);
            params(invoke.params);
            optional_value(invoke.content);
            block(invoke.finalize.value_or(Block()));
        }
        if (state.done_data.has_value()) {
            spot_.line = state.done_data->line;
            params(state.done_data->params);
            optional_value(state.done_data->content);
        }
        transition(state.initial);
        for (const auto* list : {&state.event_transitions, &state.eventless_transitions}) {
            for (const TransitionIndex each : *list) {
                transition(each);
            }
        }
    }

    void transition(TransitionIndex index) {
        if (index == statechart::no_transition) {
            return;
        }
        const statechart::Transition& transition = chart_.transitions[index];
        spot_.transition = index;
        spot_.line = transition.line;
        expression(transition.condition, true);
        block(transition.content);
        spot_.transition = statechart::no_transition;
    }

    void block(const Block& actions) {
        for (const Action& action : actions) {
            spot_.line = action.line;
            if (visitor_.action) {
                visitor_.action(action, spot_);
            }
            std::visit([this](const auto& content) { of(content); }, action.content);
        }
    }

    void of(const statechart::Raise&) {}
    void of(const statechart::Send& send) {
        text(send.event);
        text(send.target);
        text(send.type);
        expression(send.delay_expression);
        params(send.params);
        optional_value(send.content);
        expression(send.due);
        expression(send.key);
    }
    void of(const statechart::Assign& assign) {
        location(assign.location);
        value(assign.value);
    }
    void of(const statechart::If& choice) {
        for (const statechart::Branch& branch : choice.branches) {
            expression(branch.condition, true);
            block(branch.block);
        }
    }
    void of(const statechart::ForEach& loop) {
        expression(loop.array);
        const std::size_t outer = spot_.bound.size();
        spot_.bound.push_back(loop.item);
        spot_.bound.push_back(loop.index);
        block(loop.block);
        spot_.bound.resize(outer);
    }
    void of(const statechart::Log& log) { expression(log.expression); }
    void of(const statechart::Cancel& cancel) { text(cancel.sendid); }
    void of(const statechart::Script& script) {
        for (const statechart::Assign& assign : script.assignments) {
            of(assign);
        }
    }
    void of(const Custom& element) { custom(element); }

    void custom(const Custom& element) {
        spot_.line = element.line;
        for (const Custom::NamedExpression& named : element.expressions) {
            expression(named.expression, named.name == "cond");
        }
        if (element.location.has_value()) {
            location(*element.location);
        }
        for (const Custom& child : element.children) {
            custom(child);
        }
    }

    void location(const feel::Location& location) {
        for (const feel::Location::Part& part : location.parts) {
            if (part.index != nullptr) {
                expression(*part.index);
            }
        }
    }
    void params(const std::vector<statechart::Param>& list) {
        for (const statechart::Param& param : list) {
            expression(param.expression);
        }
    }
    void text(const statechart::TextSource& source) { expression(source.expression); }
    void value(const statechart::ValueSource& source) { expression(source.expression); }
    void optional_value(const std::optional<statechart::ValueSource>& source) {
        if (source.has_value()) {
            value(*source);
        }
    }
    void expression(const std::optional<feel::Expression>& given, bool condition = false) {
        if (given.has_value() && visitor_.expression) {
            visitor_.expression(*given, spot_, condition);
        }
    }

    const Document& chart_;
    const ChartVisitor& visitor_;
    Spot spot_;
};

}  // namespace

void walk_chart(const Document& chart, const ChartVisitor& visitor) {
    Walk(chart, visitor).run();
}

void for_each_action(const Block& block, const std::function<void(const Action&)>& visit) {
    for (const Action& action : block) {
        visit(action);
        if (const auto* choice = std::get_if<statechart::If>(&action.content)) {
            for (const statechart::Branch& branch : choice->branches) {
                for_each_action(branch.block, visit);
            }
        } else if (const auto* loop = std::get_if<statechart::ForEach>(&action.content)) {
            for_each_action(loop->block, visit);
        }
    }
}

std::string name_of(const Document& chart, TransitionIndex transition) {
    const statechart::Transition& named = chart.transitions[transition];
    const std::string events = events_text(named);
    return (events.empty() ? "transition without event" : "transition '" + events + "'") + " of '" +
           chart.states[named.source].id + "'";
}

std::string name_of(const Document& chart, const Spot& spot) {
    if (spot.transition != statechart::no_transition) {
        return name_of(chart, spot.transition);
    }
    return spot.state == statechart::root_state ? "the chart"
                                                : "state '" + chart.states[spot.state].id + "'";
}

const std::string* inherited(const Document& chart, StateIndex state, std::string_view name) {
    for (; state != statechart::root_state && state != statechart::no_state;
         state = chart.states[state].parent) {
        if (const std::string* found =
                statechart::find_extension(chart.states[state].extensions, name)) {
            return found;
        }
    }
    return nullptr;
}

std::string events_text(const statechart::Transition& transition) {
    std::string text;
    for (const std::string& event : transition.events) {
        text += (text.empty() ? "" : " ") + (event.empty() ? std::string("*") : event);
    }
    return text;
}

}  // namespace foerderwerk::inspection
