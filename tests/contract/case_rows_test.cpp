// SPDX-License-Identifier: EUPL-1.2
// Goal: cases, their tasks and their timers come back as they were put, in the order of the port.
// Method: every store; tables of filters over one small set of cases.
#include <algorithm>

#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using Ids = std::vector<std::string>;

class CaseRows : public StoreContract {
protected:
    /// Six cases of two programmes; b and c came in the same microsecond.
    void put_six_cases() {
        write([](ports::UnitOfWork& unit) {
            struct Line {
                const char* id;
                std::int64_t received;
                const char* programme;
                const char* states;
                bool closed;
            };
            for (const Line& line : {Line{"a", 10, "lotsen", "eingereicht", false},
                                     Line{"b", 20, "lotsen", "pruefung frist_laeuft", false},
                                     Line{"c", 20, "lotsen", "Eingereicht", false},
                                     Line{"d", 30, "breitband", "eingereicht", false},
                                     Line{"e", 40, "lotsen", "eingereicht", true},
                                     Line{"f", 50, "lotsen", "fristXlaeuft", false}}) {
                ports::CaseRow row = case_row(line.id, line.received);
                row.programme = line.programme;
                row.states = line.states;
                row.closed = line.closed;
                unit.put_case(row);
            }
            unit.put_tasks("a", {{"a", "sachbearbeitung", "Prüfen", 11}});
            unit.put_tasks("b", {{"b", "sachbearbeitung", "Prüfen", 21},
                                 {"b", "sachbearbeitung", "Zeichnen", 22},
                                 {"b", "leitung", "Zeichnen", 22}});
            unit.put_tasks("e", {{"e", "leitung", "Zeichnen", 41}});
        });
    }
    Ids listed(const ports::CaseFilter& filter) {
        return read([&](ports::StoreReader& store) { return ids_of(store.list_cases(filter)); });
    }
};

TEST_P(CaseRows, AreStoredWhole) {
    ports::CaseRow row = case_row("c1", 1'768'219'200'000'000);
    row.closed = true;
    row.parked = "Regel R3 fehlt";
    write([&](ports::UnitOfWork& unit) {
        unit.put_case(row);
        EXPECT_EQ(unit.find_case("c1"), row) << "a unit sees what it wrote";
    });
    EXPECT_EQ(read([](auto& store) { return store.find_case("c1"); }), row);
    EXPECT_EQ(read([](auto& store) { return store.find_case("c2"); }), std::nullopt);
    EXPECT_EQ(read([](auto& store) { return store.case_by_file_number("BV-c1"); }), "c1");
    EXPECT_EQ(read([](auto& store) { return store.case_by_file_number("BV-c2"); }), std::nullopt);
    EXPECT_EQ(read([](auto& store) { return store.list_cases({}); }), std::vector{row});
}

TEST_P(CaseRows, KeepTheirIdentityWhenTheyMoveOn) {
    write([](ports::UnitOfWork& unit) { unit.put_case(case_row("c1", 5)); });
    ports::CaseRow after{.case_id = "c1",
                         .programme = "lotsen",
                         .definition = "def-2",
                         .file_number = "BV-c1",
                         .states = "bewilligt",
                         .label = "Bewilligt",
                         .closed = true,
                         .received = 5,
                         .last_step = 99,
                         .number = 7,
                         .last_leaf = std::string(64, 'b'),
                         .state_json = "{}",
                         .parked = "warum"};
    ports::CaseRow put = after;
    put.received = 77;  // the receipt is a fact of the first step
    put.programme = "breitband";
    write([&](ports::UnitOfWork& unit) { unit.put_case(put); });
    EXPECT_EQ(read([](auto& store) { return store.find_case("c1"); }), after);
}

TEST_P(CaseRows, ShareNoFileNumber) {
    write([](ports::UnitOfWork& unit) { unit.put_case(case_row("c1")); });
    ports::CaseRow second = case_row("c2");
    second.file_number = "BV-c1";
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_case(second); }), permanent);
    EXPECT_EQ(read([](auto& store) { return store.find_case("c2"); }), std::nullopt);
    EXPECT_EQ(read([](auto& store) { return store.case_by_file_number("BV-c1"); }), "c1");
}

