// SPDX-License-Identifier: EUPL-1.2
// Goal: no line of the budget and no quota is ever overdrawn, and sums always agree.
// Method: a table of single postings; the scenarios 1, 2 and 23; 20,000 random postings against
// small budgets with a printed seed (FOERDERWERK_SEED repeats a run).
#include "engine/ledger/posting.hpp"

#include <cstdlib>
#include <limits>
#include <map>
#include <random>

#include <gtest/gtest.h>

namespace foerderwerk::ledger {
namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

Posting posting(PostingKind kind, std::int64_t amount, std::optional<std::int64_t> limit = {}) {
    return {"basis-2026", kind, amount, CaseId("c"), 1, 0, limit, 2026};
}

struct Row {
    const char* what;
    Posting posting;
    LineBalance line;
    CaseHolding holding;
    LineBalance line_after;
    CaseHolding holding_after;
    const char* code;
};

TEST(Ledger, SinglePostings) {
    using enum PostingKind;
    const Row table[] = {
        {"allot", posting(allot, 1000), {}, {}, {1000, 0, 0, 0}, {}, ""},
        {"cut", posting(allot, -400), {1000, 0, 600, 0}, {}, {600, 0, 600, 0}, {}, ""},
        {"cut too deep", posting(allot, -401), {1000, 0, 600, 0}, {}, {}, {}, "BUDGET_ERSCHOEPFT"},
        {"allot nothing", posting(allot, 0), {}, {}, {}, {}, "BUCHUNG_UNGUELTIG"},
        {"allot too much", posting(allot, 1), {largest, 0, 0, 0}, {}, {}, {}, "BUCHUNG_UNGUELTIG"},
        {"reserve", posting(reserve, 300), {300, 0, 0, 0}, {}, {300, 300, 0, 0}, {300, 0, 0}, ""},
        {"reserve 1 too much",
         posting(reserve, 301),
         {300, 0, 0, 0},
         {},
         {},
         {},
         "BUDGET_ERSCHOEPFT"},
        {"reserve beside others",
         posting(reserve, 2),
         {9, 3, 3, 1},
         {},
         {9, 5, 3, 1},
         {2, 0, 0},
         ""},
        {"reserve nothing", posting(reserve, 0), {300, 0, 0, 0}, {}, {}, {}, "BUCHUNG_UNGUELTIG"},
        {"reserve negative",
         posting(reserve, -1),
         {300, 5, 0, 0},
         {5, 0, 0},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
        {"commit out of the reservation",
         posting(commit, 200),
         {300, 300, 0, 0},
         {300, 0, 0},
         {300, 100, 200, 0},
         {100, 200, 0},
         ""},
        {"commit beyond it",
         posting(commit, 250),
         {300, 200, 0, 0},
         {200, 0, 0},
         {300, 0, 250, 0},
         {0, 250, 0},
         ""},
        {"not out of another's",
         posting(commit, 250),
         {300, 200, 0, 0},
         {100, 0, 0},
         {},
         {},
         "BUDGET_ERSCHOEPFT"},
        {"pay",
         posting(pay, 250),
         {300, 0, 250, 0},
         {0, 250, 0},
         {300, 0, 0, 250},
         {0, 0, 250},
         ""},
        {"pay what is only reserved",
         posting(pay, 1),
         {300, 300, 0, 0},
         {300, 0, 0},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
        {"pay another's",
         posting(pay, 2),
         {300, 0, 250, 0},
         {0, 1, 0},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
        {"release reserved",
         posting(release_reserved, 5),
         {9, 6, 3, 0},
         {5, 0, 0},
         {9, 1, 3, 0},
         {},
         ""},
        {"release more",
         posting(release_reserved, 6),
         {9, 6, 3, 0},
         {5, 0, 0},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
        {"release committed",
         posting(release_committed, 2),
         {9, 0, 3, 0},
         {0, 3, 0},
         {9, 0, 1, 0},
         {0, 1, 0},
         ""},
        {"release paid",
         posting(release_committed, 1),
         {9, 0, 0, 3},
         {0, 0, 3},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
        {"quota", posting(reserve, 1, 1), {}, {}, {0, 1, 0, 0}, {1, 0, 0}, ""},
        {"quota used", posting(reserve, 1, 1), {0, 0, 0, 1}, {}, {}, {}, "KONTINGENT_ERSCHOEPFT"},
        {"lowered quota leaves old use",
         posting(commit, 2, 1),
         {0, 2, 0, 0},
         {2, 0, 0},
         {0, 0, 2, 0},
         {0, 2, 0},
         ""},
        {"lowered quota, new use",
         posting(commit, 2, 2),
         {0, 2, 0, 0},
         {1, 0, 0},
         {},
         {},
         "KONTINGENT_ERSCHOEPFT"},
        {"limit and allotment",
         posting(reserve, 5, 10),
         {4, 0, 0, 0},
         {},
         {},
         {},
         "BUDGET_ERSCHOEPFT"},
        {"no limit, no allotment", posting(reserve, 1), {}, {}, {}, {}, "BUDGET_ERSCHOEPFT"},
        {"overflow",
         posting(reserve, 1, largest),
         {0, largest, 0, 0},
         {},
         {},
         {},
         "BUCHUNG_UNGUELTIG"},
    };
    for (const auto& row : table) {
        const auto booked = apply(row.posting, row.line, row.holding);
        EXPECT_EQ(booked ? "" : booked.error().code, row.code) << row.what;
        if (booked) {
            EXPECT_EQ(*booked, (Booked{row.line_after, row.holding_after})) << row.what;
        } else {
            EXPECT_EQ(booked.error().place, "basis-2026");
        }
    }
}

TEST(Ledger, SentencesSayHowMuchIsLeft) {
    const auto quota = apply(posting(PostingKind::reserve, 1, 1), {0, 0, 1, 0}, {});
    EXPECT_EQ(quota.error().text, "Kontingent ausgeschöpft (1 von 1).");
    const auto two = apply(posting(PostingKind::reserve, 2, 2), {0, 0, 1, 0}, {});
    EXPECT_EQ(two.error().text, "Kontingent ausgeschöpft (1 von 2), benötigt werden 2.");
    const auto money = apply(posting(PostingKind::reserve, 30000), {40000, 0, 30000, 0}, {});
    EXPECT_EQ(money.error().text,
              "Haushaltsmittel erschöpft: verfügbar 100,00 EUR, benötigt 300,00 EUR.");
}

TEST(Ledger, Scenario23_TwoCommitmentsOf300AgainstABalanceOf400) {
    const auto first = apply(posting(PostingKind::commit, 30000), {40000, 0, 0, 0}, {});
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->line.available(), 10000);
    const auto second = apply(posting(PostingKind::commit, 30000), first->line, {});
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, "BUDGET_ERSCHOEPFT");
}

TEST(LedgerDeathTest, UnsoundSumsAreOurOwnError) {
    EXPECT_DEATH((void)apply(posting(PostingKind::reserve, 1), {0, -1, 0, 0}, {}), "below zero");
    EXPECT_DEATH((void)apply(posting(PostingKind::pay, 1), {9, 0, 1, 0}, {0, 2, 0}), "holds");
}

TEST(PostingKind, NamesAreReadBack) {
    using enum PostingKind;
    for (const auto kind : {allot, reserve, commit, pay, release_reserved, release_committed}) {
        EXPECT_EQ(parse_posting_kind(to_string(kind)), kind);
    }
    EXPECT_FALSE(parse_posting_kind("Reserve").has_value());
}

unsigned seed() {
    const char* text = std::getenv("FOERDERWERK_SEED");
    return text != nullptr ? static_cast<unsigned>(std::strtoul(text, nullptr, 10))
                           : std::random_device{}();
}

using Books = std::map<std::string, LineBalance>;
using Holdings = std::map<std::string, std::map<int, CaseHolding>>;

void expect_sound(const LineBalance& line, const std::map<int, CaseHolding>& holdings) {
    CaseHolding sum;
    for (const auto& [id, holding] : holdings) {
        ASSERT_GE(std::min({holding.reserved, holding.committed, holding.paid}), 0);
        sum.reserved += holding.reserved;
        sum.committed += holding.committed;
        sum.paid += holding.paid;
    }
    ASSERT_EQ(sum, (CaseHolding{line.reserved, line.committed, line.paid}));
}

TEST(Ledger, RandomPostingsKeepEveryInvariant) {
    const unsigned start = seed();
    std::cout << "seed " << start << "\n";
    std::mt19937 random(start);
    const auto draw = [&](int low, int high) {
        return std::uniform_int_distribution(low, high)(random);
    };
    constexpr std::int64_t limit = 7;
    Books books;
    Holdings holdings;
    int booked_count = 0;
    for (int i = 0; i < 20'000; ++i) {
        const bool quota = draw(0, 2) == 0;
        const std::string name = quota ? "places" : "money-" + std::to_string(draw(0, 2));
        const int case_number = draw(0, 9);
        Posting next = posting(static_cast<PostingKind>(draw(quota ? 1 : 0, 5)),
                               quota ? draw(-1, 3) : draw(-300, 400));
        next.limit = quota ? std::optional(limit) : std::nullopt;
        LineBalance& line = books[name];
        CaseHolding& holding = holdings[name][case_number];
        const Booked before{line, holding};
        const auto booked = apply(next, line, holding);
        if (booked) {
            ++booked_count;
            line = booked->line;
            holding = booked->holding;
            ASSERT_NE(*booked, before);
        }
        ASSERT_GE(std::min({line.allotted, line.reserved, line.committed, line.paid}), 0);
        ASSERT_LE(line.used(), quota ? limit : line.allotted) << "seed " << start;
        expect_sound(line, holdings[name]);
    }
    EXPECT_GT(booked_count, 1'000) << "seed " << start;
}

}  // namespace
}  // namespace foerderwerk::ledger
