// SPDX-License-Identifier: EUPL-1.2
// Goal: from a damaged file nothing is served; whoever opens or reads it is told `corrupt`.
// Method: a store of many pages is damaged in different ways, then everything is read.
#include <algorithm>
#include <fstream>
#include <functional>
#include <vector>

#include "tests/connectors/database/temporary_database.hpp"

namespace foerderwerk::database {
namespace {

constexpr std::size_t page = 4096;

class Corruption : public DatabaseTest {
protected:
    void SetUp() override {
        auto store = open();
        for (int i = 1; i <= 50; ++i) {
            store->write([i](ports::UnitOfWork& unit) {
                append_unit(unit, "c1", i);
                unit.put_part({"c1", std::to_string(i), "k", std::string(1500, 'x')});
            });
        }
    }
    void damage(const std::function<void(std::string&)>& change) {
        std::string bytes(std::filesystem::file_size(path), '\0');
        std::ifstream(path, std::ios::binary)
            .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        change(bytes);
        std::ofstream(path, std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    void read_everything() {
        SqliteReader reader(path);
        reader.read([](ports::StoreReader& rows) {
            EXPECT_EQ(whole_units(rows), 50U);
            EXPECT_EQ(rows.parts("c1").size(), 50U);
        });
    }
};

TEST_F(Corruption, IsFoundByWhoeverMeetsIt) {
    struct Line {
        const char* what;
        std::function<void(std::string&)> change;
    };
    std::string sound;
    damage([&sound](std::string& bytes) { sound = bytes; });
    ASSERT_GT(sound.size(), 30 * page);
    EXPECT_EQ(failure_of([&] { read_everything(); }), std::nullopt);
    for (const Line& line : std::vector<Line>{
             {"no database at all", [](std::string& bytes) { bytes = std::string(8192, 'x'); }},
             {"another first line", [](std::string& bytes) { bytes[3] = 'X'; }},
             {"the last half is missing",
              [](std::string& bytes) { bytes.resize(bytes.size() / 2 / page * page); }},
             {"everything after the first page is noise",
              [](std::string& bytes) {
                  for (std::size_t i = page; i < bytes.size(); ++i) {
                      bytes[i] = static_cast<char>(i * 7919 >> 3);
                  }
              }},
             {"the pages behind the schema are zero",
              [](std::string& bytes) { std::fill(bytes.begin() + 2 * page, bytes.end(), '\0'); }},
         }) {
        damage([&](std::string& bytes) {
            bytes = sound;
            line.change(bytes);
        });
        EXPECT_EQ(failure_of([&] { read_everything(); }), FailureKind::corrupt) << line.what;
        EXPECT_EQ(failure_of([&] {
                      auto store = open();
                      write_unit(*store, "c1", 51);
                      store->read([](ports::StoreReader& rows) { whole_units(rows); });
                  }),
                  FailureKind::corrupt)
            << line.what;
    }
}

TEST_F(Corruption, IsNotCopied) {
    damage([](std::string& bytes) {
        std::fill(bytes.begin() + 20 * page, bytes.begin() + 24 * page, '\0');
    });
    const std::string to = folder.file("copy.db");
    EXPECT_EQ(failure_of([&] { backup(path, to); }), FailureKind::corrupt);
    EXPECT_FALSE(std::filesystem::exists(to));
}

TEST_F(Corruption, InTheMidstOfAUnitEndsThatUnit) {
    const std::size_t leaf = std::stoul(RawDatabase(path).ask(
        "SELECT max(pageno) FROM dbstat WHERE name = 'part' AND pagetype = 'leaf'"));
    damage([leaf](std::string& bytes) { bytes.replace((leaf - 1) * page, page, page, '\0'); });
    EXPECT_EQ(failure_of([&] {
                  auto store = open();
                  store->write([](ports::UnitOfWork& unit) {
                      unit.put_note("n", "x");
                      EXPECT_EQ(unit.parts("c1").size(), 50U);
                  });
              }),
              FailureKind::corrupt);
    EXPECT_EQ(RawDatabase(path).ask("SELECT count(*) FROM note WHERE name = 'n'"), "0");
}

}  // namespace
}  // namespace foerderwerk::database
