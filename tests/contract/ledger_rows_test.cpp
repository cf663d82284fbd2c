// SPDX-License-Identifier: EUPL-1.2
// Goal: money, approvals and master data obey their constraints in the store itself.
// Method: every store; tables of what is refused, and of what is valid on which date.
#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using LedgerRows = StoreContract;
using Ids = std::vector<std::string>;

TEST_P(LedgerRows, ALineIsReplacedAndNeverNegative) {
    const ports::LineRow line{"2026-basis", 1000, 300, 200, 100};
    write([&](ports::UnitOfWork& unit) {
        unit.put_line({"2026-basis", 1, 2, 3, 4});
        unit.put_line(line);
        unit.put_line({"2025-basis", 0, 0, 0, 0});
    });
    const std::vector<ports::LineRow> both = {{"2025-basis", 0, 0, 0, 0}, line};
    EXPECT_EQ(read([](auto& store) { return store.line("2026-basis"); }), line);
    EXPECT_EQ(read([](auto& store) { return store.line("unknown"); }),
              (ports::LineRow{"unknown", 0, 0, 0, 0}));
    EXPECT_EQ(read([](auto& store) { return store.lines(); }), both);
    for (const ports::LineRow& wrong :
         {ports::LineRow{"2026-basis", -1, 0, 0, 0}, ports::LineRow{"2026-basis", 0, -1, 0, 0},
          ports::LineRow{"2026-basis", 0, 0, -1, 0}, ports::LineRow{"2026-basis", 0, 0, 0, -1}}) {
        EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_line(wrong); }), permanent);
    }
    EXPECT_EQ(read([](auto& store) { return store.lines(); }), both);
}

TEST_P(LedgerRows, PostingsAreAppendedOnce) {
    const ports::PostingRow first{"c1", 1, 0, "2026-basis", "reserve", 30000, -1};
    const ports::PostingRow second{"c1", 2, 0, "2026-basis", "commit", 30000, 50000};
    const ports::PostingRow third{"c1", 2, 1, "2026-basis", "release", -5, -1};
    write([&](ports::UnitOfWork& unit) {
        unit.append_posting(third);
        unit.append_posting(second);
        unit.append_posting({"c2", 1, 0, "2026-basis", "reserve", 1, -1});
        unit.append_posting(first);
    });
    EXPECT_EQ(read([](auto& store) { return store.postings("c1"); }),
              (std::vector{first, second, third}));
    EXPECT_TRUE(read([](auto& store) { return store.postings("c3"); }).empty());
    ports::PostingRow again = second;
    again.amount = 1;
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.append_posting(again); }), permanent);
    EXPECT_EQ(read([](auto& store) { return store.postings("c1"); }).at(1), second);
}

struct Attempt {
    const char* what;
    ports::ApprovalRow row;
    bool kept;
};

