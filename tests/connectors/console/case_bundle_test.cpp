// SPDX-License-Identifier: EUPL-1.2
// Goal: an exported case replays identically on a machine without our keys, and no byte of the
// bundle can be changed unnoticed. Method: one real bundle; then each kind of member altered,
// left out and added, and single bytes all over the file flipped.
#include "connectors/console/case_bundle.hpp"

#include <gtest/gtest.h>

#include "engine/types/digest.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

using console::BundleVerdict;
using console::verify_case_bundle;

class CaseBundle : public testing::Test {
protected:
    CaseBundle() {
        const std::string id = rig.new_case();
        for (const auto& [event, person] :
             {std::pair{"votum.positiv", "sb-1"}, std::pair{"zeichnen", "sb-1"},
              std::pair{"zeichnen", "zz-1"}}) {
            rig.run("case act", Json::Object{{"case", id}, {"event", event}, {"reason", "geprüft"}},
                    person);
        }
        auto written = console::write_case_bundle(*rig.house, id);
        bundle = written.value_or("");
    }

    std::string altered(const std::string& from, const std::string& to) const {
        std::string copy = bundle;
        const std::size_t at = copy.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return at == std::string::npos ? copy : copy.replace(at, from.size(), to);
    }

    HouseOnSqlite rig;
    std::string bundle;
};

TEST_F(CaseBundle, replaysIdenticallyWithoutOurKeys) {
    const BundleVerdict verdict = verify_case_bundle(rig.offline(), bundle, "");
    EXPECT_TRUE(verdict.identical()) << codes(verdict.reasons);
    EXPECT_EQ(verdict.steps.size(), 4u);
    EXPECT_NE(bundle.find("Erika Beispiel"), std::string::npos);
    EXPECT_TRUE(verify_case_bundle(rig.offline(), bundle, verdict.vkey).identical());
    const auto answer = console::run_offline(
        rig.offline(), {.name = "case replay",
                        .arguments = Json::Object{{"bundle", to_base64(bundle)}},
                        .person = {}});
    EXPECT_EQ(answer.exit, 0) << codes(answer.reasons);
    EXPECT_EQ(answer.result.text("replay"), "identical");
}

TEST_F(CaseBundle, namesThePlaceOfEachChange) {
    struct Row {
        const char* what;
        std::string from;
        std::string to;
        std::string place;
    };
    const std::vector<Row> rows = {
        {"a personal value", "Erika", "Erich", "record 1, part p1."},
        {"a record", "votum.positiv", "votum.negativ", "record 2"},
        {"an entry's actor", R"(\"actor\":\"zz-1\")", R"(\"actor\":\"zz-2\")", "record 4"},
        {"a definition's file", "\"rules.dmn\":\"", "\"rules.dmn\":\"AAAA", "definition "},
        {"the case", R"("case":")", R"("case":"0)", "record 1"},
        {"a proof", "tlog-proof@v1", "tlog-proof@v2", "record 1"},
        {"a member nobody holds", R"({"case")", R"({"a":1,"case")", "bundle"},
        {"a blank", R"({"case")", R"({ "case")", "bundle"},
    };
    for (const Row& row : rows) {
        const BundleVerdict verdict =
            verify_case_bundle(rig.offline(), altered(row.from, row.to), "");
        EXPECT_FALSE(verdict.identical()) << row.what;
        EXPECT_NE(codes(verdict.reasons).find("@" + row.place), std::string::npos)
            << row.what << ": " << codes(verdict.reasons);
    }
}

TEST_F(CaseBundle, everyByteIsHeld) {
    // Every byte would take minutes; a step that is coprime to the structure visits all members.
    for (std::size_t at = 0; at < bundle.size(); at += bundle.size() / 60 + 1) {
        std::string copy = bundle;
        copy[at] = copy[at] == 'A' ? 'B' : 'A';
        const BundleVerdict verdict = verify_case_bundle(rig.offline(), copy, "");
        EXPECT_FALSE(verdict.identical()) << "byte " << at;
    }
}

TEST_F(CaseBundle, anotherLogsKeyIsRefused) {
    HouseOnSqlite other;
    const auto foreign = console::write_case_bundle(*other.house, other.new_case());
    const BundleVerdict theirs = verify_case_bundle(rig.offline(), *foreign, "");
    ASSERT_TRUE(theirs.identical()) << codes(theirs.reasons);
    const BundleVerdict verdict = verify_case_bundle(rig.offline(), bundle, theirs.vkey);
    EXPECT_EQ(verdict.reasons.front().code, "BUNDLE_KEY");
}

TEST_F(CaseBundle, junkIsRefused) {
    for (const std::string& junk : {std::string(), std::string("{}"), std::string("{}\n"),
                                    std::string(300, '['), std::string("\xFF\xFE\n")}) {
        const BundleVerdict verdict = verify_case_bundle(rig.offline(), junk, "");
        EXPECT_FALSE(verdict.identical());
        EXPECT_EQ(verdict.reasons.front().code, "BUNDLE_FORM");
    }
}

}  // namespace
}  // namespace foerderwerk::tests
