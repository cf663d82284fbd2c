// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "connectors/console/execute_commands.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

using statechart::Document;
using statechart::State;
using statechart::StateIndex;

/// A programme's folder as the command line read it: {folder, files: {path: Base64},
/// scenarios: [{file, content}]}.
std::optional<cases::Files> files_of(const Json& programme) {
    const Json* json = programme.find("files");
    if (json == nullptr || !json->is_object()) {
        return std::nullopt;
    }
    cases::Files files;
    for (const auto& [path, content] : json->as_object()) {
        auto bytes = content.is_string() ? from_base64(content.as_string()) : std::nullopt;
        if (!bytes.has_value()) {
            return std::nullopt;
        }
        files[path] = std::move(*bytes);
    }
    return files;
}

/// States that some path of transitions can enter, guards aside.
class Reachable {
public:
    explicit Reachable(const Document& chart) : chart_(chart), reached_(chart.states.size()) {
        enter(statechart::root_state);
        while (!waiting_.empty()) {
            const StateIndex state = waiting_.back();
            waiting_.pop_back();
            leave(state);
        }
    }
    [[nodiscard]] bool operator[](StateIndex state) const { return reached_[state]; }

private:
    void enter(StateIndex state) {
        if (reached_[state]) {
            return;
        }
        reached_[state] = true;
        waiting_.push_back(state);
    }

    void follow(statechart::TransitionIndex index) {
        if (index == statechart::no_transition) {
            return;
        }
        for (StateIndex target : chart_.transitions[index].targets) {
            // Entering a state enters the states around it.
            for (; target != statechart::no_state; target = chart_.states[target].parent) {
                enter(target);
            }
        }
    }

    void leave(StateIndex index) {
        const State& state = chart_.states[index];
        follow(state.initial);
        if (state.kind == statechart::StateKind::parallel) {
            std::for_each(state.children.begin(), state.children.end(),
                          [this](StateIndex child) { enter(child); });
        }
        for (const auto* list : {&state.event_transitions, &state.eventless_transitions}) {
            for (const statechart::TransitionIndex transition : *list) {
                follow(transition);
            }
        }
    }

    const Document& chart_;
    std::vector<bool> reached_;
    std::vector<StateIndex> waiting_;
};

bool is_labelled(const Document& chart, StateIndex index) {
    for (; index != statechart::root_state; index = chart.states[index].parent) {
        if (statechart::find_extension(chart.states[index].extensions, "label") != nullptr) {
            return true;
        }
    }
    return false;
}

Reasons lint_chart(const Document& chart, const std::string& file) {
    Reasons reasons;
    const Reachable reachable(chart);
    for (StateIndex index = 1; index < chart.states.size(); ++index) {
        const State& state = chart.states[index];
        const std::string place = file + ":" + std::to_string(state.line);
        if (!reachable[index]) {
            reasons.push_back({"LINT_UNREACHABLE", place,
                               "No transition leads to the state '" + state.id + "'."});
        }
        if (state.is_atomic() && !is_labelled(chart, index)) {
            reasons.push_back(
                {"LINT_LABEL", place,
                 "Neither the state '" + state.id + "' nor one around it has an fw:label."});
        }
    }
    return reasons;
}

const std::string& chart_file(const cases::Files& files) {
    const auto chart = std::find_if(files.begin(), files.end(), [](const auto& file) {
        return file.first.ends_with(".scxml");
    });
    static const std::string none;
    return chart != files.end() ? chart->first : none;
}

CommandAnswer lint(const OfflineTools& tools, const CommandRequest& request) {
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    const ScenarioWorld world = tools.make_world();
    for (const Json& programme : request.arguments.find("folders")->as_array()) {
        const std::string folder = programme.text("folder");
        const auto files = files_of(programme);
        if (!files.has_value()) {
            return failed(2, "USAGE", folder, "The folder's files are damaged.");
        }
        const auto definition = world.loader->load(*files);
        Reasons reasons = definition.has_value()
                              ? lint_chart((*definition)->chart, chart_file(*files))
                              : definition.error();
        Json line = Json::Object{{"folder", folder},
                                 {"findings", static_cast<std::int64_t>(reasons.size())}};
        if (definition.has_value()) {
            line.set("programme", (*definition)->programme);
            line.set("definition", (*definition)->id.text());
        }
        answer.result.as_array().push_back(std::move(line));
        for (Reason& reason : reasons) {
            reason.place = folder + "/" + reason.place;
            answer.reasons.push_back(std::move(reason));
        }
    }
    answer.exit = answer.reasons.empty() ? 0 : 1;
    return answer;
}

struct Totals {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t covered = 0;
    std::size_t transitions = 0;
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
        for (const std::string& number : all) {
            if (taken.contains(number)) {
                ++totals.covered;
            } else {
                totals.uncovered.emplace_back(name_of((*definition)->chart, std::stoull(number)));
            }
        }
    }
}

CommandAnswer test(const OfflineTools& tools, const CommandRequest& request) {
    CommandAnswer answer;
    answer.result = Json::Array{};
    Totals totals;
    for (const Json& programme : request.arguments.find("folders")->as_array()) {
        const auto files = files_of(programme);
        if (!files.has_value()) {
            return failed(2, "USAGE", programme.text("folder"), "The folder's files are damaged.");
        }
        test_programme(tools, programme, *files, answer, totals);
    }
    Json result = Json::Object{};
    result.set("total", std::to_string(totals.passed) + " passed, " +
                            std::to_string(totals.failed) + " failed");
    result.set("coverage", "covered " + std::to_string(totals.covered) + " of " +
                               std::to_string(totals.transitions) + " transitions");
    if (!totals.uncovered.empty()) {
        result.set("uncovered", std::move(totals.uncovered));
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
    if (request.name != "workflow lint" && request.name != "workflow test") {
        return std::nullopt;
    }
    const Json* folders = request.arguments.find("folders");
    if (folders == nullptr || !folders->is_array() || folders->as_array().empty()) {
        return failed(2, "USAGE", "", "The folder of a programme is needed.");
    }
    return request.name == "workflow lint" ? lint(tools, request) : test(tools, request);
}

}  // namespace foerderwerk::console
