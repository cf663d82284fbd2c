// SPDX-License-Identifier: EUPL-1.2
// Goal: an author's commands that need the daemon's store work from the command line: a case is
// drawn where it stands, and versions are compared by the ids under which they are stored. Method:
// a running house with one case of the programme we ship.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/daemon/read_folder.hpp"
#include "engine/types/json.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

const std::string shipped = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";

class StoredVersions : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(house_.start());
        const Portal portal(house_);
        ASSERT_EQ(portal.deliver(portal.application(1)), 201);
    }
    Json run(const std::vector<std::string>& arguments) const {
        std::string output;
        EXPECT_EQ(house_.command(arguments, &output), 0) << output;
        const auto rows = parse_json(output);
        EXPECT_TRUE(rows.has_value()) << output;
        return rows.has_value() && rows->is_array() && !rows->as_array().empty()
                   ? rows->as_array().front()
                   : Json();
    }
    std::string id_of(const std::string& folder) const {
        return run({"workflow", "lint", folder, "-o", "json"}).text("definition");
    }

    RunningHouse house_;
};

TEST_F(StoredVersions, ACaseIsDrawnWhereItStands) {
    const std::string file_number = run({"case", "list", "-o", "json"}).text("file_number");
    ASSERT_FALSE(file_number.empty());
    std::string page;
    const int exit = house_.command(
        {"workflow", "diagram", shipped, "--case", file_number, "-o", "html"}, &page);
    if (page.find("graphviz") != std::string::npos) {
        GTEST_SKIP() << "the program dot (package graphviz) is missing";
    }
    EXPECT_EQ(exit, 0) << page;
    EXPECT_NE(page.find("Vorgang " + file_number), std::string::npos);
    EXPECT_NE(page.find("Eingereicht (jetzt)"), std::string::npos);
    EXPECT_EQ(page.find("DEFINITION"), std::string::npos) << "the case is of this version";
    EXPECT_EQ(house_.command({"workflow", "diagram", shipped, "--case", "no-such", "-o", "html"}),
              3);
}

TEST_F(StoredVersions, AreComparedByTheirIds) {
    const std::string id = id_of(shipped);
    const fs::path changed = house_.folder() / "changed";
    fs::copy(shipped, changed, fs::copy_options::recursive);
    std::string chart = daemon::read_file(changed / "workflow.scxml");
    chart.replace(chart.find("fw:label=\"Eingereicht\""), 22, "fw:label=\"Eingegangen\"");
    std::ofstream(changed / "workflow.scxml") << chart;
    std::string output;
    EXPECT_EQ(house_.command({"workflow", "diff", id, changed.string()}, &output), 0) << output;
    EXPECT_NE(output.find("„Eingereicht“ und ist nun „Eingegangen“"), std::string::npos) << output;
    EXPECT_EQ(house_.command({"workflow", "diff", id, id}, &output), 0) << output;
    EXPECT_NE(output.find("Es ändert sich nichts."), std::string::npos) << output;
    const std::string unknown(64, '0');
    EXPECT_EQ(house_.command({"workflow", "diff", unknown, id}, &output), 3) << output;
    EXPECT_NE(output.find(unknown), std::string::npos) << output;
}

}  // namespace
}  // namespace foerderwerk::tests
