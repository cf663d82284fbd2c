// SPDX-License-Identifier: EUPL-1.2
// Goal: whoever alters one value of the database, or one byte of the published log, is found, and
// the finding names the place. Method: a house that has lived through three cases; for every
// column of every table a copy of the file with one flipped bit, the triggers dropped, is checked
// like `db check`, `log verify` and `case replay` do.
#include <gtest/gtest.h>

#include "engine/operations/check_store.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/types/failure.hpp"
#include "tests/replay/altered_rows.hpp"
#include "tests/replay/lived_house.hpp"

namespace foerderwerk::testhouse {
namespace {

namespace fs = std::filesystem;

/// Everything the three checks say about a database file and its published log.
Reasons findings(LivedHouse& house, const fs::path& database, const fs::path& log) {
    Reasons found;
    const auto add = [&found](const Reasons& more) {
        found.insert(found.end(), more.begin(), more.end());
    };
    database::SqliteReader reader(database.string());
    reader.read([&](ports::StoreReader& store) {
        add(operations::check_store(store, house.casework()).reasons);
        database::LogFolder files(log);
        add(operations::verify_log(store, files, house.log_key()));
        for (const ports::CaseRow& row : store.list_cases({.programme = {},
                                         .state = {},
                                         .role = {},
                                         .open_only = false,
                                         .most = 100,
                                         .after_case = {}})) {
            const auto replay = operations::replay_case(store, house.casework(), row.case_id);
            add(replay.reasons);
            for (const cases::ReplayedStep& step : replay.steps) {
                if (step.verdict != cases::ReplayedStep::Verdict::identical) {
                    found.push_back(
                        {"REPLAY",
                         "case " + row.case_id + ", record " + std::to_string(step.number),
                         step.detail});
                }
            }
        }
    });
    return found;
}

class Tamper : public testing::Test {
protected:
    Tamper()
        : house(folder.path() / "house.db"),
          original(folder.path() / "original.db"),
          log(folder.path() / "log") {
        house.live();
        database::LogFolder files(log);
        house.publish(files);
        database::backup((folder.path() / "house.db").string(), original.string());
    }

    TemporaryFolder folder;
    LivedHouse house;
    fs::path original;
    fs::path log;
};

std::string all_of(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += "\n  " + reason.code + " " + reason.place + ": " + reason.text;
    }
    return text;
}

TEST_F(Tamper, a_sound_house_has_no_findings) {
    EXPECT_EQ(all_of(findings(house, original, log)), "");
}

TEST_F(Tamper, every_altered_value_is_found_and_its_place_is_named) {
    const std::vector<Alteration> alterations = alterations_of(original);
    std::map<std::string, int> altered;
    for (const Alteration& alteration : alterations) {
        SCOPED_TRACE(alteration.name);
        const fs::path copy = folder.path() / "copy.db";
        fs::copy_file(original, copy, fs::copy_options::overwrite_existing);
        if (!alter(copy, alteration)) {
            continue;  // the schema does not let the value stand
        }
        ++altered[alteration.table + "." + alteration.column];
        try {
            const Reasons found = findings(house, copy, log);
            ASSERT_FALSE(found.empty()) << "nobody noticed";
            EXPECT_FALSE(found.front().place.empty()) << all_of(found);
        } catch (const std::exception& error) {
            ADD_FAILURE() << "the check broke off: " << error.what();
        }
    }
    for (const Alteration& alteration : alterations) {
        EXPECT_GT(altered[alteration.table + "." + alteration.column], 0)
            << alteration.table << "." << alteration.column << " was never altered";
    }
    EXPECT_GT(altered.size(), 70u);
}

TEST_F(Tamper, every_row_that_nobody_recorded_is_found_and_its_place_is_named) {
    std::map<std::string, bool> planted;
    for (const Stranger& stranger : strangers()) {
        SCOPED_TRACE(stranger.sql);
        const fs::path copy = folder.path() / "copy.db";
        fs::copy_file(original, copy, fs::copy_options::overwrite_existing);
        plant(copy, stranger);
        planted[stranger.table] = true;
        const Reasons found = findings(house, copy, log);
        ASSERT_FALSE(found.empty()) << "nobody noticed";
        EXPECT_FALSE(found.front().place.empty()) << all_of(found);
    }
    for (const Alteration& alteration : alterations_of(original)) {
        EXPECT_TRUE(planted[alteration.table]) << alteration.table;
    }
}

TEST_F(Tamper, what_was_kept_of_a_message_cannot_go_missing) {
    for (const std::string kind : {"received", "canonical", "report"}) {
        SCOPED_TRACE(kind);
        const fs::path copy = folder.path() / "copy.db";
        fs::copy_file(original, copy, fs::copy_options::overwrite_existing);
        const std::string sql =
            "DELETE FROM document WHERE digest = (SELECT digest FROM document WHERE kind = '" +
            kind + "' LIMIT 1)";
        plant(copy, {.table = "document", .sql = sql.c_str()});
        const Reasons found = findings(house, copy, log);
        ASSERT_FALSE(found.empty()) << "nobody noticed";
        EXPECT_EQ(found.front().code, "DOCUMENT") << all_of(found);
    }
}

TEST_F(Tamper, every_table_has_rows) {
    std::map<std::string, bool> tables;
    for (const Alteration& alteration : alterations_of(original)) {
        tables[alteration.table] = true;
    }
    for (const char* table : {"record", "entry", "case_row", "task", "timer", "part", "subject_key",
                              "document", "inbox", "outbox", "posting", "line", "register_row",
                              "approval", "definition", "batch", "note"}) {
        EXPECT_TRUE(tables.contains(table)) << table;
    }
}

TEST_F(Tamper, every_byte_of_the_published_log_counts) {
    database::SqliteReader reader(original.string());
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(log)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        ++files;
        const std::string name = fs::relative(entry.path(), log).string();
        const std::string bytes = read_bytes(entry.path());
        const std::size_t stride = name == "checkpoint" ? 1 : 1 + bytes.size() / 61;
        for (std::size_t at = 0; at < bytes.size(); at += stride) {
            std::string bent = bytes;
            bent[at] = static_cast<char>(bent[at] ^ 1);
            write_bytes(entry.path(), bent);
            reader.read([&](ports::StoreReader& store) {
                database::LogFolder folder_of_log(log);
                const Reasons found = operations::verify_log(store, folder_of_log, house.log_key());
                ASSERT_FALSE(found.empty()) << name << ", byte " << at;
                EXPECT_EQ(found.front().place, name) << all_of(found);
            });
        }
        write_bytes(entry.path(), bytes);
    }
    EXPECT_GE(files, 3u) << "checkpoint, tile, entries";
    EXPECT_EQ(all_of(findings(house, original, log)), "");
}

