// SPDX-License-Identifier: EUPL-1.2
#include "engine/inspection/compare_definitions.hpp"

namespace foerderwerk::inspection {

namespace {

using statechart::Action;
using statechart::Block;

/// Writes actions much as the author did, without what only layout says.
class Lines {
public:
    void block(const Block& actions) {
        for (const Action& action : actions) {
            std::visit([this](const auto& content) { of(content); }, action.content);
        }
    }

    std::vector<std::string> lines;

private:
    void add(const std::string& text) { lines.push_back(std::string(2 * depth_, ' ') + text); }

    void inside(const Block& actions) {
        ++depth_;
        block(actions);
        --depth_;
    }

    static std::string text_of(const std::optional<feel::Expression>& expression) {
        return expression.has_value() ? expression->text() : std::string();
    }
    static std::string source(const statechart::TextSource& text) {
        return text.expression.has_value() ? "(" + text.expression->text() + ")" : text.literal;
    }
    static std::string source(const statechart::ValueSource& value) {
        return value.expression.has_value() ? value.expression->text()
                                            : feel::to_text(value.literal);
    }
    static std::string place(const feel::Location& location) {
        std::string text = location.variable;
        for (const feel::Location::Part& part : location.parts) {
            text += part.index != nullptr ? "[" + part.index->text() + "]" : "." + part.member;
        }
        return text;
    }

    void of(const statechart::Raise& raise) { add("löst aus: " + raise.event); }
    void of(const statechart::Send& send) {
        std::string text = "sendet " + source(send.type) + " " + source(send.event);
        if (send.target.given()) {
            text += " an " + source(send.target);
        }
        if (send.due.has_value()) {
            text += ", fällig: " + send.due->text();
        }
        if (send.delay_expression.has_value() || send.delay != std::chrono::nanoseconds(0)) {
            text += ", verzögert";
        }
        if (send.content.has_value()) {
            text += ": " + source(*send.content);
        }
        add(text);
        ++depth_;
        for (const statechart::Param& param : send.params) {
            add(param.name + " = " + param.expression.text());
        }
        --depth_;
    }
    void of(const statechart::Assign& assign) {
        add(place(assign.location) + " := " + source(assign.value));
    }
    void of(const statechart::If& choice) {
        for (const statechart::Branch& branch : choice.branches) {
            add(branch.condition.has_value() ? "wenn " + branch.condition->text() : "sonst");
            inside(branch.block);
        }
    }
    void of(const statechart::ForEach& loop) {
        add("für jedes " + loop.item + " in " + loop.array.text());
        inside(loop.block);
    }
    void of(const statechart::Log&) {}
    void of(const statechart::Cancel& cancel) { add("hebt auf: " + source(cancel.sendid)); }
    void of(const statechart::Script& script) {
        for (const statechart::Assign& assign : script.assignments) {
            of(assign);
        }
    }
    void of(const statechart::Custom& element) {
        std::string text = "fw:" + element.name;
        for (const statechart::Extension& attribute : element.attributes) {
            text += " " + attribute.name + "=\"" + attribute.text + "\"";
        }
        for (const auto& named : element.expressions) {
            text += " " + named.name + "=\"" + named.expression.text() + "\"";
        }
        if (element.location.has_value()) {
            text += " → " + place(*element.location);
        }
        add(text);
    }

    std::size_t depth_ = 0;
};

}  // namespace

std::vector<std::string> action_lines(const Block& block) {
    Lines lines;
    lines.block(block);
    return std::move(lines.lines);
}

}  // namespace foerderwerk::inspection
