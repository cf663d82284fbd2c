// SPDX-License-Identifier: EUPL-1.2
// Goal: every scenario file of every programme we ship passes, on a store of its own and a
// virtual clock, and every case in it replays identically. Method: one test a file, found by
// listing workflows/*/scenarios.
#include <algorithm>
#include <filesystem>
#include <fstream>
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

TEST_P(ScenarioFile, passes) {
    const signature::OpenSslSealing sealing(signature::MasterKey(std::string(32, 'm')));
    const xml::XmlDefinitionLoader loader(
        [&sealing](std::string_view bytes) { return sealing.sha256(bytes); });
    const feel_services::HostServices services;
    const auto make_world = [&] {
        return console::ScenarioWorld{.store = std::make_unique<database::SqliteStore>(
                                          database::StoreSettings{.path = ":memory:"}),
                                      .sealing = &sealing,
                                      .loader = &loader,
                                      .services = &services};
    };
    const fs::path programme = GetParam().parent_path().parent_path();
    const console::ScenarioResult result =
        console::run_scenario(read(GetParam()), programme_files(programme), make_world);
    EXPECT_GT(result.steps, 0u);
    EXPECT_GT(result.expectations, 0u);
    for (const console::ScenarioFailure& failure : result.failures) {
        ADD_FAILURE() << GetParam().filename().string() << ":" << failure.line << ": "
                      << failure.what << "\n  expected " << failure.expected << "\n  actual   "
                      << failure.actual;
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
