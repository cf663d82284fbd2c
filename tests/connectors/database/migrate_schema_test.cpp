// SPDX-License-Identifier: EUPL-1.2
// Goal: a store brings its own database to the newest schema, and touches no other one.
// Method: databases made from the side: empty, newer, another program's, altered.
#include "connectors/database/migrate_schema.hpp"

#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

using MigrateSchema = DatabaseTest;

constexpr auto misconfigured = std::optional(FailureKind::misconfigured);

TEST_F(MigrateSchema, FromEmptyToNewest) {
    ASSERT_GE(newest_schema(), 1);
    { auto store = open(); }
    const SchemaVersions versions = schema_versions(path);
    EXPECT_EQ(versions.present, newest_schema());
    EXPECT_EQ(versions.newest, newest_schema());
    EXPECT_EQ(RawDatabase(path).ask("PRAGMA integrity_check"), "ok");
    SqliteReader reader(path);
    reader.read([](ports::StoreReader& rows) { EXPECT_EQ(rows.log_size(), 0U); });
}

TEST_F(MigrateSchema, AgainChangesNothing) {
    std::uint64_t seq = 1;
    {
        auto store = open();
        seq = write_unit(*store, "c1", 1);
    }
    const std::string version = RawDatabase(path).ask("PRAGMA schema_version");
    auto store = open();
    EXPECT_EQ(seq, 0U);
    EXPECT_EQ(whole_units(*store), 1U);
    EXPECT_EQ(RawDatabase(path).ask("PRAGMA schema_version"), version);
}

TEST_F(MigrateSchema, RefusesANewerSchema) {
    { auto store = open(); }
    const std::string newer = std::to_string(newest_schema() + 1);
    RawDatabase(path).run("PRAGMA user_version = " + newer);
    EXPECT_EQ(failure_of([&] { open(); }), misconfigured);
    EXPECT_EQ(failure_of([&] { SqliteReader reader(path); }), misconfigured);
    EXPECT_EQ(schema_versions(path).present, newest_schema() + 1) << "it can still be asked";
    try {
        open();
    } catch (const OperatingError& error) {
        EXPECT_NE(std::string(error.what()).find("version " + newer), std::string::npos);
    }
}

/// Puts the database back to its first version, as an older program left it.
void make_older(const std::string& path) {
    RawDatabase(path).run("DROP INDEX case_parked");
    RawDatabase(path).run("DROP INDEX outbox_refused");
    RawDatabase(path).run("PRAGMA user_version = 1");
}

TEST_F(MigrateSchema, AnOlderSchemaIsRefusedWhereNobodyAskedToMigrate) {
    StoreSettings serving = settings();
    serving.migrate = false;
    { const SqliteStore made_at_the_first_start(serving); }
    make_older(path);
    try {
        const SqliteStore store(serving);
        ADD_FAILURE() << "it was migrated silently";
    } catch (const OperatingError& error) {
        EXPECT_EQ(error.kind(), FailureKind::misconfigured);
        EXPECT_NE(std::string(error.what()).find("foerderwerk db migrate"), std::string::npos);
    }
    EXPECT_EQ(schema_versions(path).present, 1) << "nothing was changed";
}

TEST_F(MigrateSchema, AnOlderDatabaseIsCopiedFirstAndKeepsItsRows) {
    {
        auto store = open();
        write_unit(*store, "c1", 1);
    }
    make_older(path);
    StoreSettings copying = settings();
    copying.copy_before = folder.file("before.db");
    {
        SqliteStore store(copying);
        EXPECT_EQ(whole_units(store), 1U);
    }
    EXPECT_EQ(schema_versions(path).present, newest_schema());
    EXPECT_EQ(schema_versions(copying.copy_before).present, 1);
    EXPECT_EQ(RawDatabase(copying.copy_before).ask("SELECT count(*) FROM record"), "1");
    make_older(path);
    EXPECT_EQ(failure_of([&] { SqliteStore store(copying); }), FailureKind::permanent)
        << "a copy is never overwritten";
    EXPECT_EQ(schema_versions(path).present, 1);
}

TEST_F(MigrateSchema, AReaderRefusesADatabaseThatIsNotMigrated) {
    RawDatabase(path).run("VACUUM");  // an empty database
    EXPECT_EQ(failure_of([&] { SqliteReader reader(path); }), misconfigured);
}

TEST_F(MigrateSchema, LeavesTheDatabaseOfAnotherProgramAlone) {
    for (const char* version : {"0", "1", "-1"}) {
        std::filesystem::remove(path);
        RawDatabase(path).run(std::string("CREATE TABLE theirs (x); PRAGMA user_version = ") +
                              version);
        EXPECT_EQ(failure_of([&] { open(); }), misconfigured) << version;
        EXPECT_EQ(failure_of([&] { SqliteReader reader(path); }), misconfigured) << version;
        EXPECT_EQ(RawDatabase(path).ask("SELECT count(*) FROM sqlite_schema"), "1");
    }
}

TEST_F(MigrateSchema, FailsWholeWhenAStatementFails) {
    Connection connection(path, Connection::Mode::read_write);
    connection.execute("CREATE TEMP TABLE blocker (x)");
    connection.execute("PRAGMA max_page_count = 4");  // too small for the tables
    EXPECT_EQ(failure_of([&] { migrate_schema(connection); }), FailureKind::transient);
    EXPECT_EQ(present_schema(connection), 0);
    connection.execute("PRAGMA max_page_count = 1000");
    migrate_schema(connection);
    EXPECT_EQ(present_schema(connection), newest_schema());
}

TEST_F(MigrateSchema, ReaderConnectionsOfTheStoreSeeTheNewSchema) {
    auto store = open();
    store->read([](ports::StoreReader& rows) { EXPECT_FALSE(rows.find_case("c1").has_value()); });
    write_unit(*store, "c1", 1);
    EXPECT_EQ(whole_units(*store), 1U);
}

struct Wrong {
    const char* what;
    StoreSettings settings;
};

TEST_F(MigrateSchema, WrongSettingsAreRefused) {
    StoreSettings no_path = settings();
    no_path.path.clear();
    StoreSettings no_batch = settings();
    no_batch.batch_max = 0;
    StoreSettings no_checkpoint = settings();
    no_checkpoint.checkpoint_pages = 0;
    StoreSettings no_folder = settings();
    no_folder.path = folder.file("missing/store.db");
    StoreSettings a_folder = settings();
    a_folder.path = folder.file("");
    for (const Wrong& wrong :
         {Wrong{"path", no_path}, Wrong{"batch", no_batch}, Wrong{"checkpoint", no_checkpoint},
          Wrong{"folder is missing", no_folder}, Wrong{"path is a folder", a_folder}}) {
        EXPECT_EQ(failure_of([&] { SqliteStore store(wrong.settings); }), misconfigured)
            << wrong.what;
    }
    EXPECT_EQ(failure_of([&] { SqliteReader reader(path); }), misconfigured) << "no such file";
    EXPECT_FALSE(std::filesystem::exists(path)) << "a reader creates nothing";
}

}  // namespace
}  // namespace foerderwerk::database
