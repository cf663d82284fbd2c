// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_growth.hpp"

#include <algorithm>

#include "connectors/database/sqlite_store.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "connectors/xml/read_definition.hpp"
#include "engine/operations/fire_deadlines.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/migrate_cases.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

namespace {

constexpr const char* chart = R"(<scxml xmlns="http://www.w3.org/2005/07/scxml"
    xmlns:fw="urn:foerderwerk:workflow:1" version="1.0" datamodel="feel" name="frist">
  <datamodel><data id="personen"/><data id="betrag" expr="0"/></datamodel>
  <state id="start"><transition event="message.antrag" target="offen">
    <assign location="personen" expr="_event.data.personen"/>
    <assign location="betrag" expr="personen * 300.00"/></transition></state>
  <state id="offen" fw:label="Offen">
    <onentry><send event="deadline.x" id="x" delay="60s"/></onentry>
    <transition event="deadline.x" cond="betrag &gt; 0" target="abgelaufen"/></state>
  <final id="abgelaufen" fw:label="Abgelaufen"/>
</scxml>)";

constexpr std::size_t cases_of_a_unit = 32;  // as many as deadlines share one
constexpr double steps_of_a_case = 2;

void require(bool holds, const std::string& what) {
    if (!holds) {
        throw OperatingError(FailureKind::permanent, "growth: " + what);
    }
}

class MovedClock final : public ports::Clock {
public:
    [[nodiscard]] Now now() const override { return now_at(instant); }
    Instant instant = *parse_instant("2026-01-12T08:00:00Z");
};

/// How fast something went, on the clock and on the processors.
struct Pace {
    double a_second = 0;
    double processor_micros = 0;  ///< for one
};

class Stopwatch {
public:
    [[nodiscard]] Pace pace(std::size_t done) const {
        const MachineLoad end = MachineLoad::now();
        const auto pieces = static_cast<double>(done);
        return {.a_second = pieces / (end.seconds - begin_.seconds),
                .processor_micros = (end.own_seconds - begin_.own_seconds) * 1e6 / pieces};
    }

private:
    MachineLoad begin_ = MachineLoad::now();
};

class SmallHouse {
public:
    explicit SmallHouse(const std::filesystem::path& database)
        : store_({.path = database.string()}) {
        const cases::Files files = {{"workflow.scxml", chart}};
        const auto definition = loader_.load(files);
        std::string changed = chart;
        changed.replace(changed.find("\"Offen\""), 7, "\"Wartet\"");
        const auto next = loader_.load({{"workflow.scxml", changed}});
        require(definition.has_value() && next.has_value(), "the programme cannot be read");
        definitions_.add(*definition);
        next_ = *next;
        programme_.definition = (*definition)->id.text();
        casework_.programmes.push_back(programme_);
        store_.write([&](ports::UnitOfWork& unit) {
            unit.put_definition({.id = programme_.definition,
                                 .programme = programme_.programme,
                                 .files_json = operations::files_json(files)});
        });
    }

    [[nodiscard]] std::size_t cases() const { return ids_.size(); }

    /// Opens cases until there are `total`; gives the pace of the steps.
    Pace open(std::size_t total) {
        const std::size_t first = cases();
        const Stopwatch watch;
        while (cases() < total) {
            store_.write([&](ports::UnitOfWork& unit) {
                for (std::size_t i = 0; i < cases_of_a_unit && cases() < total; ++i) {
                    open_one(unit);
                }
            });
        }
        return watch.pace(total - first);
    }

    /// Makes all deadlines due and fires them; gives their pace.
    Pace fire() {
        clock_.instant += std::chrono::hours(1);
        const Stopwatch watch;
        std::size_t fired = 0;
        while (const std::size_t now = operations::fire_deadlines(casework_)) {
            fired += now;
        }
        const Pace result = watch.pace(fired);
        require(fired == cases() - fired_, "not every deadline was fired once");
        fired_ += fired;
        return result;
    }

    /// Asks what would become of every open case under the next version; gives the pace.
    Pace plan_migration() {
        const Stopwatch watch;
        std::size_t moves = 0;
        store_.read([&](ports::StoreReader& reader) {
            for (const auto& planned : operations::plan_migrations(reader, casework_, *next_, {})) {
                moves += planned.plan.kind == cases::MigrationPlan::Kind::moves ? 1 : 0;
            }
        });
        const Pace result = watch.pace(moves);
        require(moves == cases() - fired_, "not every open case could move");
        return result;
    }

