// SPDX-License-Identifier: EUPL-1.2
// Goal: a released payment is paid once, whatever is repeated or fails in between, and the bank's
// answer reaches its case once. Method: two real cases of a shipped programme, driven to their
// release on an in-memory store; batches and statements with the bank's real formats. At the end
// of each test every case is replayed and the store is checked against its records.
#include "engine/operations/run_payout.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "connectors/bank/payment_files.hpp"
#include "connectors/console/scenario_world.hpp"
#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"
#include "engine/operations/park_case.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::operations {
namespace {

namespace fs = std::filesystem;

constexpr const char* scenario = R"(
today: 2026-01-12
given:
  municipality: { ags: "08336010", name: Böllen, kind: Gemeinde, population: 50000 }
  budget: 10000.00
  people: { sb-1: sachbearbeitung, zz-1: zweitzeichnung, ao-1: anordnung }
)";

constexpr const char* steps_to_contract = R"(
- message: antrag.einreichen
  as: CASE
  data: { personen: 1, kurs_beginn: 2026-02-09, bildungstraeger: VWA-S }
- { action: votum.positiv, case: CASE, by: sb-1, reason: frei }
- { action: zeichnen, case: CASE, by: zz-1 }
)";

constexpr const char* steps_to_release = R"(
- message: teilnahme.nachweis
  case: CASE
  on: 2026-02-12
  data:
    bildungstraeger: VWA-S
    teilnahme:
      - { voucher: "= vouchers[1].id", anmeldung: 2026-02-01T09:00:00+01:00,
          tage_gesamt: 3, tage_teilgenommen: 3, gebuehr: 300.00 }
- { action: anordnen, case: CASE, by: sb-1 }
- { action: freigeben, case: CASE, by: ao-1 }
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

cases::Files programme_files() {
    const fs::path folder = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";
    cases::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/")) {
            std::ifstream file(entry.path(), std::ios::binary);
            files[path] = {std::istreambuf_iterator<char>(file), {}};
        }
    }
    return files;
}

/// The bank's files, except that nothing can be written.
class BrokenFiles final : public PaymentFiles {
public:
    explicit BrokenFiles(bool throws) : throws_(throws) {}
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

/// A bank format that has become another one since the batch was frozen.
class OtherFiles final : public PaymentFiles {
public:
    [[nodiscard]] Result<std::string, Reasons> write(const PaymentBatch& batch) const override {
        return batch.id;
    }
    [[nodiscard]] Result<std::vector<PaymentBooking>, Reasons> read_status(
        std::string_view) const override {
        return std::vector<PaymentBooking>{};
    }
};

class RunPayout : public testing::Test {
protected:
    RunPayout()
        : loader([this](std::string_view bytes) { return sealing.sha256(bytes); }),
          house(
              programme_files(), [this] { return world(); }, YAML::Load(scenario)),
          definitions(loader),
          casework{.store = *store,
                   .sealing = sealing,
                   .clock = clock,
                   .definitions = definitions,
                   .services = nullptr,
                   .programmes = {}} {
        feel::Context settings;
        settings.set("budget_line", "haushalt/2026");
        casework.programmes.push_back({.programme = "digitallotsen-basis",
                                       .definition = {},
                                       .leistung = {},
                                       .file_number_pattern = {},
                                       .settings = std::move(settings)});
        clock.set(*parse_instant("2026-02-13T08:00:00Z"));  // a Friday
        run(steps_to_contract, "a");
        run(steps_to_contract, "b");
    }

    void TearDown() override { EXPECT_EQ(house.replay_all(), std::vector<std::string>{}); }

    console::ScenarioWorld world() {
        auto made =
            std::make_unique<database::SqliteStore>(database::StoreSettings{.path = ":memory:"});
        store = made.get();
        return {
            .store = std::move(made), .sealing = &sealing, .loader = &loader, .services = nullptr};
    }

    void run(const char* steps, const std::string& alias) {
        for (const YAML::Node& step : YAML::Load(replaced(steps, "CASE", alias))) {
            const auto outcome = house.run(step);
            EXPECT_TRUE(outcome.refused.empty())
                << (outcome.refused.empty() ? "" : outcome.refused.front().text);
        }
    }

    /// A case whose payment is released; gives its id.
    std::string released_case(const std::string& alias) {
        run(steps_to_release, alias);
        return house.current_case()->case_id;
    }

    std::string states_of(const std::string& case_id) {
        std::string states;
        store->read(
            [&](ports::StoreReader& reader) { states = reader.find_case(case_id)->states; });
        return states;
    }

    std::vector<std::string> payout_status(const std::string& case_id) {
        std::vector<std::string> found;
        store->read([&](ports::StoreReader& reader) {
            for (const ports::OutboxRow& row : reader.outbox_of_case(case_id)) {
                if (row.processor == "payout") {
                    found.push_back(row.status);
                }
            }
        });
        return found;
    }

    BatchResult batch(const std::string& id = {}) {
        auto made = run_batch(casework, files, debtor, "ha-1", id);
        EXPECT_TRUE(made.has_value());
        return made.has_value() ? std::move(*made) : BatchResult{};
    }

    /// The only payment of the case, as the stored batches have it.
    std::string id_of_payment(const std::string& case_id) {
        std::string id;
        store->read([&](ports::StoreReader& reader) {
            for (const ports::OutboxRow& row : reader.outbox_of_case(case_id)) {
                if (row.processor == "payout") {
                    id = end_to_end_id(case_id, row.number);
                }
            }
        });
        return id;
    }

    enum class Kind { paid, returned, pending };

    static std::string statement(const std::string& id, std::int64_t cents, Kind kind) {
        const std::string amount =
            "<Amt Ccy=\"EUR\">" + Money::from_cents(cents).to_string() + "</Amt>";
        const std::string indicator =
            kind == Kind::returned ? "<CdtDbtInd>CRDT</CdtDbtInd>" : "<CdtDbtInd>DBIT</CdtDbtInd>";
        return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">"
               "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M</MsgId></GrpHdr><Ntfctn><Id>N</Id><Ntry>" +
               amount + indicator + "<Sts><Cd>" + (kind == Kind::pending ? "PDNG" : "BOOK") +
               "</Cd></Sts><ValDt><Dt>2026-02-17</Dt></ValDt><NtryDtls><TxDtls><Refs>"
               "<EndToEndId>" +
               id + "</EndToEndId></Refs>" + amount + indicator +
               (kind == Kind::returned ? "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" : "") +
               "</TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";
    }

    StatusResult import(const std::string& bytes) {
        auto result = import_status(casework, files, bytes);
        EXPECT_TRUE(result.has_value());
        return result.has_value() ? std::move(*result) : StatusResult{};
    }

    static std::string code_passed_over(const StatusResult& result) {
        return result.passed_over.size() == 1 ? result.passed_over.front().code : std::string();
    }

    signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 'm'))};
    xml::XmlDefinitionLoader loader;
    ports::CaseStore* store = nullptr;
    console::ScenarioHouse house;
    console::VirtualClock clock;
    Definitions definitions;
    Casework casework;
    bank::BankPaymentFiles files;
    PayoutSettings debtor{.debtor_name = "Musterförderstelle",
                          .debtor_iban = "DE02120300000000202051",
                          .debtor_bic = ""};
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
