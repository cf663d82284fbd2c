// SPDX-License-Identifier: EUPL-1.2
// Goal: scenario 23 with real threads, and money that stays exact whatever happens in whatever
// order. Method: contracts signed at the same instant through the store; then random acts of
// clerks, applicants and the bank against a small budget, with messages of the bank repeated at
// will. The seed is printed; FOERDERWERK_SEED repeats it, FOERDERWERK_SOAK=1 runs 100,000 acts.
#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "engine/operations/handle_command.hpp"
#include "engine/operations/payment_batch_json.hpp"
#include "tests/scenarios/payout_house.hpp"

namespace foerderwerk::operations {
namespace {

constexpr const char* several_counties = R"(
today: 2026-01-12
given:
  municipalities:
    - { ags: "08336000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08115000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08425000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08116000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08117000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08118000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08119000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08125000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08126000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08127000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08128000", name: Kreis, kind: Landkreis, population: 200000 }
    - { ags: "08135000", name: Kreis, kind: Landkreis, population: 200000 }
  budget: 1000.00
  people: { sb-1: sachbearbeitung, zz-1: zweitzeichnung, ao-1: anordnung }
)";

constexpr const char* application = R"(
- message: antrag.einreichen
  as: CASE
  data: { personen: 1, kurs_beginn: DAY, bildungstraeger: VWA-S, kommune: { ags: "AGS", name: X } }
)";

constexpr const char* proof = R"(
- message: teilnahme.nachweis
  case: CASE
  data:
    bildungstraeger: VWA-S
    teilnahme:
      - { voucher: "= vouchers[1].id", anmeldung: 2027-01-01T09:00:00+01:00,
          tage_gesamt: 3, tage_teilgenommen: DAYS, gebuehr: 300.00 }
)";

class MoneyAtOnce : public RunPayout {
protected:
    MoneyAtOnce() : RunPayout(":memory:", several_counties) {
        feel::Context& settings = casework.programmes.front().settings;
        settings.set("period", "2026");
        settings.set("period_end", *parse_date("2027-12-31"));
        settings.set("voucher_pattern", "{ags}-{az}-{n:02}");
    }

    /// Runs steps that may be refused; what is refused must change nothing.
    void attempt(const std::string& steps) {
        for (const YAML::Node& step : YAML::Load(steps)) {
            try {
                (void)house.run(step);
            } catch (const std::runtime_error&) {
                // The step itself makes no sense here, as a voucher that was never made.
            }
        }
    }

    std::string apply_for(const std::string& alias, const std::string& ags,
                          const std::string& day) {
        attempt(replaced(replaced(replaced(application, "CASE", alias), "AGS", ags), "DAY", day));
        return house.current_case()->case_id;
    }

    cases::Command signing(const std::string& case_id) {
        cases::Command command;
        command.case_id = CaseId(case_id);
        command.event = "action.zeichnen";
        command.data = feel::Value(feel::Context());
        store->read([&](ports::StoreReader& reader) {
            command.actor =
                person_as_actor(reader, "zz-1", "digitallotsen-basis", clock.now()).value();
        });
        return command;
    }
};

TEST_F(MoneyAtOnce, S23_ContractsSignedInOneInstantNeverSpendMoreThanThereIs) {
    ASSERT_EQ(house.budget().allotted - house.budget().committed, 40000);
    std::vector<std::string> ids;
    for (const char* alias : {"c", "d", "e", "f"}) {
        ids.push_back(apply_for(alias, "08115000", "2026-03-09"));
        attempt("- { action: votum.positiv, by: sb-1, reason: frei }");
        ASSERT_EQ(states_of(ids.back()), "zeichnung mitzeichnung");
    }
    std::vector<std::jthread> clerks;
    for (const std::string& id : ids) {
        clerks.emplace_back([this, command = signing(id)] {
            EXPECT_EQ(handle_command(casework, command).kind, Handled::Kind::taken);
        });
    }
    clerks.clear();
    std::map<std::string, int> ends;
    for (const std::string& id : ids) {
        ++ends[states_of(id)];
    }
    EXPECT_EQ(ends["vertrag vertrag_geschlossen"], 1);
    EXPECT_EQ(ends["warteliste"], 3);
    EXPECT_EQ(house.budget().committed, 90000);
}

/// One random act after the other; knows of each payment only what went to the bank.
class RandomLife {
public:
    using Attempt = std::function<void(const std::string&)>;
    explicit RandomLife(std::uint64_t seed) : random(seed) {}

    std::size_t number(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    }

    std::mt19937_64 random;
    std::vector<std::string> aliases;
    std::map<std::string, std::int64_t> ordered;  ///< cents by end-to-end id
};

