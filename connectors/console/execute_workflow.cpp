// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <set>

#include "connectors/console/execute_commands.hpp"
#include "connectors/console/workflow_commands.hpp"

namespace foerderwerk::console {

namespace {

using statechart::Document;
using statechart::State;

struct Totals {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t covered = 0;
    std::size_t transitions = 0;
    std::size_t entered = 0;
    std::size_t states = 0;
    Json::Array failures;   ///< expected and actual side by side
    Json::Array uncovered;  ///< names of the transitions no scenario takes
};

Reasons failures_of(const ScenarioResult& result, const std::string& file) {
    Reasons reasons;
    for (const ScenarioFailure& failure : result.failures) {
        reasons.push_back(
            {"SCENARIO", file + ":" + std::to_string(failure.line),
             failure.what + " | expected " + failure.expected + " | actual " + failure.actual});
    }
    if (result.failures.empty() && result.expectations == 0) {
        reasons.push_back({"SCENARIO", file, "The file expects nothing."});
    }
    return reasons;
}

/// Expected and actual side by side, one row a failed expectation.
void add_failures(const ScenarioResult& result, const std::string& file, Json::Array& rows) {
    for (const ScenarioFailure& failure : result.failures) {
        rows.push_back(Json::Object{{"place", file + ":" + std::to_string(failure.line)},
                                    {"what", failure.what},
                                    {"expected", failure.expected},
                                    {"actual", failure.actual}});
    }
}

/// Numbers of the transitions that events or conditions take, as ScenarioResult names them; those
/// of `initial` belong to entering a state.
std::set<std::string> transitions_of(const Document& chart) {
    std::set<std::string> numbers;
    for (const State& state : chart.states) {
        for (const auto* list : {&state.event_transitions, &state.eventless_transitions}) {
            for (const statechart::TransitionIndex index : *list) {
                numbers.insert(std::to_string(index));
            }
        }
    }
    return numbers;
}

/// Marks a state, those around it, and those it begins with.
void enter(const Document& chart, statechart::StateIndex state,
           std::set<statechart::StateIndex>& entered) {
    for (auto around = state; around != statechart::no_state;
         around = chart.states[around].parent) {
        entered.insert(around);
    }
    const State& inner = chart.states[state];
    if (inner.initial != statechart::no_transition) {
        for (const statechart::StateIndex target : chart.transitions[inner.initial].targets) {
            enter(chart, target, entered);
        }
    } else if (inner.kind == statechart::StateKind::parallel) {
        for (const statechart::StateIndex child : inner.children) {
            enter(chart, child, entered);
        }
    }
}

/// States that the taken transitions enter, and those a case begins in.
std::set<statechart::StateIndex> entered_by(const Document& chart,
                                            const std::set<std::string>& taken) {
    std::set<statechart::StateIndex> entered;
    enter(chart, statechart::root_state, entered);
    for (const std::string& number : taken) {
        for (const statechart::StateIndex target : chart.transitions[std::stoull(number)].targets) {
            enter(chart, target, entered);
        }
    }
    return entered;
}

/// "state: event", or "state" for one without an event.
std::string name_of(const statechart::Document& chart, statechart::TransitionIndex index) {
    const statechart::Transition& transition = chart.transitions[index];
    std::string events;
    for (const std::string& event : transition.events) {
        events += " " + event;
    }
    return chart.states[transition.source].id + (events.empty() ? "" : ":" + events) + " (line " +
           std::to_string(transition.line) + ")";
}

void test_programme(const OfflineTools& tools, const Json& programme, const cases::Files& files,
                    CommandAnswer& answer, Totals& totals) {
    Json::Array& rows = answer.result.as_array();
    std::set<std::string> taken;
    const Json* scenarios = programme.find("scenarios");
    for (const Json& scenario : scenarios != nullptr ? scenarios->as_array() : Json::Array{}) {
        const std::string file = programme.text("folder") + "/" + scenario.text("file");
        const ScenarioResult result =
            run_scenario(file_argument(scenario, "content").value_or(""), files, tools.make_world);
        taken.insert(result.taken.begin(), result.taken.end());
        const Reasons reasons = failures_of(result, file);
        ++(reasons.empty() ? totals.passed : totals.failed);
        add_failures(result, file, totals.failures);
        answer.reasons.insert(answer.reasons.end(), reasons.begin(), reasons.end());
        rows.push_back(
            Json::Object{{"result", reasons.empty() ? "passed" : "FAILED"},
                         {"file", file},
                         {"steps", static_cast<std::int64_t>(result.steps)},
                         {"expectations", static_cast<std::int64_t>(result.expectations)},
                         {"title", result.title}});
    }
    const auto definition = tools.make_world().loader->load(files);
    if (definition.has_value()) {
        const std::set<std::string> all = transitions_of((*definition)->chart);
        totals.transitions += all.size();
        // The root and histories are no states a case is in.
        const auto entered = entered_by((*definition)->chart, taken);
        for (statechart::StateIndex i = 1; i < (*definition)->chart.states.size(); ++i) {
            const bool is_state = !(*definition)->chart.states[i].is_history();
            totals.states += is_state ? 1U : 0U;
            totals.entered += is_state && entered.contains(i) ? 1U : 0U;
        }
        for (const std::string& number : all) {
            if (taken.contains(number)) {
                ++totals.covered;
            } else {
                const auto index = static_cast<statechart::TransitionIndex>(std::stoul(number));
                totals.uncovered.emplace_back(name_of((*definition)->chart, index));
            }
        }
    }
}

CommandAnswer test(const OfflineTools& tools, const CommandRequest& request) {
    CommandAnswer answer;
    answer.result = Json::Array{};
    Totals totals;
    for (const Json& programme : request.arguments.find("folders")->as_array()) {
        const auto files = programme_files(programme);
        if (!files.has_value()) {
            return failed(2, "USAGE", programme.text("folder"), "The folder's files are damaged.");
        }
        test_programme(tools, programme, *files, answer, totals);
    }
    Json result = Json::Object{};
    result.set("total", std::to_string(totals.passed) + " passed, " +
                            std::to_string(totals.failed) + " failed");
    result.set("coverage", "covered " + std::to_string(totals.covered) + " of " +
                               std::to_string(totals.transitions) + " transitions, " +
                               std::to_string(totals.entered) + " of " +
                               std::to_string(totals.states) + " states");
    if (!totals.uncovered.empty()) {
        result.set("uncovered", std::move(totals.uncovered));
    }
    if (!totals.failures.empty()) {
        result.set("failures", std::move(totals.failures));
    }
    result.set("scenarios", std::move(answer.result));
    answer.result = std::move(result);
    if (totals.passed + totals.failed == 0) {
        answer.reasons.push_back({"SCENARIO", "", "There is no scenario file here."});
    }
    answer.exit = answer.reasons.empty() ? 0 : 1;
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_workflow(const OfflineTools& tools,
                                              const CommandRequest& request) {
    using Run = CommandAnswer (*)(const OfflineTools&, const CommandRequest&);
    static constexpr std::array<std::pair<std::string_view, Run>, 4> commands = {{
        {"workflow lint", &lint_workflows},
        {"workflow test", &test},
        {"workflow diagram", &draw_workflow},
        {"workflow diff", &compare_workflows},
    }};
    const auto* const command =
        std::ranges::find(commands, request.name, [](const auto& each) { return each.first; });
    if (command == commands.end()) {
        return std::nullopt;
    }
    const Json* folders = request.arguments.find("folders");
    if (folders == nullptr || !folders->is_array() || folders->as_array().empty()) {
        return failed(2, "USAGE", "", "The folder of a programme is needed.");
    }
    return command->second(tools, request);
}

}  // namespace foerderwerk::console
