// SPDX-License-Identifier: EUPL-1.2
// Goal: a unit of work is kept whole or not at all, and many callers never disturb one another.
// Method: every store; units that throw at any place, 64 threads that write, readers beside them.
#include <array>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>

#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using UnitOfWork = StoreContract;

struct BusinessFailure {
    int code;
};

/// Puts one row of each kind; throws before the row `stop_at`. Gives the number of rows.
int put_everything(ports::UnitOfWork& unit, int stop_at) {
    const std::vector<std::function<void()>> puts = {
        [&] { append(unit, "c1", 1); },
        [&] { unit.put_case(case_row("c1")); },
        [&] {
            unit.put_tasks("c1", {{"c1", "leitung", "Zeichnen", 1}});
        },
        [&] {
            unit.put_timer({"c1", "t", "deadline.t", 1});
        },
        [&] {
            unit.put_part({"c1", "p", "k", "s"});
        },
        [&] { unit.put_subject_key("k", "w"); },
        [&] {
            unit.put_document({"d", "c1", "received", "k", "s"});
        },
        [&] {
            unit.put_inbox({"portal", "m", "d", "c1", 1, "r"});
        },
        [&] { unit.put_outbox(outbox_row("c1", 1, 0)); },
        [&] {
            unit.put_approval({"c1", 1, "votum", "anna", {}, "d"});
        },
        [&] {
            unit.append_posting({"c1", 1, 0, "l", "reserve", 1, -1});
        },
        [&] {
            unit.put_line({"l", 1, 1, 1, 1});
        },
        [&] {
            unit.put_register_row({"gemeinde", "k", "", "{}"});
        },
        [&] {
            unit.put_definition({"def", "lotsen", "{}"});
        },
        [&] {
            unit.put_batch({"b", 1, "{}", "d"});
        },
        [&] { unit.put_note("n", "t"); },
        [&] {
            unit.append_intake({1, "peer", "d", 1, "[]"}, 10);
        },
    };
    int at = 0;
    for (const auto& put : puts) {
        if (at++ == stop_at) {
            throw BusinessFailure{stop_at};
        }
        put();
    }
    return at;
}

/// How many kinds of rows are there.
int kinds_present(ports::StoreReader& store) {
    return static_cast<int>(store.log_size()) +
           static_cast<int>(store.find_case("c1").has_value()) +
           static_cast<int>(store.tasks("c1").size()) +
           static_cast<int>(store.timers_of_case("c1").size()) +
           static_cast<int>(store.parts("c1").size()) +
           static_cast<int>(store.subject_key("k").has_value()) +
           static_cast<int>(store.find_document("d").has_value()) +
           static_cast<int>(store.find_inbox("portal", "m").has_value()) +
           static_cast<int>(store.outbox_of_case("c1").size()) +
           static_cast<int>(store.approvals("c1").size()) +
           static_cast<int>(store.postings("c1").size()) + static_cast<int>(store.lines().size()) +
           static_cast<int>(store.register_rows("gemeinde").size()) +
           static_cast<int>(store.definition_ids().size()) +
           static_cast<int>(store.batches().size()) +
           static_cast<int>(store.note("n").has_value()) +
           static_cast<int>(store.intake_journal(10).size());
}

TEST_P(UnitOfWork, ThatThrowsAnywhereLeavesNothing) {
    for (int stop_at = 0; stop_at < 17; ++stop_at) {
        try {
            write([&](ports::UnitOfWork& unit) { put_everything(unit, stop_at); });
            FAIL() << "the exception did not come back";
        } catch (const BusinessFailure& failure) {
            EXPECT_EQ(failure.code, stop_at);
        }
        EXPECT_EQ(read([](auto& store) { return kinds_present(store); }), 0) << stop_at;
        EXPECT_EQ(read([](auto& store) { return store.log_frontier(); }), "");
    }
    int rows = 0;
    write([&](ports::UnitOfWork& unit) { rows = put_everything(unit, -1); });
    EXPECT_EQ(rows, 17);
    EXPECT_EQ(read([](auto& store) { return kinds_present(store); }), 17);
}

