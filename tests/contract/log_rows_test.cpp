// SPDX-License-Identifier: EUPL-1.2
// Goal: the log is append-only and gap-free, its records and entries come back in order.
// Method: every store; what must not be appended is tried.
#include <gtest/gtest.h>

#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using LogRows = StoreContract;
using Seqs = std::vector<std::uint64_t>;

Seqs records_of(ports::StoreReader& store, const std::string& case_id) {
    Seqs seqs;
    store.for_each_record(case_id,
                          [&seqs](const ports::RecordRow& row) { seqs.push_back(row.seq); });
    return seqs;
}

Seqs entries_of(ports::StoreReader& store, std::uint64_t from, std::uint64_t to) {
    Seqs seqs;
    store.for_each_entry(from, to,
                         [&seqs](const ports::EntryRow& row) { seqs.push_back(row.seq); });
    return seqs;
}

TEST_P(LogRows, BeginEmpty) {
    store().read([](ports::StoreReader& store) {
        EXPECT_EQ(store.log_size(), 0U);
        EXPECT_EQ(store.log_frontier(), "");
        EXPECT_EQ(records_of(store, ""), Seqs{});
        EXPECT_EQ(entries_of(store, 0, 10), Seqs{});
    });
}

TEST_P(LogRows, ComeBackInOrder) {
    write([](ports::UnitOfWork& unit) {
        EXPECT_EQ(append(unit, "b", 1), 0U);
        EXPECT_EQ(append(unit, "a", 1), 1U);
        EXPECT_EQ(unit.log_size(), 2U);
    });
    write([](ports::UnitOfWork& unit) {
        append(unit, "b", 3);
        append(unit, "b", 2);
        EXPECT_EQ(unit.log_frontier(), "frontier 4");
    });
    store().read([](ports::StoreReader& store) {
        EXPECT_EQ(store.log_size(), 4U);
        EXPECT_EQ(store.log_frontier(), "frontier 4");
        EXPECT_EQ(records_of(store, ""), (Seqs{0, 1, 2, 3}));
        EXPECT_EQ(records_of(store, "b"), (Seqs{0, 3, 2})) << "by number in the case";
        EXPECT_EQ(records_of(store, "c"), Seqs{});
        EXPECT_EQ(entries_of(store, 0, 4), (Seqs{0, 1, 2, 3}));
        EXPECT_EQ(entries_of(store, 1, 3), (Seqs{1, 2}));
        EXPECT_EQ(entries_of(store, 2, 2), Seqs{});
        EXPECT_EQ(entries_of(store, 3, 100), Seqs{3});
        store.for_each_record("a", [](const ports::RecordRow& row) {
            EXPECT_EQ(tied(row), tied(record_row(1, "a", 1)));
        });
        store.for_each_entry(
            1, 2, [](const ports::EntryRow& row) { EXPECT_EQ(tied(row), tied(entry_row(1))); });
    });
}

TEST_P(LogRows, MayBeVisitedWithinAVisit) {
    write([](ports::UnitOfWork& unit) {
        append(unit, "a", 1);
        append(unit, "a", 2);
        append(unit, "b", 1);
    });
    Seqs seen;
    store().read([&seen](ports::StoreReader& store) {
        store.for_each_record("", [&](const ports::RecordRow& outer) {
            seen.push_back(outer.seq);
            store.for_each_record("", [&](const ports::RecordRow& inner) {
                seen.push_back(10 + inner.seq);
                EXPECT_EQ(records_of(store, outer.case_id).size(), outer.case_id == "a" ? 2U : 1U);
            });
        });
    });
    EXPECT_EQ(seen, (Seqs{0, 10, 11, 12, 1, 10, 11, 12, 2, 10, 11, 12}));
}

TEST_P(LogRows, AVisitEndsWithTheExceptionOfTheVisitor) {
    write([](ports::UnitOfWork& unit) {
        append(unit, "a", 1);
        append(unit, "a", 2);
    });
    int visits = 0;
    const auto stop = [&visits](const ports::RecordRow&) {
        ++visits;
        throw std::domain_error("enough");
    };
    EXPECT_THROW(store().read([&](ports::StoreReader& s) { s.for_each_record("", stop); }),
                 std::domain_error);
    EXPECT_EQ(visits, 1);
    EXPECT_EQ(read([](auto& s) { return records_of(s, ""); }), (Seqs{0, 1})) << "reading goes on";
}

TEST_P(LogRows, RefuseWhatTheLogCannotHold) {
    write([](ports::UnitOfWork& unit) { append(unit, "a", 1); });
    const auto refused = [this](const ports::RecordRow& record, const ports::EntryRow& entry) {
        return failure_of(
            [&](ports::UnitOfWork& unit) { unit.append_record(record, entry, "wrong frontier"); });
    };
    ports::RecordRow short_k = record_row(1, "a", 2);
    short_k.k.pop_back();
    ports::EntryRow short_leaf = entry_row(1);
    short_leaf.leaf.pop_back();
    EXPECT_EQ(refused(record_row(1, "a", 1), entry_row(1)), permanent) << "number taken";
    EXPECT_EQ(refused(short_k, entry_row(1)), permanent);
    EXPECT_EQ(refused(record_row(1, "a", 2), short_leaf), permanent);
    store().read([](ports::StoreReader& store) {
        EXPECT_EQ(store.log_size(), 1U);
        EXPECT_EQ(store.log_frontier(), "frontier 1");
        EXPECT_EQ(records_of(store, ""), Seqs{0}) << "no record without its entry";
    });
    write([](ports::UnitOfWork& unit) { EXPECT_EQ(append(unit, "a", 2), 1U); });
}

using LogRowsDeathTest = StoreContract;

TEST_P(LogRowsDeathTest, AGapIsABugAndEndsTheProcess) {
    struct Line {
        std::uint64_t record;
        std::uint64_t entry;
    };
    for (const Line& line : {Line{1, 1}, Line{0, 1}, Line{1, 0}}) {
        EXPECT_DEATH(write([&](ports::UnitOfWork& unit) {
                         unit.append_record(record_row(line.record, "a", 1), entry_row(line.entry),
                                            "");
                     }),
                     "gap-free");
    }
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, LogRows, testing::ValuesIn(every_kind), name_of_kind);
// Not on a file: an abort would leave its folder behind.
INSTANTIATE_TEST_SUITE_P(Store, LogRowsDeathTest,
                         testing::Values(Kind::sqlite_memory, Kind::in_memory), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
