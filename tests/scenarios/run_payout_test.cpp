// SPDX-License-Identifier: EUPL-1.2
// Goal: a released payment is paid once, whatever is repeated or fails in between, and the bank's
// answer reaches its case once. Method: two real cases of a shipped programme, driven to their
// release on an in-memory store; batches and statements with the bank's real formats. At the end
// of each test every case is replayed and the store is checked against its records.
#include "engine/operations/run_payout.hpp"

#include <gtest/gtest.h>

#include "engine/operations/park_case.hpp"
#include "engine/types/failure.hpp"
#include "tests/scenarios/payout_house.hpp"

namespace foerderwerk::operations {
namespace {

/// The bank's files, except that nothing can be written.
class BrokenFiles final : public PaymentFiles {
public:
    explicit BrokenFiles(bool throws) : throws_(throws) {}
    [[nodiscard]] Reasons check(const Payment&) const override { return {}; }
    [[nodiscard]] Result<std::string, Reasons> write(const PaymentBatch&) const override {
        if (throws_) {
            throw OperatingError(FailureKind::transient, "the power went off");
        }
        return Failure<Reasons>(Reasons{{"ZAHLUNG_IBAN", "", "falsch"}});
    }
    [[nodiscard]] Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view) const override {
        return std::vector<PaymentBooking>{};
    }

private:
    bool throws_;
};

/// The bank's files, except that the payments of one case are not what the bank takes.
class PickyFiles final : public PaymentFiles {
public:
    explicit PickyFiles(std::string refused) : refused_(std::move(refused)) {}
    [[nodiscard]] Reasons check(const Payment& payment) const override {
        return payment.case_id == refused_
                   ? Reasons{{"ZAHLUNG_IBAN", payment.end_to_end_id, "Die IBAN ist falsch."}}
                   : files_.check(payment);
    }
    [[nodiscard]] Result<std::string, Reasons> write(const PaymentBatch& batch) const override {
        return files_.write(batch);
    }
    [[nodiscard]] Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view bytes) const override {
        return files_.read_status(bytes);
    }

private:
    std::string refused_;
    bank::BankPaymentFiles files_;
};

/// A bank format that has become another one since the batch was frozen.
class OtherFiles final : public PaymentFiles {
public:
    [[nodiscard]] Reasons check(const Payment&) const override { return {}; }
    [[nodiscard]] Result<std::string, Reasons> write(const PaymentBatch& batch) const override {
        return batch.id;
    }
    [[nodiscard]] Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view) const override {
        return std::vector<PaymentBooking>{};
    }
};

TEST_F(RunPayout, PutsEachReleasedPaymentIntoOneBatch) {
    EXPECT_EQ(batch().batch_id, "");
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const BatchResult made = batch();
    EXPECT_EQ(made.batch_id, "FW20260213-001");
    EXPECT_EQ(made.payments, 2U);
    EXPECT_EQ(made.cents, 60000);
    for (const std::string& id : {id_of_payment(a), id_of_payment(b)}) {
        EXPECT_NE(made.file.find("<EndToEndId>" + id + "</EndToEndId>"), std::string::npos) << id;
    }
    EXPECT_NE(made.file.find("<Dt>2026-02-16</Dt>"), std::string::npos) << "Monday follows";
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"batched"});

    EXPECT_EQ(batch().batch_id, "") << "a second run finds nothing to pay";
    clock.set(*parse_instant("2026-03-01T00:00:00Z"));
    debtor.debtor_name = "Anderer Name";
    EXPECT_EQ(batch(made.batch_id).file, made.file) << "frozen: nothing new comes into it";
    EXPECT_EQ(run_batch(casework, files, debtor, "ha-1", "FW20260213-002").error().front().code,
              "NOT_FOUND");
}

TEST_F(RunPayout, AnInvalidPaymentGoesBackToItsCaseAndTheOthersArePaid) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const auto made = run_batch(casework, PickyFiles(a), debtor, "ha-1");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->payments, 1U);
    ASSERT_EQ(made->left_out.size(), 1U);
    EXPECT_EQ(made->left_out.front().code, "ZAHLUNG_IBAN");
    EXPECT_EQ(made->left_out.front().place, id_of_payment(a));
    EXPECT_NE(made->file.find(id_of_payment(b)), std::string::npos);
    EXPECT_EQ(made->file.find(a), std::string::npos);
    EXPECT_EQ(batch(made->batch_id).file, made->file) << "the file is given out again as it was";
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(states_of(b), "abrechnung zahlung_freigegeben");
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"refused"});
    EXPECT_EQ(batch().batch_id, "") << "what was given back is not tried again";

    run("- { action: klaeren, case: CASE, by: sb-1, reason: IBAN berichtigt }\n"
        "- { action: anordnen, case: CASE, by: sb-1 }\n"
        "- { action: freigeben, case: CASE, by: ao-1 }\n",
        "a");
    EXPECT_EQ(batch().payments, 1U);
    EXPECT_EQ(payout_status(a), (std::vector<std::string>{"refused", "batched"}));
}

TEST_F(RunPayout, OnlyInvalidPaymentsMakeNoBatch) {
    const std::string a = released_case("a");
    const auto made = run_batch(casework, PickyFiles(a), debtor, "ha-1");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->batch_id, "");
    EXPECT_EQ(made->left_out.size(), 1U);
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgewiesen");
}

TEST_F(RunPayout, AnInvalidPaymentOfAHaltedCaseWaitsAndIsTold) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    store->write([&](ports::UnitOfWork& unit) {
        park_case(unit, casework, {.case_id = a, .event = "action.test", .cause = "halted"});
    });
    const auto made = run_batch(casework, PickyFiles(a), debtor, "ha-1");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->payments, 1U);
    ASSERT_EQ(made->left_out.size(), 2U);
    EXPECT_EQ(made->left_out.back().code, "ZAHLUNG_WARTET");
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"open"});
}