TEST_P(CaseRows, AreListedNewestFirstByEveryFilter) {
    put_six_cases();
    const auto in = [](const char* state) {
        ports::CaseFilter filter;
        filter.state = state;
        return filter;
    };
    const auto filter = [](const char* programme, const char* role, bool open_only,
                           const char* after_case, std::size_t most) {
        return ports::CaseFilter{programme, "", role, open_only, most, after_case};
    };
    struct Line {
        ports::CaseFilter filter;
        Ids expected;
    };
    const std::vector<Line> table = {
        {{}, {"f", "e", "d", "c", "b", "a"}},
        {in("eingereicht"), {"e", "d", "a"}},
        {in("frist_laeuft"), {"b"}},  // no wildcard
        {in("pruefung"), {"b"}},
        {in("%"), {}},
        {in("frist"), {}},
        {filter("lotsen", "", false, "", 9), {"f", "e", "c", "b", "a"}},
        {filter("breitband", "", false, "", 9), {"d"}},
        {filter("lots", "", false, "", 9), {}},
        {filter("", "sachbearbeitung", false, "", 9), {"b", "a"}},  // two tasks, one case
        {filter("", "leitung", false, "", 9), {"e", "b"}},
        {filter("", "leitung", true, "", 9), {"b"}},
        {filter("", "jury", false, "", 9), {}},
        {filter("lotsen", "leitung", true, "f", 9), {"b"}},
        {filter("", "", true, "", 9), {"f", "d", "c", "b", "a"}},
        {filter("", "", true, "", 2), {"f", "d"}},
        {filter("", "", false, "", 0), {}},
        {filter("", "", false, "", 3), {"f", "e", "d"}},
        {filter("", "", false, "e", 2), {"d", "c"}},
        {filter("", "", false, "c", 9), {"b", "a"}},
        {filter("", "sachbearbeitung", false, "b", 9), {"a"}},
        {filter("lotsen", "", true, "f", 9), {"c", "b", "a"}},
        {filter("", "", false, "a", 9), {}},
        {filter("", "", false, "unknown", 9), {}},
    };
    for (std::size_t i = 0; i < table.size(); ++i) {
        EXPECT_EQ(listed(table[i].filter), table[i].expected) << "line " << i;
    }
    ports::CaseFilter all_at_once{"lotsen", "frist_laeuft", "leitung", true, 9, "c"};
    EXPECT_EQ(listed(all_at_once), Ids{"b"});
    all_at_once.state = "eingereicht";
    EXPECT_EQ(listed(all_at_once), Ids{});
}

TEST_P(CaseRows, PagesCoverEveryCaseOnce) {
    write([](ports::UnitOfWork& unit) {
        for (int i = 0; i < 50; ++i) {
            const std::string id = std::to_string(100 + i * 37 % 50);
            unit.put_case(case_row(id, i / 3));  // three share an instant
            unit.put_tasks(id, {{id, "leitung", "Zeichnen", i}});
        }
    });
    for (const char* role : {"", "leitung"}) {
        Ids seen;
        ports::CaseFilter filter;
        filter.role = role;
        filter.most = 7;
        while (true) {
            const Ids page = listed(filter);
            if (page.empty()) {
                break;
            }
            ASSERT_LE(page.size(), 7U);
            seen.insert(seen.end(), page.begin(), page.end());
            filter.after_case = page.back();
        }
        filter.most = 1000;
        filter.after_case.clear();
        EXPECT_EQ(seen, listed(filter));
        EXPECT_EQ(seen.size(), 50U);
    }
}

TEST_P(CaseRows, AQueueIsInTheOrderOfItsPlaces) {
    const auto waiting = [](const char* id, const char* line, std::int64_t since) {
        ports::CaseRow row = case_row(id);
        row.waits_for = line;
        row.waits_since = since;
        return row;
    };
    write([&](ports::UnitOfWork& unit) {
        unit.put_case(case_row("a"));
        unit.put_case(waiting("b", "geld", 7));
        unit.put_case(waiting("c", "geld", 5));
        unit.put_case(waiting("d", "geld", 5));
        unit.put_case(waiting("e", "platz", 1));
    });
    const auto first = [this](const char* line, const char* except) {
        return read([&](auto& store) { return store.first_waiting(line, except); });
    };
    EXPECT_EQ(first("geld", ""), (ports::WaitingRow{"c", 5}));
    EXPECT_EQ(first("geld", "c"), (ports::WaitingRow{"d", 5})) << "of equals the smaller id";
    EXPECT_EQ(first("platz", "e"), std::nullopt);
    EXPECT_EQ(first("", ""), std::nullopt) << "who waits for nothing is in no queue";
    write([&](ports::UnitOfWork& unit) {
        unit.put_case(case_row("c"));
        unit.put_case(waiting("d", "platz", 9));
    });
    EXPECT_EQ(first("geld", ""), (ports::WaitingRow{"b", 7}));
    EXPECT_EQ(first("platz", "e"), (ports::WaitingRow{"d", 9}));
}

