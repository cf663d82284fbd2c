// SPDX-License-Identifier: EUPL-1.2
// Goal: each rule finds what it is there for, says so at the right place, and finds nothing else.
// Method: samples/sound.txt is a small project without fault. Every other sample is laid over it,
// breaks exactly one rule, and names in its head the rule, the place and words of the message.
#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {
namespace {

std::filesystem::path samples_folder() {
    return std::filesystem::path(FOERDERWERK_SOURCE_DIR) / "tests/architecture/samples";
}

Sample sample_named(const std::string& name) {
    return read_sample(read_file(samples_folder() / (name + ".txt")));
}

std::vector<std::string> bad_samples() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(samples_folder())) {
        if (entry.path().stem() != "sound")
            names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string listed(const Offences& offences) {
    std::string text;
    for (const Offence& offence : offences)
        text += to_text(offence) + "\n";
    return text;
}

class BadSample : public testing::TestWithParam<std::string> {};

TEST_P(BadSample, BreaksItsRuleAndNoOther) {
    const Sample sample = sample_named(GetParam());
    const Offences offences = find_offences(laid_over(sample_named("sound").tree, sample));
    ASSERT_EQ(offences.size(), 1U) << listed(offences);
    const Offence& offence = offences.front();
    EXPECT_EQ(offence.rule, sample.head.at("rule"));
    const std::string line = offence.line == 0 ? "" : ":" + std::to_string(offence.line);
    EXPECT_EQ(offence.path + line, sample.head.at("place"));
    EXPECT_NE(offence.message.find(sample.head.at("message")), std::string::npos)
        << offence.message;
}

INSTANTIATE_TEST_SUITE_P(Architecture, BadSample, testing::ValuesIn(bad_samples()),
                         [](const auto& sample) { return sample.param; });

TEST(Samples, SoundProjectHasNoOffence) {
    const Offences offences = find_offences(sample_named("sound").tree);
    EXPECT_TRUE(offences.empty()) << listed(offences);
}

TEST(Samples, EveryRuleHasOne) {
    std::set<std::string> shown = {"length"};  // no sample of 400 lines: see LimitsOfLengthAreExact
    for (const std::string& name : bad_samples())
        shown.insert(sample_named(name).head.at("rule"));
    for (const Rule& rule : all_rules()) {
        EXPECT_TRUE(shown.contains(std::string(rule.name))) << "no bad sample for " << rule.name;
    }
}

Offences offences_of_length(const std::string& path, std::size_t lines, std::size_t columns) {
    Tree tree = sample_named("sound").tree;
    std::string& text = tree.files[path];
    for (std::size_t i = split_lines(text).size(); i + 1 < lines; ++i)
        text += "\n";
    text += "//ü" + std::string(columns - 3, 'x') + "\n";  // an umlaut: two bytes, one column
    return find_offences(tree);
}

struct Limit {
    const char* path;
    std::size_t lines;
    std::size_t columns;
    const char* broken;  ///< the rule, or null
};

TEST(Rules, LimitsOfLengthAreExact) {
    for (const Limit& row : {
             Limit{"engine/types/money.cpp", 400, 100, nullptr},
             Limit{"engine/types/money.cpp", 401, 100, "length"},
             Limit{"engine/types/money.cpp", 400, 101, "width"},
             Limit{"engine/types/money.hpp", 200, 100, nullptr},
             Limit{"engine/types/money.hpp", 201, 100, "length"},
         }) {
        const Offences offences = offences_of_length(row.path, row.lines, row.columns);
        ASSERT_EQ(offences.size(), row.broken == nullptr ? 0U : 1U) << listed(offences);
        if (row.broken != nullptr) {
            EXPECT_EQ(offences.front().rule, row.broken);
        }
    }
}

struct Blanked {
    const char* code;
    const char* word;
    bool seen;
};

TEST(SourceText, WordsInCommentsAndLiteralsAreNoCode) {
    for (const Blanked& row : {
             Blanked{"double x;", "double", true},
             Blanked{"// double", "double", false},
             Blanked{"/* a\n double */ int x;", "double", false},
             Blanked{"f(\"double\");", "double", false},
             Blanked{"f(\"\\\"\", double(1));", "double", true},
             Blanked{"f(R\"x(double)\" )x\");", "double", false},
             Blanked{"f(R\"(a)\", double(1));", "double", true},
             Blanked{"char c = '\"'; double x;", "double", true},
             Blanked{"int n = 1'000; double x; int m = 2'0;", "double", true},
             Blanked{"int doubled;", "double", false},
             Blanked{"std::random_device d;", "random_device", true},
         }) {
        const std::string code = without_comments("a.cpp", row.code);
        EXPECT_EQ(has_word(code, row.word), row.seen) << row.code;
        EXPECT_EQ(split_lines(code).size(), split_lines(row.code).size()) << row.code;
    }
}

}  // namespace
}  // namespace foerderwerk::architecture