TEST_F(RunPayout, CountsTheBatchesOfADay) {
    (void)released_case("a");
    EXPECT_EQ(batch().batch_id, "FW20260213-001");
    (void)released_case("b");
    EXPECT_EQ(batch().batch_id, "FW20260213-002");
}

TEST_F(RunPayout, MarksNothingWhenTheFileIsNotWritten) {
    const std::string a = released_case("a");
    EXPECT_THROW((void)run_batch(casework, BrokenFiles(true), debtor, "ha-1"), OperatingError);
    EXPECT_EQ(run_batch(casework, BrokenFiles(false), debtor, "ha-1").error().front().code,
              "ZAHLUNG_IBAN");
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"open"});
    const BatchResult made = batch();
    EXPECT_EQ(made.batch_id, "FW20260213-001");
    EXPECT_EQ(made.payments, 1U);
    EXPECT_THROW((void)run_batch(casework, BrokenFiles(false), debtor, "ha-1", made.batch_id),
                 OperatingError);
}

TEST_F(RunPayout, APaidBookingReachesItsCaseOnce) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    (void)batch();
    const std::string paid = statement(id_of_payment(a), 30000, Kind::paid);
    EXPECT_EQ(import(paid).paid, 1U);
    EXPECT_EQ(states_of(a), "nachweis ausgezahlt");
    EXPECT_EQ(states_of(b), "abrechnung zahlung_freigegeben");
    EXPECT_EQ(house.budget().paid, 30000);
    const StatusResult again = import(paid);
    EXPECT_EQ(again.paid, 0U);
    EXPECT_EQ(again.known_before, 1U);
    EXPECT_EQ(house.budget().paid, 30000);
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"delivered"});
}

TEST_F(RunPayout, AReturnReachesItsCaseBeforeAndAfterPayment) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    (void)batch();
    EXPECT_EQ(import(statement(id_of_payment(a), 30000, Kind::returned)).returned, 1U);
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgekommen");
    EXPECT_EQ(import(statement(id_of_payment(a), 30000, Kind::paid)).known_before, 1U);
    EXPECT_EQ(house.budget().paid, 0);

    EXPECT_EQ(import(statement(id_of_payment(b), 30000, Kind::paid)).paid, 1U);
    const std::string back = statement(id_of_payment(b), 30000, Kind::returned);
    EXPECT_EQ(import(back).returned, 1U);
    EXPECT_EQ(import(back).known_before, 1U);
    EXPECT_EQ(payout_status(b), std::vector<std::string>{"returned"});
}

TEST_F(RunPayout, WhatFitsNoPaymentIsToldAndChangesNothing) {
    const std::string a = released_case("a");
    const std::string open = id_of_payment(a);
    EXPECT_EQ(code_passed_over(import(statement(open, 30000, Kind::paid))), "BUCHUNG_UNBEKANNT")
        << "not in a batch yet";
    (void)batch();
    const struct {
        std::string bytes;
        const char* code;
    } table[] = {
        {statement(open, 29999, Kind::paid), "BUCHUNG_BETRAG"},
        {statement(open, 30000, Kind::pending), "BUCHUNG_OFFEN"},
        {statement("another", 30000, Kind::paid), "BUCHUNG_UNBEKANNT"},
        {replaced(statement(open, 30000, Kind::paid), "EUR", "CHF"), "CAMT_CURRENCY"},
    };
    for (const auto& row : table) {
        const StatusResult result = import(row.bytes);
        EXPECT_EQ(code_passed_over(result), row.code);
        EXPECT_EQ(result.paid + result.returned + result.known_before, 0U) << row.code;
    }
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"batched"});
    EXPECT_EQ(states_of(a), "abrechnung zahlung_freigegeben");
    EXPECT_FALSE(import_status(casework, files, "<no-statement/>").has_value());
}

TEST_F(RunPayout, AParkedCaseKeepsItsBookingForLater) {
    const std::string a = released_case("a");
    (void)batch();
    store->write([&](ports::UnitOfWork& unit) {
        park_case(unit, casework, {.case_id = a, .event = "action.x", .cause = "halted"});
    });
    const std::string paid = statement(id_of_payment(a), 30000, Kind::paid);
    EXPECT_EQ(code_passed_over(import(paid)), "INCIDENT");
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"batched"});
    store->write([&](ports::UnitOfWork& unit) {
        EXPECT_TRUE(resume_case(unit, casework, a, "be-1", "behoben").has_value());
    });
    EXPECT_EQ(import(paid).paid, 1U);
}

TEST_F(RunPayout, AnotherFileIsNeverGivenOutForAStoredBatch) {
    (void)released_case("a");
    const BatchResult made = batch();
    EXPECT_THROW((void)run_batch(casework, OtherFiles(), debtor, "ha-1", made.batch_id),
                 OperatingError);
    EXPECT_EQ(batch(made.batch_id).file, made.file);
}

TEST(EndToEndId, IsTheCaseAndItsStepInBase36) {
    const std::string id(32, 'a');
    EXPECT_EQ(end_to_end_id(id, 1), id + "1");
    EXPECT_EQ(end_to_end_id(id, 35), id + "z");
    EXPECT_EQ(end_to_end_id(id, 36), id + "10");
    EXPECT_EQ(end_to_end_id(id, 46655), id + "zzz") << "35 characters, as long as SEPA allows";
}

}  // namespace
}  // namespace foerderwerk::operations
