// SPDX-License-Identifier: EUPL-1.2
#pragma once

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
#include "engine/operations/run_payout.hpp"
#include "engine/types/money.hpp"
#include "tests/scenarios/payout_steps.hpp"

namespace foerderwerk::operations {

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

inline cases::Files programme_files() {
    const std::filesystem::path folder = FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis";
    cases::Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string path = std::filesystem::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/")) {
            std::ifstream file(entry.path(), std::ios::binary);
            files[path] = {std::istreambuf_iterator<char>(file), {}};
        }
    }
    return files;
}

/// Two real cases of a shipped programme, with a contract, on a store in memory or a file. At the
/// end of a test every case is replayed and the store is checked against its records.
class RunPayout : public testing::Test {
protected:
    explicit RunPayout(std::string database = ":memory:", const char* scenario = payout_scenario)
        : path(std::move(database)),
          loader([this](std::string_view bytes) { return sealing.sha256(bytes); }),
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
        settings.set("period_end", *parse_date("2026-12-31"));
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
        auto made = std::make_unique<database::SqliteStore>(database::StoreSettings{.path = path});
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

    std::string path;
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

}  // namespace foerderwerk::operations