TEST_P(UnitOfWork, ThatThrowsLeavesEarlierOnesUntouched) {
    write([](ports::UnitOfWork& unit) {
        unit.put_note("n", "before");
        unit.put_case(case_row("c1"));
    });
    EXPECT_THROW(write([](ports::UnitOfWork& unit) {
                     unit.put_note("n", "after");
                     ports::CaseRow row = case_row("c1");
                     row.label = "after";
                     unit.put_case(row);
                     EXPECT_EQ(unit.note("n"), "after");
                     throw std::runtime_error("no");
                 }),
                 std::runtime_error);
    EXPECT_EQ(read([](auto& store) { return store.note("n"); }), "before");
    EXPECT_EQ(read([](auto& store) { return store.find_case("c1"); }), case_row("c1"));
}

TEST_P(UnitOfWork, ThatSwallowsARefusalIsLostAllTheSame) {
    write([](ports::UnitOfWork& unit) { unit.put_case(case_row("c1")); });
    ports::CaseRow stranger = case_row("c2");
    stranger.file_number = "BV-c1";
    const auto swallow = [&](ports::UnitOfWork& unit) {
        unit.put_note("before", "x");
        try {
            unit.put_case(stranger);
        } catch (const OperatingError&) {
            // What a careless caller does.
        }
    };
    EXPECT_EQ(failure_of(swallow), permanent);
    EXPECT_EQ(read([](auto& store) { return store.note("before"); }), std::nullopt);
    write([](ports::UnitOfWork& unit) { unit.put_note("after", "x"); });
    EXPECT_EQ(read([](auto& store) { return store.note("after"); }), "x");
}

TEST_P(UnitOfWork, AnExceptionOfAReaderReachesItsCaller) {
    EXPECT_THROW(store().read([](ports::StoreReader&) { throw BusinessFailure{1}; }),
                 BusinessFailure);
    EXPECT_EQ(read([](auto& store) { return store.log_size(); }), 0U);
}

constexpr int writers = 64;
constexpr int units_each = 8;

/// What each of many threads got back.
struct Answers {
    std::atomic<int> kept{0};
    std::atomic<int> thrown{0};
    std::atomic<int> strange{0};
    std::array<std::array<std::uint64_t, units_each>, writers> seqs{};
};

/// Every fourth unit throws after it wrote.
void write_many(ports::CaseStore& store, int writer, Answers& answers) {
    for (int i = 0; i < units_each; ++i) {
        const std::string id = std::to_string(writer) + "-" + std::to_string(i);
        try {
            std::uint64_t seq = 0;
            store.write([&](ports::UnitOfWork& unit) {
                seq = append(unit, id, 1);
                unit.put_note("count",
                              std::to_string(std::stoi(unit.note("count").value_or("0")) + 1));
                if (i % 4 == 3) {
                    throw BusinessFailure{writer};
                }
            });
            answers.seqs.at(static_cast<std::size_t>(writer)).at(static_cast<std::size_t>(i)) = seq;
            ++answers.kept;
            store.read([&](ports::StoreReader& reader) {
                int found = 0;
                reader.for_each_record(
                    id, [&](const ports::RecordRow& row) { found += row.seq == seq ? 1 : 0; });
                answers.strange += found == 1 ? 0 : 1;
            });
        } catch (const BusinessFailure& failure) {
            ++(failure.code == writer ? answers.thrown : answers.strange);
        }
    }
}

