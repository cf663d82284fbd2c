// SPDX-License-Identifier: EUPL-1.2
// Goal: what comes in and what goes out is kept once, and comes back in the order of the port.
// Method: every store; each kind of row is put, put again, and asked for.
#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using MessageRows = StoreContract;
using Ids = std::vector<std::string>;

TEST_P(MessageRows, PartsBelongToTheirCase) {
    const ports::PartRow name{"c1", "p2", "person-1", "sealed name"};
    const ports::PartRow iban{"c1", "p1", "person-1", "sealed iban"};
    write([&](ports::UnitOfWork& unit) {
        unit.put_part(name);
        unit.put_part(iban);
        unit.put_part({"c2", "p1", "person-2", "sealed"});
    });
    store().read([&](ports::StoreReader& store) {
        const auto parts = store.parts("c1");
        ASSERT_EQ(parts.size(), 2U);
        EXPECT_EQ(tied(parts[0]), tied(iban));
        EXPECT_EQ(tied(parts[1]), tied(name));
        EXPECT_TRUE(store.parts("c3").empty());
    });
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_part(name); }), permanent);
}

TEST_P(MessageRows, ASubjectKeyIsReplacedWhenItIsDestroyed) {
    write([](ports::UnitOfWork& unit) { unit.put_subject_key("person-1", "wrapped"); });
    EXPECT_EQ(read([](auto& store) { return store.subject_key("person-1"); }), "wrapped");
    write([](ports::UnitOfWork& unit) { unit.put_subject_key("person-1", ""); });
    EXPECT_EQ(read([](auto& store) { return store.subject_key("person-1"); }), "");
    EXPECT_EQ(read([](auto& store) { return store.subject_key("person-2"); }), std::nullopt);
}

TEST_P(MessageRows, DocumentsAreStoredOnceAndVisitedByDigest) {
    const ports::DocumentRow second{"d2", "c1", "received", "person-1", "sealed"};
    write([&](ports::UnitOfWork& unit) {
        unit.put_document(second);
        unit.put_document({"d1", "c2", "report", "person-2", "sealed"});
    });
    store().read([&](ports::StoreReader& store) {
        const auto found = store.find_document("d2");
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(tied(*found), tied(second));
        EXPECT_FALSE(store.find_document("d3").has_value());
        Ids digests;
        store.for_each_document([&](const ports::DocumentRow& row) {
            digests.push_back(row.digest);
            store.for_each_document(
                [&](const ports::DocumentRow& inner) { digests.push_back("-" + inner.digest); });
        });
        EXPECT_EQ(digests, (Ids{"d1", "-d1", "-d2", "d2", "-d1", "-d2"}));
    });
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_document(second); }), permanent);
}

TEST_P(MessageRows, AMessageOfASenderBecomesOneStep) {
    const ports::InboxRow row{"portal", "m1", "digest", "c1", 1, "receipt"};
    write([&](ports::UnitOfWork& unit) {
        unit.put_inbox(row);
        unit.put_inbox({"bank", "m1", "digest", "c1", 2, "receipt"});
    });
    store().read([&](ports::StoreReader& store) {
        const auto found = store.find_inbox("portal", "m1");
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(tied(*found), tied(row));
        EXPECT_FALSE(store.find_inbox("portal", "m2").has_value());
        EXPECT_FALSE(store.find_inbox("m1", "portal").has_value());
    });
    ports::InboxRow again = row;
    again.content_digest = "other";
    EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_inbox(again); }), permanent);
}

TEST_P(MessageRows, AnEffectKeepsItsContentAndItsDeliveryMovesOn) {
    ports::OutboxRow row = outbox_row("c1", 1, 0);
    write([&](ports::UnitOfWork& unit) { unit.put_outbox(row); });
    ports::OutboxRow put = row;
    put.effect_json = "altered";
    put.event = "altered";
    put.processor = "altered";
    put.number = 9;
    put.case_id = "altered";
    for (ports::OutboxRow* changed : {&row, &put}) {
        changed->status = "delivered";
        changed->attempts = 3;
        changed->next_attempt = 700;
        changed->last_cause = "503";
        changed->document = "digest";
    }
    write([&](ports::UnitOfWork& unit) { unit.put_outbox(put); });
    const auto found = read([&](auto& store) { return store.find_outbox(row.id); });
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(tied(*found), tied(row));
    EXPECT_FALSE(read([](auto& store) { return store.find_outbox("c1-1-1"); }).has_value());
}