TEST_P(CaseRows, EveryOwnerOfARowIsTold) {
    EXPECT_TRUE(read([](auto& store) { return store.row_owners(); }).empty());
    write([](ports::UnitOfWork& unit) {
        unit.put_case(case_row("c1"));
        unit.put_tasks("c2", {{"c2", "leitung", "Zeichnen", 3}, {"c2", "jury", "Lesen", 3}});
        unit.put_timer({"c3", "1", "deadline.x", 5});
        unit.put_part({"c4", "p1.0", "c4/kontakt", "sealed"});
        unit.put_subject_key("c5/kontakt", "wrapped");
        unit.put_document({"digest", "c6", "sent", "c6/akte", "sealed"});
        unit.put_inbox({"portal", "m-1", "digest", "c7", 1, "receipt"});
        unit.put_outbox(outbox_row("c8", 1, 0));
        unit.append_posting({"c9", 1, 0, "line", "reserve", 5, -1});
        unit.put_approval({"c10", 1, "votum", "anna", {}, "d"});
        unit.put_register_row({"gemeinde", "08336010", "", "{}"});
        unit.put_note("counter.x", "1");
    });
    const std::vector<ports::RowOwner> expected = {{"approval", "c10", 1},
                                                   {"case_row", "c1", 1},
                                                   {"document", "c6", 1},
                                                   {"inbox", "c7", 1},
                                                   {"note", "counter.x", 1},
                                                   {"outbox", "c8", 1},
                                                   {"part", "c4", 1},
                                                   {"posting", "c9", 1},
                                                   {"register_row", "gemeinde", 1},
                                                   {"subject_key", "c5/kontakt", 1},
                                                   {"task", "c2", 2},
                                                   {"timer", "c3", 1}};
    EXPECT_EQ(read([](auto& store) { return store.row_owners(); }), expected);
}

TEST_P(CaseRows, TasksOfACaseAreReplacedTogether) {
    const ports::TaskRow sign{"c1", "leitung", "Zeichnen", 3};
    const ports::TaskRow check{"c1", "sachbearbeitung", "Prüfen", 2};
    const ports::TaskRow other{"c2", "leitung", "Zeichnen", 4};
    const auto tasks_of = [this](const std::string& id) {
        return read([&](auto& store) { return store.tasks(id); });
    };
    write([&](ports::UnitOfWork& unit) {
        unit.put_tasks("c1", {check, sign});
        unit.put_tasks("c2", {other});
    });
    EXPECT_EQ(tasks_of("c1"), (std::vector{sign, check}));  // by role
    write([&](ports::UnitOfWork& unit) { unit.put_tasks("c1", {check}); });
    EXPECT_EQ(tasks_of("c1"), (std::vector{check}));
    write([&](ports::UnitOfWork& unit) { unit.put_tasks("c1", {}); });
    EXPECT_TRUE(tasks_of("c1").empty());
    EXPECT_EQ(tasks_of("c2"), (std::vector{other}));
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) {
                  unit.put_tasks("c2", {sign, sign});
              }),
              permanent);
    EXPECT_EQ(tasks_of("c2"), (std::vector{other})) << "a refused list replaces nothing";
}

class Timers : public StoreContract {
protected:
    std::vector<std::string> due(std::int64_t now, std::size_t most) {
        std::vector<std::string> ids;
        for (const ports::TimerRow& row :
             read([&](auto& store) { return store.due_timers(now, most); })) {
            ids.push_back(row.timer_id);
        }
        return ids;
    }
};

