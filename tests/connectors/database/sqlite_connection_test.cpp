// SPDX-License-Identifier: EUPL-1.2
// Goal: a connection keeps its statements apart, and remembers a failure until it is forgiven.
// Method: the same text used within itself; failures of each kind.
#include "connectors/database/sqlite_connection.hpp"

#include <vector>

#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

class OpenConnection : public testing::Test {
protected:
    void SetUp() override {
        connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY CHECK (n < 10), x TEXT)");
        connection.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    }
    Connection connection{":memory:", Connection::Mode::read_write};
};

TEST_F(OpenConnection, TheSameTextMayBeInUseMoreThanOnce) {
    std::vector<std::int64_t> seen;
    Query outer = connection.query("SELECT n FROM t WHERE n >= ? ORDER BY n");
    outer.bind(std::int64_t{1});
    while (outer.next()) {
        Query inner = connection.query("SELECT n FROM t WHERE n >= ? ORDER BY n");
        inner.bind(outer.integer(0));
        while (inner.next()) {
            seen.push_back(10 * outer.integer(0) + inner.integer(0));
        }
    }
    EXPECT_EQ(seen, (std::vector<std::int64_t>{11, 12, 13, 22, 23, 33}));
}

TEST_F(OpenConnection, AStatementComesBackWithoutItsPast) {
    for (const std::int64_t n : {2, 3}) {
        Query query = connection.query("SELECT x FROM t WHERE n >= ?");
        query.bind(n);
        ASSERT_TRUE(query.next());  // and is left in the midst of its rows
        EXPECT_EQ(query.text(0), n == 2 ? "b" : "c");
    }
    Query unbound = connection.query("SELECT x FROM t WHERE n >= ?");
    EXPECT_FALSE(unbound.next());
}

TEST_F(OpenConnection, RefusesToGoOnAfterAFailure) {
    EXPECT_EQ(failure_of([&] { connection.query("INSERT INTO t VALUES (10, '')").run(); }),
              FailureKind::permanent);
    ASSERT_TRUE(connection.failure().has_value());
    const std::string first = connection.failure()->what();
    EXPECT_NE(first.find("CHECK"), std::string::npos);
    EXPECT_EQ(failure_of([&] { connection.query("INSERT INTO t VALUES (4, '')").run(); }),
              FailureKind::permanent);
    EXPECT_EQ(connection.failure()->what(), first);
    connection.forget_failure();
    connection.query("INSERT INTO t VALUES (4, '')").run();
    EXPECT_EQ(connection.single("SELECT count(*) FROM t"), "4");
}

TEST_F(OpenConnection, NamesTheFailuresOfSql) {
    for (const char* sql : {"SELECT", "SELECT * FROM missing", "INSERT INTO t VALUES (1, '')"}) {
        connection.forget_failure();
        EXPECT_EQ(failure_of([&] { connection.query(sql).run(); }), FailureKind::permanent) << sql;
        EXPECT_EQ(failure_of([&] { connection.execute(sql); }), FailureKind::permanent) << sql;
    }
    connection.forget_failure();
    EXPECT_EQ(failure_of([&] { connection.query("SELECT n FROM t").run(); }),
              FailureKind::permanent)
        << "a row where none is expected";
}

TEST(ReadOnlyConnection, WritesNothing) {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.db");
    RawDatabase(path).run("CREATE TABLE t (n); INSERT INTO t VALUES (1)");
    Connection connection(path, Connection::Mode::read_only);
    EXPECT_EQ(failure_of([&] { connection.query("INSERT INTO t VALUES (2)").run(); }),
              FailureKind::misconfigured);
    Query query = connection.query("SELECT n FROM t");
    EXPECT_TRUE(query.next()) << "a reader may go on after a failure";
}

}  // namespace
}  // namespace foerderwerk::database