TEST_P(LedgerRows, ApprovalsRepeatFourEyes) {
    const std::vector<Attempt> attempts = {
        {"the first step", {"c1", 1, "votum", "anna", {}, "d"}, true},
        {"the same person, unlike", {"c1", 2, "zeichnen", "anna", {"votum"}, "d"}, false},
        {"among several steps", {"c1", 2, "zeichnen", "anna", {"x", "votum", "y"}, "d"}, false},
        {"another person", {"c1", 2, "zeichnen", "bert", {"votum"}, "d"}, true},
        {"the same person, another case", {"c2", 1, "zeichnen", "anna", {"votum"}, "d"}, true},
        {"unlike a step nobody took", {"c1", 3, "anordnen", "anna", {"pruefen"}, "d"}, true},
        {"unlike a longer name", {"c1", 4, "a", "anna", {"votum.positiv"}, "d"}, true},
        {"unlike a shorter name", {"c1", 5, "b", "anna", {"vot"}, "d"}, true},
        {"unlike nothing", {"c1", 6, "votum", "anna", {}, "d"}, true},
        {"unlike itself", {"c1", 7, "votum", "anna", {"votum"}, "d"}, false},
        {"long after", {"c1", 900, "zahlen", "bert", {"zeichnen"}, "d"}, false},
        {"the same step of the same record", {"c1", 1, "votum", "carl", {}, "d"}, false},
        {"two steps of one record", {"c1", 6, "zahlen", "carl", {"votum", "zeichnen"}, "d"}, true},
        {"a deputy of dora", {"c4", 1, "votum", "emil", {}, "d", "dora"}, true},
        {"who was represented", {"c4", 2, "zeichnen", "dora", {"votum"}, "d"}, false},
        {"the deputy themself", {"c4", 2, "zeichnen", "emil", {"votum"}, "d"}, false},
        {"a deputy of the first", {"c4", 2, "zeichnen", "fred", {"votum"}, "d", "emil"}, false},
        {"both for one person", {"c4", 2, "zeichnen", "fred", {"votum"}, "d", "dora"}, false},
        {"a deputy of another person", {"c4", 2, "zeichnen", "fred", {"votum"}, "d", "gert"}, true},
    };
    for (const Attempt& attempt : attempts) {
        EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_approval(attempt.row); }),
                  attempt.kept ? std::nullopt : permanent)
            << attempt.what;
    }
    const auto rows = read([](auto& store) { return store.approvals("c1"); });
    Ids found;
    for (const ports::ApprovalRow& row : rows) {
        found.push_back(std::to_string(row.number) + row.step);
    }
    EXPECT_EQ(found, (Ids{"1votum", "2zeichnen", "3anordnen", "4a", "5b", "6votum", "6zahlen"}));
    EXPECT_EQ(tied(rows.at(0)), tied(attempts.at(0).row));
    EXPECT_EQ(tied(rows.at(6)), tied(attempts.at(12).row)) << "a list of two steps";
    EXPECT_EQ(tied(read([](auto& store) { return store.approvals("c4"); }).at(1)),
              tied(attempts.back().row));
    EXPECT_TRUE(read([](auto& store) { return store.approvals("c3"); }).empty());
}

TEST_P(LedgerRows, APaymentNeedsTwoPersonsOverOneDigest) {
    struct Payment {
        const char* what;
        std::vector<ports::ApprovalRow> approvals;
        bool kept;
    };
    const ports::ApprovalRow ordered{"c1", 1, "anordnung", "anna", {}, "d"};
    const ports::ApprovalRow released{"c1", 2, "freigabe", "bert", {"anordnung"}, "d"};
    const auto changed = [](ports::ApprovalRow row, const char* digest, const char* person,
                            const char* on_behalf_of) {
        row.digest = digest;
        row.person = person;
        row.on_behalf_of = on_behalf_of;
        row.unlike.clear();  // what the definition forgot, this constraint still sees
        return row;
    };
    const std::vector<Payment> table = {
        {"nobody", {}, false},
        {"the order alone", {ordered}, false},
        {"the release alone", {released}, false},
        {"over another content", {ordered, changed(released, "e", "bert", "")}, false},
        {"the same person twice", {ordered, changed(released, "d", "anna", "")}, false},
        {"for the first", {ordered, changed(released, "d", "bert", "anna")}, false},
        {"whose deputy ordered",
         {changed(ordered, "d", "anna", "bert"), changed(released, "d", "bert", "")},
         false},
        {"two deputies of one",
         {changed(ordered, "d", "anna", "dora"), changed(released, "d", "bert", "dora")},
         false},
        {"two persons", {ordered, released}, true},
        {"a deputy of a third", {ordered, changed(released, "d", "bert", "dora")}, true},
    };
    int number = 0;
    for (const Payment& row : table) {
        const std::string case_id = "p" + std::to_string(++number);
        write([&](ports::UnitOfWork& unit) {
            for (ports::ApprovalRow approval : row.approvals) {
                approval.case_id = case_id;
                unit.put_approval(approval);
            }
        });
        ports::OutboxRow payment = outbox_row(case_id, 2, 0);
        payment.processor = "payout";
        EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_outbox(payment); }),
                  row.kept ? std::nullopt : permanent)
            << row.what;
    }
    ports::OutboxRow later = outbox_row("p" + std::to_string(number), 3, 0);
    later.processor = "payout";
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_outbox(later); }), permanent)
        << "the approvals of an earlier record release nothing new";
}

TEST_P(LedgerRows, FourEyesHoldsWithinOneUnit) {
    EXPECT_EQ(failure_of([](ports::UnitOfWork& unit) {
                  unit.put_approval({"c1", 1, "votum", "anna", {}, "d"});
                  unit.put_approval({"c1", 2, "zeichnen", "anna", {"votum"}, "d"});
              }),
              permanent);
    EXPECT_TRUE(read([](auto& store) { return store.approvals("c1"); }).empty());
}

