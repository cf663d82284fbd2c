// SPDX-License-Identifier: EUPL-1.2
// Goal: scenario 41: a payment run that dies at any point and is repeated pays nobody twice.
// Method: a child process makes released cases in a database file and is killed inside the run,
// once before anything is recorded and once after; this process opens the file and repeats.
#include <csignal>
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/scenarios/payout_house.hpp"

namespace foerderwerk::operations {
namespace {

namespace fs = std::filesystem;

void die() {
    (void)::raise(SIGKILL);
}

/// The bank's files; the power fails when the file has just been written, before the record.
class FatalFiles final : public PaymentFiles {
public:
    [[nodiscard]] Reasons check(const Payment& payment) const override {
        return files_.check(payment);
    }
    [[nodiscard]] Result<std::string, Reasons> write(const PaymentBatch& batch) const override {
        (void)files_.write(batch);
        die();
        return {};
    }
    [[nodiscard]] Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view bytes) const override {
        return files_.read_status(bytes);
    }

private:
    bank::BankPaymentFiles files_;
};

/// The first life of the house, in a process that does not survive it.
class FirstLife : public RunPayout {
public:
    explicit FirstLife(const std::string& file) : RunPayout(file) {}
    void TestBody() override {}
    void run_and_die(bool recorded) {
        (void)released_case("a");
        (void)released_case("b");
        if (recorded) {
            (void)run_batch(casework, files, debtor, "ha-1");
            die();
        }
        (void)run_batch(casework, FatalFiles(), debtor, "ha-1");
    }
};

/// What the next process finds.
struct SecondLife {
    explicit SecondLife(const std::string& path)
        : loader([this](std::string_view bytes) { return sealing.sha256(bytes); }),
          store({.path = path}),
          definitions(loader),
          casework{.store = store,
                   .sealing = sealing,
                   .clock = clock,
                   .definitions = definitions,
                   .services = nullptr,
                   .programmes = {}} {
        clock.set(*parse_instant("2026-02-16T08:00:00Z"));
    }

    BatchResult batch(const std::string& id = {}) {
        auto made = run_batch(casework, files, debtor, "ha-1", id);
        EXPECT_TRUE(made.has_value());
        return made.has_value() ? std::move(*made) : BatchResult{};
    }

    std::vector<ports::BatchRow> batches() {
        std::vector<ports::BatchRow> rows;
        store.read([&](ports::StoreReader& reader) { rows = reader.batches(); });
        return rows;
    }

    signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 'm'))};
    xml::XmlDefinitionLoader loader;
    database::SqliteStore store;
    console::VirtualClock clock;
    Definitions definitions;
    Casework casework;
    bank::BankPaymentFiles files;
    PayoutSettings debtor{.debtor_name = "Musterförderstelle",
                          .debtor_iban = "DE02120300000000202051",
                          .debtor_bic = ""};
};

class PaymentCrash : public testing::Test {
protected:
    PaymentCrash()
        : folder(fs::temp_directory_path() / ("foerderwerk-crash-" + std::to_string(::getpid()))) {
        fs::create_directories(folder);
    }
    ~PaymentCrash() override { fs::remove_all(folder); }

    void live_and_die(bool recorded) {
        const ::pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            FirstLife(database()).run_and_die(recorded);
            ::_exit(1);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }

    std::string database() const { return (folder / "house.db").string(); }

    fs::path folder;
};

TEST_F(PaymentCrash, S41_KilledBeforeTheRecordTheNextRunPaysEachOnce) {
    live_and_die(false);
    SecondLife house(database());
    EXPECT_TRUE(house.batches().empty()) << "what was written is of no batch";
    const BatchResult made = house.batch();
    EXPECT_EQ(made.payments, 2U);
    EXPECT_EQ(house.batch().batch_id, "");
    EXPECT_EQ(house.batches().size(), 1U);
}

TEST_F(PaymentCrash, S41_KilledAfterTheRecordTheSameFileComesAgain) {
    live_and_die(true);
    SecondLife house(database());
    ASSERT_EQ(house.batches().size(), 1U);
    EXPECT_EQ(house.batch().batch_id, "") << "no new transfer";
    const BatchResult again = house.batch("FW20260213-001");
    EXPECT_EQ(again.payments, 2U);
    EXPECT_EQ(again.cents, 60000);
    EXPECT_EQ(house.batch("FW20260213-001").file, again.file);
    EXPECT_NE(again.file.find("<MsgId>FW20260213-001<"), std::string::npos);
    EXPECT_NE(again.file.find("<CtrlSum>600.00<"), std::string::npos);
}

}  // namespace
}  // namespace foerderwerk::operations
