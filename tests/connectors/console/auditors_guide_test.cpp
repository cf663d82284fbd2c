// SPDX-License-Identifier: EUPL-1.2
// Goal: an auditor without our program comes to the same verdict by the steps of the guide.
// Method: the bash blocks of docs/guides/auditors.md are run as they stand on packages of level B
// and T; then parts are altered inside the package, and some step must fail.
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/console/decision_package.hpp"
#include "connectors/console/zip_file.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "tests/connectors/console/sealed_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

std::string steps_of_the_guide() {
    std::ifstream guide(FOERDERWERK_SOURCE_DIR "/docs/guides/auditors.md");
    std::string steps = "set -eu -o pipefail\n";
    bool inside = false;
    for (std::string line; std::getline(guide, line);) {
        if (line.starts_with("```")) {
            inside = line == "```bash";
        } else if (inside) {
            steps += line + "\n";
        }
    }
    return steps;
}

class AuditorsGuide : public testing::Test {
protected:
    void SetUp() override {
        for (const char* program : {"unzip -v", "xmlsec1 --version", "openssl version"}) {
            if (!signature::test::runs(program)) {
                GTEST_SKIP() << program << " does not run here";
            }
        }
        if (!fs::exists("/usr/share/gocode/src/golang.org/x/mod/sumdb")) {
            GTEST_SKIP() << "golang-golang-x-mod-dev is missing";
        }
    }

    /// Whether all steps go through, with the keys and certificates of `house` as known ones.
    static bool holds(const SealedHouse& house, const std::string& package) {
        std::string name = (fs::temp_directory_path() / "auditor-XXXXXX").string();
        const fs::path folder = ::mkdtemp(name.data());
        std::ofstream(folder / "bescheid.zip", std::ios::binary) << package;
        std::ofstream(folder / "siegel-ca.pem") << house.keys.authority.certificate_pem;
        std::ofstream(folder / "tsa-wurzel.pem") << house.stamps.root_pem();
        std::ofstream(folder / "vkey") << house.vkey() << "\n";
        std::ofstream(folder / "steps") << steps_of_the_guide();
        const bool all = signature::test::runs("cd '" + folder.string() +
                                               "' && QUELLEN='" FOERDERWERK_SOURCE_DIR
                                               "' bash steps > said 2>&1");
        said = signature::test::file_text(folder / "said");
        fs::remove_all(folder);
        return all;
    }

    static inline std::string said;
};

TEST_F(AuditorsGuide, TheStepsAcceptWhatIsSound) {
    for (const bool stamped : {false, true}) {
        SealedHouse house(stamped);
        EXPECT_TRUE(holds(house, house.package_bytes())) << said;
        EXPECT_NE(said.find("proved "), std::string::npos) << said;
        EXPECT_EQ(said.find("Time stamp:") != std::string::npos, stamped) << said;
    }
}

TEST_F(AuditorsGuide, TheStepsRefuseWhatWasAltered) {
    SealedHouse house(true);
    const auto parts = console::read_zip(house.package_bytes());
    ASSERT_TRUE(parts.has_value());
    for (const auto& [part, from, to] :
         {std::tuple{"document.xml", "300.00", "900.00"},
          std::tuple{"content.xml", "300.00", "900.00"},
          std::tuple{"stamped.xml", "-value", "-Value"},
          std::tuple{"approvals/3/record.json", "zz-1", "zz-2"},
          std::tuple{"approvals/3/entry.json", "zz-1", "zz-2"},
          std::tuple{"approvals/2/record.key", "\n", "11\n"},
          std::tuple{"approvals/2/entry.tlog-proof", "index ", "index 1"},
          std::tuple{"log/checkpoint", "\n", " \n"},
          std::tuple{"definition.manifest", "rules.dmn", "Rules.dmn"}}) {
        console::ZipParts altered = *parts;
        std::string& content = altered[part];
        const std::size_t at = content.find(from);
        ASSERT_NE(at, std::string::npos) << part;
        content.replace(at, std::string(from).size(), to);
        EXPECT_FALSE(holds(house, console::write_zip(altered))) << part << ": the sums";
        altered["SHA256SUMS"] =
            console::sums_text(console::package_sums(altered, signature::sha256_of));
        EXPECT_FALSE(holds(house, console::write_zip(altered))) << part << "\n" << said;
    }
    const SealedHouse other(true);
    EXPECT_FALSE(holds(other, console::write_zip(*parts))) << "another authority, service and log";
}

}  // namespace
}  // namespace foerderwerk::tests