TEST_P(LedgerRows, ARegisterRowIsValidFromItsDate) {
    write([](ports::UnitOfWork& unit) {
        unit.put_register_row({"gemeinde", "08336010", "2026-01-01", "{\"n\":2}"});
        unit.put_register_row({"gemeinde", "08336010", "2024-07-01", "{\"n\":0}"});
        unit.put_register_row({"gemeinde", "08336010", "2024-07-01", "{\"n\":1}"});
        unit.put_register_row({"gemeinde", "08336011", "", "{\"n\":9}"});
        unit.put_register_row({"person", "08336010", "", "{\"n\":8}"});
    });
    struct Line {
        const char* name;
        const char* key;
        const char* date;
        std::optional<std::string> value;
    };
    for (const Line& line : {Line{"gemeinde", "08336010", "2024-06-30", std::nullopt},
                             Line{"gemeinde", "08336010", "2024-07-01", "{\"n\":1}"},
                             Line{"gemeinde", "08336010", "2025-12-31", "{\"n\":1}"},
                             Line{"gemeinde", "08336010", "2026-01-01", "{\"n\":2}"},
                             Line{"gemeinde", "08336010", "9999-12-31", "{\"n\":2}"},
                             Line{"gemeinde", "08336011", "0001-01-01", "{\"n\":9}"},
                             Line{"gemeinde", "08336012", "2026-01-01", std::nullopt},
                             Line{"gemeinde", "0833601", "2026-01-01", std::nullopt},
                             Line{"person", "08336010", "2024-06-30", "{\"n\":8}"},
                             Line{"sender", "08336010", "2026-01-01", std::nullopt}}) {
        const auto row =
            read([&](auto& store) { return store.register_row(line.name, line.key, line.date); });
        EXPECT_EQ(row.has_value() ? std::optional(row->value) : std::nullopt, line.value)
            << line.name << " " << line.key << " " << line.date;
    }
    EXPECT_EQ(read([](auto& store) { return store.register_rows("gemeinde"); }),
              (std::vector<ports::RegisterRow>{{"gemeinde", "08336010", "2024-07-01", "{\"n\":1}"},
                                               {"gemeinde", "08336010", "2026-01-01", "{\"n\":2}"},
                                               {"gemeinde", "08336011", "", "{\"n\":9}"}}));
    EXPECT_TRUE(read([](auto& store) { return store.register_rows("token"); }).empty());
}

TEST_P(LedgerRows, ADefinitionNeverChangesUnderItsId) {
    const ports::DefinitionRow first{"def-2", "lotsen", "{\"workflow.scxml\":\"PHg+\"}"};
    write([&](ports::UnitOfWork& unit) {
        unit.put_definition(first);
        unit.put_definition({"def-1", "breitband", "{}"});
        unit.put_definition({"def-2", "altered", "altered"});
    });
    const auto found = read([](auto& store) { return store.find_definition("def-2"); });
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(tied(*found), tied(first));
    EXPECT_FALSE(read([](auto& store) { return store.find_definition("def-3"); }).has_value());
    EXPECT_EQ(read([](auto& store) { return store.definition_ids(); }), (Ids{"def-2", "def-1"}))
        << "in order of arrival";
}

TEST_P(LedgerRows, ABatchIsFrozen) {
    const ports::BatchRow second{"batch-2", 2, "{\"payments\":[]}", "digest"};
    write([&](ports::UnitOfWork& unit) {
        unit.put_batch(second);
        unit.put_batch({"batch-1", 3, "{}", "digest"});
    });
    const auto rows = read([](auto& store) { return store.batches(); });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].id, "batch-1");
    EXPECT_EQ(tied(rows[1]), tied(second));
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_batch(second); }), permanent);
}

TEST_P(LedgerRows, ANoteIsReplaced) {
    write([](ports::UnitOfWork& unit) {
        unit.put_note("counter", "1");
        unit.put_note("counter", "2");
        unit.put_note("empty", "");
    });
    EXPECT_EQ(read([](auto& store) { return store.note("counter"); }), "2");
    EXPECT_EQ(read([](auto& store) { return store.note("empty"); }), "");
    EXPECT_EQ(read([](auto& store) { return store.note("unknown"); }), std::nullopt);
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, LedgerRows, testing::ValuesIn(every_kind), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