TEST_P(Timers, AreDueEarliestFirst) {
    EXPECT_EQ(read([](auto& store) { return store.next_timer_micros(); }), std::nullopt);
    const ports::TimerRow late{"c1", "late", "deadline.late", 30};
    write([&](ports::UnitOfWork& unit) {
        unit.put_timer(late);
        unit.put_timer({"c2", "early", "deadline.early", 10});
        unit.put_timer({"c1", "middle", "deadline.middle", 20});
        unit.put_timer({"c0", "same", "deadline.same", 20});
        unit.put_timer({"c3", "never", "deadline.never", INT64_MAX});
    });
    EXPECT_EQ(due(9, 10), Ids{});
    EXPECT_EQ(due(10, 10), Ids{"early"});
    EXPECT_EQ(due(30, 10), (Ids{"early", "same", "middle", "late"}));
    EXPECT_EQ(due(30, 2), (Ids{"early", "same"}));
    EXPECT_EQ(due(30, 0), Ids{});
    EXPECT_EQ(read([](auto& store) { return store.next_timer_micros(); }), 10);
    EXPECT_EQ(read([](auto& store) { return store.timers_of_case("c1"); }),
              (std::vector<ports::TimerRow>{late, {"c1", "middle", "deadline.middle", 20}}));
}

TEST_P(Timers, AreMovedAndDropped) {
    write([](ports::UnitOfWork& unit) {
        unit.put_timer({"c1", "t", "deadline.t", 10});
        unit.put_timer({"c2", "t", "deadline.t", 10});
    });
    write([](ports::UnitOfWork& unit) {
        unit.put_timer({"c1", "t", "deadline.u", 40});
        unit.drop_timer("c2", "t");
        unit.drop_timer("c2", "unknown");
    });
    EXPECT_EQ(read([](auto& store) { return store.due_timers(100, 10); }),
              (std::vector<ports::TimerRow>{{"c1", "t", "deadline.u", 40}}));
}

TEST_P(Timers, OfParkedCasesWait) {
    write([](ports::UnitOfWork& unit) {
        ports::CaseRow parked = case_row("c1");
        parked.parked = "Regel R3 fehlt";
        unit.put_case(parked);
        unit.put_case(case_row("c2"));
        unit.put_timer({"c1", "parked", "deadline.t", 10});
        unit.put_timer({"c2", "other", "deadline.t", 20});
        unit.put_timer({"c3", "no case row", "deadline.t", 30});
    });
    EXPECT_EQ(due(100, 10), (Ids{"other", "no case row"}));
    EXPECT_EQ(due(100, 1), Ids{"other"}) << "a parked case takes no place in the page";
    EXPECT_EQ(read([](auto& store) { return store.next_timer_micros(); }), 20)
        << "nobody needs to wake up for a timer that may not fire";
    EXPECT_EQ(read([](auto& store) { return store.timers_of_case("c1"); }).size(), 1U);
    write([](ports::UnitOfWork& unit) { unit.put_case(case_row("c1")); });
    EXPECT_EQ(due(100, 10), (Ids{"parked", "other", "no case row"}));
}

TEST_P(CaseRows, AreListedWhenTheyAreParkedOrAMessageOfThemIsRefused) {
    write([](ports::UnitOfWork& unit) {
        for (const char* id : {"c1", "c2", "c3", "c4"}) {
            ports::CaseRow row = case_row(id, id[1]);
            row.parked = id == std::string("c2") ? "Regel R3 fehlt" : "";
            unit.put_case(row);
        }
        const auto put = [&unit](const char* id, int index, const char* processor,
                                 const char* status) {
            ports::OutboxRow row = outbox_row(id, 1, index);
            row.processor = processor;
            row.status = status;
            unit.put_outbox(row);
        };
        put("c1", 0, "portal", "delivered");
        put("c1", 1, "case", "refused");
        put("c3", 1, "portal", "refused");
        put("c3", 0, "portal", "refused");
        put("c4", 0, "portal", "settled");
    });
    ports::CaseFilter parked;
    parked.parked_only = true;
    ports::CaseFilter undelivered;
    undelivered.undelivered_only = true;
    EXPECT_EQ(ids_of(read([&](auto& store) { return store.list_cases(parked); })), Ids{"c2"});
    EXPECT_EQ(ids_of(read([&](auto& store) { return store.list_cases(undelivered); })), Ids{"c3"});
    EXPECT_EQ(ids_of(read([](auto& store) { return store.undelivered(); })),
              (Ids{outbox_row("c3", 1, 0).id, outbox_row("c3", 1, 1).id}));
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, CaseRows, testing::ValuesIn(every_kind), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Store, Timers, testing::ValuesIn(every_kind), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
