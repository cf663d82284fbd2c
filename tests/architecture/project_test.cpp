// SPDX-License-Identifier: EUPL-1.2
// Goal: the project keeps its own rules: arrows, words, sizes, names, documents.
// Method: each rule of rules.hpp reads the working copy; an offence is printed with file and line.
#include <gtest/gtest.h>

#include "tests/architecture/rules.hpp"

namespace foerderwerk::architecture {
namespace {

const Tree& project() {
    static const Tree tree = read_project(FOERDERWERK_SOURCE_DIR);
    return tree;
}

class ProjectRule : public testing::TestWithParam<std::string_view> {};

TEST_P(ProjectRule, Holds) {
    static const Offences offences = find_offences(project());
    for (const Offence& offence : offences) {
        if (offence.rule == GetParam())
            ADD_FAILURE() << to_text(offence);
    }
}

std::vector<std::string_view> rule_names() {
    std::vector<std::string_view> names;
    for (const Rule& rule : all_rules())
        names.push_back(rule.name);
    names.emplace_back("ratchet");
    return names;
}

INSTANTIATE_TEST_SUITE_P(Architecture, ProjectRule, testing::ValuesIn(rule_names()),
                         [](const auto& rule) { return std::string(rule.param); });

TEST(Project, IsReadAtAll) {
    EXPECT_TRUE(project().has_file("CMakeLists.txt"));
    EXPECT_TRUE(project().has_folder("engine/types"));
    EXPECT_FALSE(project().has_folder("build"));
}

}  // namespace
}  // namespace foerderwerk::architecture
