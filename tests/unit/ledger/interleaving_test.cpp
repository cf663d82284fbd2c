// SPDX-License-Identifier: EUPL-1.2
// Goal: whatever order approvals, cancellations, payments and returns come in, no line is ever
// overdrawn, nothing is paid twice and sums agree. Method: 100,000 random events against three
// small lines, beside books of the test's own that only know whole payments; the seed is printed
// and FOERDERWERK_SEED repeats it; FOERDERWERK_SOAK=1 runs fifty seeds.
#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "engine/ledger/posting.hpp"

namespace foerderwerk::ledger {
namespace {

constexpr int events = 100'000;

/// One application: what it costs, and how far it is. Only the steps that a case allows happen.
struct Application {
    enum class At { asked, approved, paid, over } at = At::asked;
    std::string line;
    std::int64_t cents = 0;
    CaseHolding holding;
};

class Books {
public:
    explicit Books(std::uint64_t seed) : random_(seed) {
        for (const char* name : {"haushalt/2026", "haushalt/2027", "ve/2026/2027"}) {
            allotted_[name] = number(1'000, 200'000);
            lines_[name].allotted = allotted_[name];
        }
    }

    void happen() {
        if (applications_.size() < 40 || number(0, 3) == 0) {
            ask();
        }
        Application& one = applications_[static_cast<std::size_t>(
            number(0, static_cast<std::int64_t>(applications_.size()) - 1))];
        switch (number(0, 4)) {
            case 0:
                return approve(one);
            case 1:
                return cancel(one);
            case 2:
            case 3:
                return pay(one);
            default:
                return come_back(one);
        }
    }

    /// Both books side by side.
    void check() const {
        std::map<std::string, LineBalance> sums;
        for (const Application& one : applications_) {
            sums[one.line].committed += one.at == Application::At::approved ? one.cents : 0;
            sums[one.line].paid += one.at == Application::At::paid ? one.cents : 0;
            ASSERT_EQ(one.holding.committed, one.at == Application::At::approved ? one.cents : 0);
            ASSERT_EQ(one.holding.paid, one.at == Application::At::paid ? one.cents : 0);
        }
        for (const auto& [name, line] : lines_) {
            ASSERT_GE(line.available(), 0) << name;
            ASSERT_EQ(line.allotted, allotted_.at(name));
            ASSERT_EQ(line.reserved, 0);
            ASSERT_EQ(line.committed, sums[name].committed) << name;
            ASSERT_EQ(line.paid, sums[name].paid) << name;
        }
    }

    [[nodiscard]] int refused() const { return refused_; }
    [[nodiscard]] int paid() const { return paid_; }

private:
    std::int64_t number(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
    }

    void ask() {
        Application one;
        one.line = std::next(allotted_.begin(), number(0, 2))->first;
        one.cents = number(1, 30'000);
        // What is over makes room, so that checking all of them stays cheap.
        for (Application& old : applications_) {
            if (old.at == Application::At::over) {
                old = one;
                return;
            }
        }
        if (applications_.size() < 60) {
            applications_.push_back(one);
        }
    }

    bool post(Application& one, PostingKind kind) {
        Posting posting;
        posting.line = one.line;
        posting.kind = kind;
        posting.amount = one.cents;
        const auto booked = apply(posting, lines_[one.line], one.holding);
        if (booked.has_value()) {
            lines_[one.line] = booked->line;
            one.holding = booked->holding;
        }
        return booked.has_value();
    }

    void approve(Application& one) {
        if (one.at != Application::At::asked) {
            return;
        }
        const bool room = lines_[one.line].available() >= one.cents;
        ASSERT_EQ(post(one, PostingKind::commit), room) << "exactly what fits is approved";
        one.at = room ? Application::At::approved : one.at;
        refused_ += room ? 0 : 1;
    }

    void cancel(Application& one) {
        const bool held = one.at == Application::At::approved;
        ASSERT_EQ(post(one, PostingKind::release_committed), held);
        one.at = held ? Application::At::over : one.at;
    }

    /// A payment that is repeated finds nothing committed any more.
    void pay(Application& one) {
        const bool held = one.at == Application::At::approved;
        ASSERT_EQ(post(one, PostingKind::pay), held) << "paid twice, or without approval";
        one.at = held ? Application::At::paid : one.at;
        paid_ += held ? 1 : 0;
    }

    void come_back(Application& one) {
        const bool held = one.at == Application::At::paid;
        ASSERT_EQ(post(one, PostingKind::take_back), held);
        one.at = held ? Application::At::approved : one.at;
    }

    std::mt19937_64 random_;
    std::map<std::string, std::int64_t> allotted_;
    std::map<std::string, LineBalance> lines_;
    std::vector<Application> applications_;
    int refused_ = 0;
    int paid_ = 0;
};

TEST(LedgerInterleavings, NeverOverdrawNorPayTwice) {
    const char* given = std::getenv("FOERDERWERK_SEED");
    const bool soak = std::getenv("FOERDERWERK_SOAK") != nullptr;
    const std::uint64_t first = given != nullptr ? std::stoull(given) : std::random_device{}();
    for (std::uint64_t seed = first; seed < first + (soak ? 50 : 1); ++seed) {
        std::cout << "FOERDERWERK_SEED=" << seed << '\n';
        Books books(seed);
        for (int i = 0; i < events; ++i) {
            books.happen();
            books.check();
            ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", event " << i;
        }
        EXPECT_GT(books.refused(), 0) << "the budgets were too large to say anything";
        EXPECT_GT(books.paid(), 0) << "nothing was paid: the events say nothing";
    }
}

}  // namespace
}  // namespace foerderwerk::ledger