TEST_F(Tamper, a_missing_file_of_the_log_is_named) {
    for (const char* name : {"tile/0", "tile/entries"}) {
        const fs::path whole = log / name;
        fs::rename(whole, folder.path() / "away");
        const Reasons found = findings(house, original, log);
        ASSERT_FALSE(found.empty()) << name;
        EXPECT_EQ(found.front().code, "LOG_TILE");
        fs::rename(folder.path() / "away", whole);
    }
}

TEST_F(Tamper, a_database_put_back_to_an_earlier_copy_is_named_and_publishes_nothing) {
    const std::string newer_case = house.apply(1);
    ASSERT_FALSE(newer_case.empty());
    database::LogFolder files(log);
    house.publish(files);
    const std::string newer = read_bytes(log / "checkpoint");

    database::SqliteStore earlier({.path = original.string()});
    earlier.read([&](ports::StoreReader& store) {
        const Reasons found = operations::verify_checkpoint(store, files, house.log_key());
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].code, "LOG_CHECKPOINT");
        EXPECT_EQ(found[0].place, "checkpoint");
        EXPECT_NE(found[0].text.find("zurückgesetzt"), std::string::npos);
    });
    EXPECT_THROW((void)operations::publish_log(earlier, files, house.log_key()), OperatingError);
    EXPECT_EQ(read_bytes(log / "checkpoint"), newer) << "no checkpoint takes back another one";
}

TEST_F(Tamper, a_later_publication_verifies_and_proves_each_entry) {
    (void)house.apply(1);
    database::LogFolder files(log);
    const std::uint64_t size = house.publish(files);
    EXPECT_EQ(house.publish(files), size) << "nothing new, nothing written";
    house.casework().store.read([&](ports::StoreReader& store) {
        EXPECT_EQ(all_of(operations::verify_log(store, files, house.log_key())), "");
        EXPECT_TRUE(operations::prove_entry(store, files, house.log_key(), 0).has_value());
        EXPECT_TRUE(operations::prove_entry(store, files, house.log_key(), size - 1).has_value());
        EXPECT_FALSE(operations::prove_entry(store, files, house.log_key(), size).has_value());
    });
}

}  // namespace
}  // namespace foerderwerk::testhouse