TEST_P(UnitOfWork, OfManyThreadsIsAnsweredOnceAndTheLogHasNoGap) {
    ports::CaseStore& shared = store();
    Answers answers;
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] { write_many(shared, writer, answers); });
        }
    }
    constexpr int expected = writers * units_each * 3 / 4;
    EXPECT_EQ(answers.kept, expected);
    EXPECT_EQ(answers.thrown, writers * units_each / 4);
    EXPECT_EQ(answers.strange, 0)
        << "a thread did not see its own unit, or got another's exception";
    std::set<std::uint64_t> distinct;
    for (const auto& of_writer : answers.seqs) {
        for (int i = 0; i < units_each; ++i) {
            if (i % 4 != 3) {
                distinct.insert(of_writer.at(static_cast<std::size_t>(i)));
            }
        }
    }
    EXPECT_EQ(distinct.size(), static_cast<std::size_t>(expected));
    EXPECT_EQ(*distinct.rbegin(), static_cast<std::uint64_t>(expected - 1));
    shared.read([](ports::StoreReader& reader) {
        EXPECT_EQ(reader.log_size(), static_cast<std::uint64_t>(expected));
        EXPECT_EQ(reader.note("count"), std::to_string(expected));
        EXPECT_EQ(reader.log_frontier(), "frontier " + std::to_string(expected));
        std::uint64_t next = 0;
        reader.for_each_entry(0, UINT32_MAX, [&next](const ports::EntryRow& row) {
            EXPECT_EQ(row.seq, next);
            ++next;
        });
        EXPECT_EQ(next, static_cast<std::uint64_t>(expected));
    });
}

TEST_P(UnitOfWork, ReadersSeeOneStateWhileAWriterWorks) {
    ports::CaseStore& shared = store();
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0};
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                shared.read([&](ports::StoreReader& reader) {
                    const auto size = reader.log_size();
                    const std::string first = reader.note("first").value_or("0");
                    std::this_thread::yield();
                    std::uint64_t records = 0;
                    reader.for_each_record("", [&](const ports::RecordRow&) { ++records; });
                    const bool same = first == reader.note("second").value_or("0") &&
                                      first == std::to_string(size) && records == size &&
                                      reader.log_size() == size;
                    torn += same ? 0 : 1;
                });
            }
        });
    }
    for (int i = 1; i <= 200; ++i) {
        write([i](ports::UnitOfWork& unit) {
            unit.put_note("first", std::to_string(i));
            append(unit, "c" + std::to_string(i), 1);
            unit.put_note("second", std::to_string(i));
        });
    }
    stop = true;
    readers.clear();
    EXPECT_EQ(torn, 0);
}

using ReaderBesideWriter = StoreContract;

TEST_P(ReaderBesideWriter, DoesNotWait) {
    write([](ports::UnitOfWork& unit) { unit.put_note("n", "old"); });
    ports::CaseStore& shared = store();
    write([&](ports::UnitOfWork& unit) {
        unit.put_note("n", "new");
        std::optional<std::string> seen;
        // If the reader waited for this unit, the test would never end.
        std::jthread([&] {
            shared.read([&seen](ports::StoreReader& reader) { seen = reader.note("n"); });
        }).join();
        EXPECT_EQ(seen, "old");
    });
    EXPECT_EQ(read([](auto& store) { return store.note("n"); }), "new");
}

TEST_P(ReaderBesideWriter, KeepsTheStateItBeganWith) {
    write([](ports::UnitOfWork& unit) { unit.put_note("n", "old"); });
    store().read([this](ports::StoreReader& reader) {
        EXPECT_EQ(reader.note("n"), "old");
        write([](ports::UnitOfWork& unit) { unit.put_note("n", "new"); });
        EXPECT_EQ(reader.note("n"), "old");
        EXPECT_EQ(read([](auto& store) { return store.note("n"); }), "new") << "another reader";
    });
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, UnitOfWork, testing::ValuesIn(every_kind), name_of_kind);
// A database in memory has one connection only: there a reader waits its turn.
INSTANTIATE_TEST_SUITE_P(Store, ReaderBesideWriter,
                         testing::Values(Kind::sqlite_file, Kind::in_memory), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