class RandomMoney : public MoneyAtOnce {
protected:
    void act(RandomLife& life, int step, int day_number) {
        const std::string day = to_string(LocalDate(
            std::chrono::sys_days(*parse_date("2026-02-13")) + std::chrono::days(day_number)));
        const std::string next = to_string(LocalDate(
            std::chrono::sys_days(*parse_date("2026-02-23")) + std::chrono::days(day_number)));
        clock.set(berlin_instant(*parse_date(day), std::chrono::hours(9)));
        if (life.aliases.empty() || life.number(16) == 0) {
            const char* counties[] = {"08336000", "08115000", "08425000", "08116000",
                                      "08117000", "08118000", "08119000", "08125000",
                                      "08126000", "08127000", "08128000", "08135000"};
            life.aliases.push_back("r" + std::to_string(step));
            (void)apply_for(life.aliases.back(), counties[life.number(std::size(counties))], next);
            return;
        }
        const std::size_t recent = std::min<std::size_t>(life.aliases.size(), 30);
        const std::string& alias = life.aliases[life.aliases.size() - 1 - life.number(recent)];
        if (life.number(4) == 0) {
            return speak_for_the_bank(life);
        }
        const std::string on = ", case: CASE, on: " + day;
        const std::vector<std::string> acts = {
            "- { action: votum.positiv" + on + ", by: sb-1, reason: frei }",
            "- { action: zeichnen" + on + ", by: zz-1 }",
            "- { message: antrag.ruecknahme" + on + " }",
            replaced(replaced(proof, "DAYS", std::to_string(life.number(4))), "2027-01-01", day),
            "- { action: anordnen" + on + ", by: sb-1 }",
            "- { action: freigeben" + on + ", by: ao-1 }",
            "- { action: klaeren" + on + ", by: sb-1, reason: geklärt }",
            "- { action: freigeben" + on + ", by: sb-1 }",
        };
        attempt(alias, acts[life.number(5) == 0 ? life.number(acts.size()) : next_act(alias)]);
    }

    /// What brings the case on; anything else comes often enough without being asked for.
    std::size_t next_act(const std::string& alias) {
        (void)house.run(YAML::Load("{ case: " + alias + " }"));
        const auto row = house.current_case();
        const std::string states = row.has_value() ? row->states : std::string();
        const std::pair<const char*, std::size_t> ways[] = {{"mitzeichnung", 1},
                                                            {"vertrag_geschlossen", 3},
                                                            {"teilgenommen", 4},
                                                            {"zahlung_angeordnet", 5},
                                                            {"zahlung_zurueck", 6}};
        for (const auto& [state, way] : ways) {
            if (states.find(state) != states.npos) {
                return way;
            }
        }
        return 0;
    }

    void attempt(const std::string& alias, const std::string& steps) {
        MoneyAtOnce::attempt(replaced(steps, "CASE", alias));
    }

    /// A new batch, or something the bank says of an old payment: true, false or said before.
    void speak_for_the_bank(RandomLife& life) {
        if (life.ordered.empty() || life.number(3) == 0) {
            const BatchResult made = batch();
            std::int64_t sum = 0;
            for (const auto& [id, cents] : payments_of(made.batch_id)) {
                EXPECT_TRUE(life.ordered.emplace(id, cents).second) << "ordered twice: " << id;
                sum += cents;
            }
            EXPECT_EQ(made.cents, sum);
            return;
        }
        const auto one = std::next(life.ordered.begin(),
                                   static_cast<std::ptrdiff_t>(life.number(life.ordered.size())));
        const std::int64_t wrong = life.number(10) == 0 ? 1 : 0;
        const auto kind = static_cast<Kind>(life.number(3));
        (void)import(statement(one->first, one->second + wrong, kind));
    }

    std::map<std::string, std::int64_t> payments_of(const std::string& batch_id) {
        std::map<std::string, std::int64_t> payments;
        store->read([&](ports::StoreReader& reader) {
            for (const ports::BatchRow& row : reader.batches()) {
                if (row.id == batch_id) {
                    for (const Payment& payment : batch_of_row(row).payments) {
                        payments[payment.end_to_end_id] = payment.cents;
                    }
                }
            }
        });
        return payments;
    }

    /// What is paid is what the bank booked and did not take back, each payment once.
    void check(const RandomLife& life) {
        const ports::LineRow line = house.budget();
        ASSERT_GE(line.allotted - line.reserved - line.committed - line.paid, 0);
        std::int64_t paid = 0;
        std::set<std::string> paid_cases;
        store->read([&](ports::StoreReader& reader) {
            for (const auto& [id, cents] : life.ordered) {
                const std::string case_id = id.substr(0, 32);
                for (const ports::OutboxRow& row : reader.outbox_of_case(case_id)) {
                    if (row.processor == "payout" && row.status == "delivered" &&
                        end_to_end_id(case_id, row.number) == id) {
                        EXPECT_TRUE(paid_cases.insert(case_id).second) << "paid twice: " << id;
                        paid += cents;
                    }
                }
            }
        });
        ASSERT_EQ(line.paid, paid);
    }
};

TEST_F(RandomMoney, StaysExactInWhateverOrder) {
    const char* given = std::getenv("FOERDERWERK_SEED");
    const std::uint64_t seed = given != nullptr ? std::stoull(given) : std::random_device{}();
    std::cout << "FOERDERWERK_SEED=" << seed << '\n';
    MoneyAtOnce::attempt("- { allot: 6000.00 }");
    RandomLife life(seed);
    const int acts = std::getenv("FOERDERWERK_SOAK") != nullptr ? 100'000 : 600;
    for (int step = 0; step < acts; ++step) {
        act(life, step, step * 200 / acts);
        if (step % 10 == 0) {
            check(life);
            ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", act " << step;
        }
    }
    check(life);
    EXPECT_GT(life.ordered.size(), 0U) << "nothing was paid: the acts say nothing";
}

}  // namespace
}  // namespace foerderwerk::operations
