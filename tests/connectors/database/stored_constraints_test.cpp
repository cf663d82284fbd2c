// SPDX-License-Identifier: EUPL-1.2
// Goal: what is append-only stays so for every program that opens the file, not only for ours.
// Method: raw SQL from a connection of its own, a table of what must be refused.
#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

class StoredConstraints : public DatabaseTest {
protected:
    void SetUp() override {
        auto store = open();
        store->write([](ports::UnitOfWork& unit) {
            append_unit(unit, "c1", 1);
            append_unit(unit, "c1", 2);
            unit.append_posting({"c1", 1, 0, "line", "reserve", 5, -1});
            unit.put_approval({"c1", 1, "votum", "anna", {}, "digest"});
            unit.put_line({"line", 10, 5, 0, 0});
            unit.put_outbox({"c1-1-0", "c1", 1, "portal", "x", "{}", "open", 0, 0, "", ""});
        });
    }
};

TEST_F(StoredConstraints, RefuseEveryEdit) {
    RawDatabase raw(path);
    struct Line {
        const char* sql;
        const char* message;
    };
    const std::string k = "zeroblob(32)";
    for (const Line& line : {
             Line{"UPDATE record SET bytes = 'x'", "append-only"},
             Line{"UPDATE record SET seq = 9 WHERE seq = 1", "append-only"},
             Line{"DELETE FROM record WHERE seq = 1", "append-only"},
             Line{"DELETE FROM record", "append-only"},
             Line{"REPLACE INTO record VALUES (1, 'c1', 2, 'x', zeroblob(32))", "without gaps"},
             Line{"REPLACE INTO record VALUES (2, 'c1', 2, 'x', zeroblob(32))", "each number"},
             Line{"INSERT INTO record VALUES (5, 'c1', 3, 'x', zeroblob(32))", "without gaps"},
             Line{"INSERT INTO record VALUES (NULL, 'c1', 3, 'x', zeroblob(32))", "without gaps"},
             Line{"INSERT INTO record VALUES (2, 'c1', 3, 'x', zeroblob(31))", "CHECK"},
             Line{"UPDATE entry SET leaf = zeroblob(32)", "append-only"},
             Line{"DELETE FROM entry WHERE seq = 0", "append-only"},
             Line{"REPLACE INTO entry VALUES (0, 'x', zeroblob(32))", "without gaps"},
             Line{"INSERT INTO entry VALUES (3, 'x', zeroblob(32))", "without gaps"},
             Line{"INSERT INTO entry VALUES (2, 'x', zeroblob(33))", "CHECK"},
             Line{"UPDATE posting SET amount = 1", "counter-entries"},
             Line{"DELETE FROM posting", "counter-entries"},
             Line{"REPLACE INTO posting VALUES ('c1', 1, 0, 'line', 'k', 1, -1)",
                  "counter-entries"},
             Line{"UPDATE approval SET person = 'bert'", "never edited"},
             Line{"DELETE FROM approval", "never edited"},
             Line{"REPLACE INTO approval VALUES ('c1', 1, 'votum', 'bert', char(10), 'd', '')",
                  "never edited"},
             Line{"INSERT INTO approval VALUES ('c1', 2, 'zeichnen', 'anna', "
                  "char(10) || 'votum' || char(10), 'd', '')",
                  "four-eyes"},
             Line{"INSERT INTO approval VALUES ('c1', 2, 'zeichnen', 'bert', "
                  "char(10) || 'votum' || char(10), 'd', 'anna')",
                  "four-eyes"},
             Line{
                 "INSERT INTO outbox VALUES ('c1-2-0', 'c1', 2, 'payout', 'zahlung', '{}', 'open', "
                 "0, 0, '', '')",
                 "two persons"},
             Line{"UPDATE outbox SET processor = 'payout'", "fixed"},
             Line{"UPDATE outbox SET effect_json = '{}'", "fixed"},
             Line{"INSERT INTO approval VALUES ('c1', 2, 'zeichnen', 'anna', 'votum', 'd', '')",
                  "CHECK"},
             Line{"UPDATE line SET paid = -1", "CHECK"},
         }) {
        const std::string message = raw.run(line.sql);
        EXPECT_NE(message.find(line.message), std::string::npos) << line.sql << ": " << message;
    }
    EXPECT_EQ(raw.run("INSERT INTO approval VALUES ('c1', 2, 'zeichnen', 'bert', "
                      "char(10) || 'votum' || char(10), 'd', '')"),
              "");
    EXPECT_EQ(raw.ask("SELECT group_concat(bytes) || count(*) FROM record"), "record,record2");
    EXPECT_EQ(raw.ask("SELECT amount FROM posting"), "5");
    EXPECT_EQ(raw.ask("SELECT paid FROM line"), "0");
}

}  // namespace
}  // namespace foerderwerk::database
