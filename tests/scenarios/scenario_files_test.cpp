// SPDX-License-Identifier: EUPL-1.2
// Goal: every scenario file of every programme we ship passes, on a store of its own and a
// virtual clock, and every case in it replays identically. Method: one test a file, found by
// listing workflows/*/scenarios; and
// together they take every transition.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "connectors/console/scenario.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/feel_services/host_services.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"

namespace foerderwerk {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<fs::path> scenario_files() {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::recursive_directory_iterator(FOERDERWERK_SOURCE_DIR "/workflows")) {
        if (entry.path().extension() == ".yaml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

cases::Files programme_files(const fs::path& folder) {
    cases::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/")) {
            files[path] = read(entry.path());
        }
    }
    return files;
}

class ScenarioFile : public testing::TestWithParam<fs::path> {};

/// What a scenario runs with: a store of its own in memory.
struct Tools {
    signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 'm'))};
    xml::XmlDefinitionLoader loader{
        [this](std::string_view bytes) { return sealing.sha256(bytes); }};
    feel_services::HostServices services;

    [[nodiscard]] console::MakeWorld make_world() const {
        return [this] {
            return console::ScenarioWorld{.store = std::make_unique<database::SqliteStore>(
                                              database::StoreSettings{.path = ":memory:"}),
                                          .sealing = &sealing,
                                          .loader = &loader,
                                          .services = &services};
        };
    }
};

TEST_P(ScenarioFile, passes) {
    const Tools tools;
    const fs::path programme = GetParam().parent_path().parent_path();
    const console::ScenarioResult result =
        console::run_scenario(read(GetParam()), programme_files(programme), tools.make_world());
    EXPECT_GT(result.steps, 0u);
    EXPECT_GT(result.expectations, 0u);
    for (const console::ScenarioFailure& failure : result.failures) {
        ADD_FAILURE() << GetParam().filename().string() << ":" << failure.line << ": "
                      << failure.what << "\n  expected " << failure.expected << "\n  actual   "
                      << failure.actual;
    }
}

/// Every transition of the chart, as `run_scenario` names those that were taken.
std::map<std::string, std::size_t> transitions_of(const statechart::Document& chart) {
    std::map<std::string, std::size_t> lines;
    for (const statechart::State& state : chart.states) {
        for (const auto* list : {&state.event_transitions, &state.eventless_transitions}) {
            for (const statechart::TransitionIndex index : *list) {
                lines[std::to_string(index)] = chart.transitions[index].line;
            }
        }
    }
    return lines;
}

TEST(scenario_files, take_every_transition_of_their_programme) {
    std::map<fs::path, std::set<std::string>> taken;
    for (const fs::path& file : scenario_files()) {
        const fs::path programme = file.parent_path().parent_path();
        const Tools tools;
        const auto result =
            console::run_scenario(read(file), programme_files(programme), tools.make_world());
        taken[programme].insert(result.taken.begin(), result.taken.end());
    }
    for (const auto& [programme, numbers] : taken) {
        const auto definition = Tools().loader.load(programme_files(programme));
        ASSERT_TRUE(definition.has_value());
        for (const auto& [number, line] : transitions_of((*definition)->chart)) {
            EXPECT_TRUE(numbers.contains(number))
                << programme.filename() << ": no scenario takes the transition in line " << line;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(workflows, ScenarioFile, testing::ValuesIn(scenario_files()),
                         [](const auto& info) {
                             std::string name = info.param.stem().string();
                             for (char& c : name) {
                                 c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
                             }
                             return name;
                         });

}  // namespace
}  // namespace foerderwerk