    /// Replays every case; gives the pace of the cases.
    Pace replay() {
        const Stopwatch watch;
        store_.read([&](ports::StoreReader& reader) {
            for (const std::string& id : ids_) {
                const auto verdict = operations::replay_case(reader, casework_, id);
                require(verdict.identical() && verdict.steps.size() == std::size_t{2},
                        id + " replays otherwise");
            }
        });
        return watch.pace(cases());
    }

private:
    void open_one(ports::UnitOfWork& unit) {
        feel::Context data;
        data.set("personen", 1 + static_cast<int>(cases() % 3));
        cases::Command command;
        // Random, as the log asks for: the rows of neighbours lie all over the trees.
        command.case_id =
            CaseId(to_hex(sealing_.sha256("case " + std::to_string(cases()))).substr(0, 32));
        command.event = "message.antrag";
        command.data = feel::Value(std::move(data));
        command.actor = {
            .kind = cases::Actor::Kind::sender, .id = "portal", .roles = {}, .on_behalf_of = {}};
        const auto handled = operations::handle_in(unit, casework_, command, &programme_);
        require(handled.kind == operations::Handled::Kind::taken, "a message was refused");
        ids_.push_back(command.case_id.text());
    }

    MovedClock clock_;
    signature::OpenSslSealing sealing_{signature::MasterKey(std::string(32, 'm'))};
    xml::XmlDefinitionLoader loader_{signature::sha256_of};
    database::SqliteStore store_;
    operations::Definitions definitions_{loader_};
    operations::ProgrammeSettings programme_{.programme = "frist",
                                             .definition = {},
                                             .leistung = "100",
                                             .file_number_pattern = "F-{year}-{number:07}",
                                             .settings = {}};
    operations::Casework casework_{.store = store_,
                                   .sealing = sealing_,
                                   .clock = clock_,
                                   .definitions = definitions_,
                                   .services = nullptr,
                                   .programmes = {},
                                   .warm = nullptr};
    std::shared_ptr<const cases::Definition> next_;
    std::vector<std::string> ids_;
    std::size_t fired_ = 0;
};

Figure rate(std::string name, double ours, double reference, std::string reference_name) {
    return {.name = std::move(name),
            .unit = "/s",
            .ours = ours,
            .reference = reference,
            .reference_name = std::move(reference_name),
            .less_is_better = false,
            .target = {}};
}

/// Processor time does not depend on what else the machine does. A store that is a hundred times
/// larger no longer fits the caches and has deeper trees; more than that is not linear.
Figure growth(const char* what, Pace many, Pace few, const std::string& some) {
    return {.name = std::string("  processor time of one ") + what,
            .unit = "us",
            .ours = many.processor_micros,
            .reference = few.processor_micros,
            .reference_name = "with " + some + " cases",
            .less_is_better = true,
            .target = 0.6};
}

}  // namespace

GrowthFigures measure_growth(const std::filesystem::path& folder, std::size_t few,
                             std::size_t many) {
    SmallHouse house(folder / "growth.db");
    const Pace few_opened = house.open(few);
    const Pace few_planned = house.plan_migration();
    const Pace few_fired = house.fire();
    const Pace few_replayed = house.replay();
    const Pace opened = house.open(few + many);
    const Pace planned = house.plan_migration();
    const Pace fired = house.fire();
    const Pace replayed = house.replay();
    const std::string some = std::to_string(few);
    const std::string all = std::to_string(many);
    GrowthFigures result;
    result.figures = {rate("deadlines fired, " + all + " due at once", fired.a_second,
                           opened.a_second, "steps that opened the cases"),
                      growth("deadline", fired, few_fired, some),
                      growth("opening step", opened, few_opened, some),
                      rate("migration dry run of " + all + ", cases", planned.a_second,
                           few_planned.a_second, "of " + some + " cases"),
                      growth("planned case", planned, few_planned, some),
                      rate("replay of " + all + ", cases", replayed.a_second, few_replayed.a_second,
                           "of " + some + " cases"),
                      rate("  steps", replayed.a_second * steps_of_a_case,
                           few_replayed.a_second * steps_of_a_case, "of " + some + " cases"),
                      growth("replayed case", replayed, few_replayed, some)};
    result.remark = "Growth: cases of a small programme, " + some + " and then " + all +
                    " more in one store; 32 steps share a commit.";
    return result;
}

}  // namespace foerderwerk::performance