TEST_P(MessageRows, DueEffectsAreTheOpenOnesOldestFirst) {
    write([](ports::UnitOfWork& unit) {
        for (const int index : {10, 2, 1}) {
            unit.put_outbox(outbox_row("c1", 1, index));  // due at 100
        }
        ports::OutboxRow early = outbox_row("c2", 1, 0);
        early.next_attempt = 50;
        unit.put_outbox(early);
        ports::OutboxRow late = outbox_row("c0", 1, 0);
        late.next_attempt = 150;
        unit.put_outbox(late);
        for (const char* status : {"delivered", "refused", "batched", "returned"}) {
            ports::OutboxRow done = outbox_row(status, 1, 0);
            done.status = status;
            unit.put_outbox(done);
        }
    });
    const auto due = [this](std::int64_t now, std::size_t most) {
        return read([&](ports::StoreReader& store) { return ids_of(store.due_outbox(now, most)); });
    };
    EXPECT_EQ(due(49, 9), Ids{});
    EXPECT_EQ(due(50, 9), Ids{"c2-1-0"});
    EXPECT_EQ(due(100, 9), (Ids{"c2-1-0", "c1-1-1", "c1-1-2", "c1-1-10"}))
        << "the effects of one step in their order";
    EXPECT_EQ(due(100, 2), (Ids{"c2-1-0", "c1-1-1"}));
    EXPECT_EQ(due(150, 9).back(), "c0-1-0");
    EXPECT_EQ(due(150, 0), Ids{});
}

TEST_P(MessageRows, EffectsAreListedByCaseAndByProcessor) {
    write([](ports::UnitOfWork& unit) {
        for (const auto& [number, index] :
             {std::pair(2, 0), std::pair(1, 10), std::pair(1, 2), std::pair(10, 0)}) {
            unit.put_outbox(outbox_row("c1", number, index));
        }
        unit.put_approval({"c2", 0, "anordnung", "anna", {}, "d"});
        unit.put_approval({"c2", 1, "freigabe", "bert", {"anordnung"}, "d"});
        ports::OutboxRow payout = outbox_row("c2", 1, 0);
        payout.processor = "payout";
        payout.next_attempt = INT64_MAX;
        unit.put_outbox(payout);
        ports::OutboxRow batched = outbox_row("c2", 1, 1);
        batched.processor = "payout";
        batched.status = "batched";
        unit.put_outbox(batched);
    });
    store().read([](ports::StoreReader& store) {
        EXPECT_EQ(ids_of(store.outbox_of_case("c1")),
                  (Ids{"c1-1-2", "c1-1-10", "c1-2-0", "c1-10-0"}));
        EXPECT_EQ(ids_of(store.outbox_of_case("c2")), (Ids{"c2-1-0", "c2-1-1"}));
        EXPECT_EQ(ids_of(store.outbox_of_case("c3")), Ids{});
        EXPECT_EQ(ids_of(store.open_outbox("payout")), Ids{"c2-1-0"});
        EXPECT_EQ(ids_of(store.open_outbox("portal")),
                  (Ids{"c1-1-10", "c1-1-2", "c1-10-0", "c1-2-0"}))
            << "by id";
        EXPECT_EQ(ids_of(store.open_outbox("case")), Ids{});
    });
}

TEST_P(MessageRows, TheIntakeJournalKeepsTheNewest) {
    const auto row = [](int i) {
        return ports::IntakeRow{i, "10.0.0." + std::to_string(i), "digest", 1000 + i, "[]"};
    };
    const auto listed = [this](std::size_t most) {
        std::vector<std::int64_t> at;
        for (const auto& found : read([&](auto& store) { return store.intake_journal(most); })) {
            at.push_back(found.at);
        }
        return at;
    };
    using At = std::vector<std::int64_t>;
    for (int i = 0; i < 20; ++i) {
        write([&](ports::UnitOfWork& unit) { unit.append_intake(row(i), 5); });
    }
    EXPECT_EQ(listed(100), (At{19, 18, 17, 16, 15}));
    EXPECT_EQ(listed(2), (At{19, 18}));
    EXPECT_EQ(listed(0), At{});
    const auto newest = read([](auto& store) { return store.intake_journal(1); });
    EXPECT_EQ(tied(newest.at(0)), tied(row(19)));
    write([&](ports::UnitOfWork& unit) { unit.append_intake(row(20), 8); });
    EXPECT_EQ(listed(100), (At{20, 19, 18, 17, 16, 15}));
    write([&](ports::UnitOfWork& unit) { unit.append_intake(row(21), 1); });
    EXPECT_EQ(listed(100), At{21});
    write([&](ports::UnitOfWork& unit) { unit.append_intake(row(22), 0); });
    EXPECT_EQ(listed(100), At{});
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, MessageRows, testing::ValuesIn(every_kind), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
