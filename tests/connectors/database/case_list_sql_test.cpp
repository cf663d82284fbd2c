// SPDX-License-Identifier: EUPL-1.2
// Goal: listing cases costs as much as the page it shows, not as much as the whole store.
// Method: SQLite's own query plans, for filters as the desk and the console use them.
#include "connectors/database/case_list_sql.hpp"

#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using CaseListSql = DatabaseTest;

struct Line {
    const char* what = "";
    ports::CaseFilter filter;
    const char* index = "";  ///< which the plan must use
};

TEST_F(CaseListSql, UsesAnIndexForEveryFilter) {
    { auto store = open(); }
    RawDatabase raw(path);
    for (const Line& line : {
             Line{"all", {"", "", "", false, 50, ""}, "USING COVERING INDEX case_received"},
             Line{"next page", {"", "", "", false, 50, "c1"}, "case_received (received<?)"},
             Line{"programme", {"p", "", "", false, 50, ""}, "case_programme (programme=?"},
             Line{"open ones", {"p", "", "", true, 50, ""}, "case_open (programme=?"},
             Line{"open, next page",
                  {"p", "s", "", true, 50, "c1"},
                  "case_open (programme=? AND received<?)"},
             Line{"role", {"", "", "r", false, 50, ""}, "task_role (role=?)"},
             Line{"parked ones",
                  {"", "", "", false, 50, "", true},
                  "SCAN c USING INDEX case_parked"},
             Line{"undelivered",
                  {"", "", "", false, 50, "", false, true},
                  "SCAN outbox USING INDEX outbox_refused"},
             Line{"role, open ones", {"p", "", "r", true, 50, "c1"}, "task_role (role=?)"},
         }) {
        const std::string plan = raw.plan(std::string(case_list_sql(line.filter)));
        EXPECT_NE(plan.find(line.index), std::string::npos) << line.what << ":\n" << plan;
        // Wide rows are read one by one, by their key, and only those of the page are sorted.
        EXPECT_NE(plan.find("SEARCH r USING INDEX"), std::string::npos) << line.what << plan;
        EXPECT_EQ(plan.find("SCAN c\n"), std::string::npos) << line.what << ":\n" << plan;
    }
}

TEST_F(CaseListSql, ARoleBeginsWithItsTasks) {
    { auto store = open(); }
    RawDatabase raw(path);
    const std::string plan = raw.plan(std::string(case_list_sql({"", "", "r", true, 50, ""})));
    EXPECT_LT(plan.find("SEARCH task"), plan.find("SEARCH c ")) << plan;
    EXPECT_EQ(plan.find("SCAN c"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("DISTINCT"), std::string::npos) << "the index gives each case once" << plan;
}

TEST(CaseListText, IsOneTextForOneCombination) {
    const ports::CaseFilter one{"p", "", "", false, 50, ""};
    const ports::CaseFilter other{"q", "", "", false, 10, ""};
    EXPECT_EQ(case_list_sql(one).data(), case_list_sql(other).data());
    EXPECT_NE(case_list_sql(one), case_list_sql({}));
}

}  // namespace
}  // namespace foerderwerk::database
