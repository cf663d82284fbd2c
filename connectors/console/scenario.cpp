// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/scenario.hpp"

#include <algorithm>
#include <exception>
#include <sstream>

#include <yaml-cpp/yaml.h>

#include "connectors/console/scenario_values.hpp"
#include "connectors/console/scenario_world.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

std::string joined(const std::vector<std::string>& list) {
    std::string text = "[";
    for (const std::string& item : list) {
        text += (text.size() > 1 ? ", " : "") + item;
    }
    return text + "]";
}

std::vector<std::string> list_of(const YAML::Node& node) {
    std::vector<std::string> list;
    if (node.IsScalar()) {
        list.push_back(node.Scalar());
    }
    for (const YAML::Node& item : node.IsSequence() ? node : YAML::Node()) {
        list.push_back(item.Scalar());
    }
    return list;
}

std::string euro(std::int64_t cents) {
    return Money::from_cents(cents).to_string();
}

/// Compares one `then` with what happened.
class Expectations {
public:
    Expectations(ScenarioHouse& house, const StepOutcome& outcome, const YAML::Node& then,
                 std::size_t step, ScenarioResult& result)
        : house_(house), outcome_(outcome), then_(then), step_(step), result_(result) {}

    void check() {
        if (!member(then_, "refused").IsDefined() && !outcome_.refused.empty()) {
            fail(then_, "not refused", "taken", reasons());
        }
        if (const YAML::Node node = member(then_, "state"); node.IsDefined()) {
            const auto row = house_.current_case();
            const std::string states = row.has_value() ? row->states : "(no case)";
            expect(node, "state",
                   (" " + states + " ").find(" " + node.Scalar() + " ") != std::string::npos,
                   states);
        }
        check_figures();
        check_lists();
        if (const YAML::Node node = member(then_, "repeated"); node.IsDefined()) {
            expect(node, "repeated", outcome_.repeated == node.as<bool>(),
                   outcome_.repeated ? "true" : "false");
        }
        if (const YAML::Node node = member(then_, "text"); node.IsDefined()) {
            expect(node, "text",
                   reasons().find(node.Scalar()) != std::string::npos ||
                       feel::to_text(house_.data("begruendung")).find(node.Scalar()) !=
                           std::string::npos,
                   reasons() + " " + feel::to_text(house_.data("begruendung")));
        }
        check_data();
    }

private:
    void expect(const YAML::Node& node, const std::string& what, bool holds,
                const std::string& actual) {
        ++result_.expectations;
        if (!holds) {
            std::ostringstream expected;
            expected << node;
            fail(node, what, expected.str(), actual);
        }
    }

    void fail(const YAML::Node& node, const std::string& what, const std::string& expected,
              const std::string& actual) {
        const int line = node.Mark().line;
        result_.failures.push_back({.line = line < 0 ? 0 : static_cast<std::size_t>(line) + 1,
                                    .what = "step " + std::to_string(step_) + ", " + what,
                                    .expected = expected,
                                    .actual = actual});
    }

    [[nodiscard]] std::string reasons() const {
        std::string text;
        for (const Reason& reason : outcome_.refused) {
            text += (text.empty() ? "" : "; ") + reason.code + " " + reason.text;
        }
        return text;
    }

    void figure(const char* name, const std::string& actual) {
        if (const YAML::Node node = member(then_, name); node.IsDefined()) {
            const auto expected = feel::Decimal::parse(node.Scalar());
            const auto found = feel::Decimal::parse(actual);
            expect(node, name, expected.has_value() && found.has_value() && *expected == *found,
                   actual);
        }
    }

    void check_figures() {
        const ports::LineRow places = house_.places();
        const ports::LineRow budget = house_.budget();
        figure("reserved", std::to_string(places.reserved));
        figure("used", std::to_string(places.reserved + places.committed + places.paid));
        figure("committed", euro(budget.committed));
        figure("paid", euro(budget.paid));
        figure("available",
               euro(budget.allotted - budget.reserved - budget.committed - budget.paid));
        figure("cases", std::to_string(house_.case_count()));
        if (member(then_, "vouchers").IsDefined()) {
            figure("vouchers", feel::to_text(house_.data("count(vouchers)")));
        }
    }

    void check_lists() {
        if (const YAML::Node node = member(then_, "mailbox"); node.IsDefined()) {
            expect(node, "mailbox", list_of(node) == outcome_.mailbox, joined(outcome_.mailbox));
        }
        if (const YAML::Node node = member(then_, "tasks"); node.IsDefined()) {
            std::vector<std::string> roles;
            for (const ports::TaskRow& task : house_.tasks()) {
                roles.push_back(task.role);
            }
            expect(node, "tasks", list_of(node) == roles, joined(roles));
        }
        if (const YAML::Node node = member(then_, "refused"); node.IsDefined()) {
            bool all = !outcome_.refused.empty();
            for (const std::string& code : list_of(node)) {
                all = all && std::any_of(outcome_.refused.begin(), outcome_.refused.end(),
                                         [&](const Reason& r) { return r.code == code; });
            }
            expect(node, "refused", all, reasons());
        }
    }

    /// `data: {name: value}`: variables or FEEL expressions over the case's data.
    void check_data() {
        const YAML::Node node = member(then_, "data");
        for (const auto& item : node.IsDefined() ? node : YAML::Node(YAML::NodeType::Map)) {
            const auto expected = value_of(item.second, {});
            const feel::Value actual = house_.data(item.first.Scalar());
            expect(item.second, "data " + item.first.Scalar(),
                   expected.has_value() && *expected == actual, feel::to_text(actual));
        }
    }

    ScenarioHouse& house_;
    const StepOutcome& outcome_;
    const YAML::Node& then_;
    std::size_t step_;
    ScenarioResult& result_;
};

void run_steps(ScenarioHouse& house, const YAML::Node& scenario, ScenarioResult& result) {
    for (const YAML::Node& step : member(scenario, "steps")) {
        ++result.steps;
        const int line = step.Mark().line;
        try {
            const StepOutcome outcome = house.run(step);
            const YAML::Node then = member(step, "then");
            Expectations(house, outcome, then.IsDefined() ? then : YAML::Node(YAML::NodeType::Map),
                         result.steps, result)
                .check();
        } catch (const std::exception& failure) {
            result.failures.push_back({.line = static_cast<std::size_t>(line) + 1,
                                       .what = "step " + std::to_string(result.steps),
                                       .expected = "a step that runs",
                                       .actual = failure.what()});
            return;
        }
    }
    for (const std::string& wrong : house.replay_all()) {
        result.failures.push_back(
            {.line = 0, .what = "replay", .expected = "identical", .actual = wrong});
    }
    result.taken = house.taken();
}

}  // namespace

ScenarioResult run_scenario(std::string_view yaml, const cases::Files& files,
                            const MakeWorld& make_world) {
    ScenarioResult result;
    if (yaml.starts_with("# ")) {
        result.title = std::string(yaml.substr(2, yaml.find('\n') - 2));
    }
    try {
        const YAML::Node scenario = YAML::Load(std::string(yaml));
        ScenarioHouse house(files, make_world, scenario);
        run_steps(house, scenario, result);
    } catch (const YAML::Exception& failure) {
        result.failures.push_back(
            {.line = failure.mark.is_null() ? 0 : static_cast<std::size_t>(failure.mark.line) + 1,
             .what = "file",
             .expected = "YAML",
             .actual = failure.msg});
    } catch (const std::exception& failure) {
        result.failures.push_back(
            {.line = 0, .what = "given", .expected = "a house", .actual = failure.what()});
    }
    return result;
}

}  // namespace foerderwerk::console
