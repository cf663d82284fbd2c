// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/scenario_world.hpp"

#include <stdexcept>

#include <yaml-cpp/yaml.h>

#include "connectors/console/scenario_values.hpp"
#include "engine/cases/host_functions.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

Result<feel::Value, std::string> no_expressions(const std::string& text) {
    return Failure<std::string>("'= " + text + "' cannot stand here");
}

feel::Value plain(const YAML::Node& node) {
    auto value = value_of(node, no_expressions);
    if (!value.has_value()) {
        throw std::runtime_error(value.error());
    }
    return std::move(*value);
}

std::shared_ptr<const cases::Definition> load(const ScenarioWorld& world,
                                              const cases::Files& files) {
    auto definition = world.loader->load(files);
    if (!definition.has_value()) {
        const Reason& first = definition.error().front();
        throw std::runtime_error("the programme does not compile: " + first.place + ": " +
                                 first.text);
    }
    return *definition;
}

std::string year_of(const std::string& date) {
    return date.substr(0, 4);
}

}  // namespace

ScenarioHouse::ScenarioHouse(const cases::Files& files, const MakeWorld& make_world,
                             const YAML::Node& scenario)
    : world_(make_world()),
      definitions_(*world_.loader),
      casework_{.store = *world_.store,
                .sealing = *world_.sealing,
                .clock = clock_,
                .definitions = definitions_,
                .services = world_.services,
                .programmes = {},
                .warm = &warm_},
      definition_(load(world_, files)) {
    const std::string today = text_of(member(scenario, "today"));
    const auto date = parse_date(today);
    if (!date.has_value()) {
        throw std::runtime_error("today: a date such as 2026-01-12 is needed");
    }
    clock_.set(berlin_instant(*date, std::chrono::hours(8)));
    definitions_.add(definition_);
    feel::Context settings;
    settings.set("period", year_of(today));
    settings.set("period_end", *parse_date(year_of(today) + "-12-31"));
    settings.set("budget_line", "haushalt/" + year_of(today));
    settings.set("voucher_pattern", "{ags}-{az}-{n:02}");
    for (const auto& item : member(member(scenario, "given"), "settings")) {
        settings.set(item.first.Scalar(), plain(item.second));
    }
    casework_.programmes.push_back({.programme = definition_->programme,
                                    .definition = definition_->id.text(),
                                    .leistung = "scenario",
                                    .file_number_pattern = "BV-{year}-{number:05}",
                                    .settings = std::move(settings)});
    casework_.store.write([&](ports::UnitOfWork& unit) {
        unit.put_definition({.id = definition_->id.text(),
                             .programme = definition_->programme,
                             .files_json = operations::files_json(files)});
    });
    give(member(scenario, "given"));
}

void ScenarioHouse::give(const YAML::Node& given) {
    if (!given.IsDefined()) {
        return;
    }
    if (const YAML::Node one = member(given, "municipality"); one.IsDefined() && one.IsMap()) {
        put_municipality(one);
    }
    for (const YAML::Node& one : member(given, "municipalities")) {
        put_municipality(one);
    }
    put_providers(member(given, "providers"));
    put_people(member(given, "people"));
    if (const std::string budget = text_of(member(given, "budget")); !budget.empty()) {
        allot(budget);
    }
}

void ScenarioHouse::put_register(const std::string& name, const std::string& key,
                                 const std::string& valid_from, const feel::Value& value) {
    const auto json = feel::to_json(value);
    if (!json.has_value()) {
        throw std::runtime_error(json.error());
    }
    casework_.store.write([&](ports::UnitOfWork& unit) {
        operations::RegisterAct act{.act = name + ".add",
                                    .actor = "scenario",
                                    .reason = {},
                                    .rows = {},
                                    .allotments = {},
                                    .batches = {}};
        act.rows.push_back(
            {.name = name, .key = key, .valid_from = valid_from, .value = canonical_json(*json)});
        operations::change_register(unit, casework_, act);
    });
}

void ScenarioHouse::put_municipality(const YAML::Node& node) {
    const std::string ags = text_of(member(node, "ags"));
    const std::string valid_from = text_of(member(node, "valid_from"));
    feel::Context row;
    row.set("ags", ags);
    row.set("name", text_of(member(node, "name")));
    row.set("art", text_of(member(node, "kind")));
    row.set("einwohner", plain(member(node, "population")));
    const YAML::Node reference = member(node, "reference_date");
    row.set("stichtag", reference.IsDefined() ? plain(reference) : feel::Value());
    put_register("gemeinde", ags, valid_from.empty() ? "0001-01-01" : valid_from, feel::Value(row));
    if (default_municipality_.size() == 0) {
        default_municipality_.set("ags", ags);
        default_municipality_.set("name", text_of(member(node, "name")));
    }
}

void ScenarioHouse::put_providers(const YAML::Node& node) {
    // Without a list of its own a scenario knows the two that the programme names.
    static const YAML::Node usual =
        YAML::Load("{VWA-S: {name: VWA Stuttgart}, VS-GT: {name: Verwaltungsschule}}");
    for (const auto& item : node.IsDefined() && node.IsMap() ? node : usual) {
        const std::string iban = text_of(item.second["iban"]);
        feel::Context row;
        row.set("id", item.first.Scalar());
        row.set("name", text_of(member(item.second, "name")));
        row.set("iban", iban.empty() ? "DE89370400440532013000" : iban);
        put_register("bildungstraeger", item.first.Scalar(), "0001-01-01", feel::Value(row));
    }
}

void ScenarioHouse::put_people(const YAML::Node& node) {
    for (const auto& item : node.IsDefined() ? node : YAML::Node(YAML::NodeType::Map)) {
        Json::Array roles;
        const auto add = [&roles](const std::string& role) {
            roles.push_back(Json::Object{{"programme", ""}, {"role", role}});
        };
        if (item.second.IsScalar()) {
            add(item.second.Scalar());
        }
        for (const YAML::Node& role : item.second.IsSequence() ? item.second : YAML::Node()) {
            add(role.Scalar());
        }
        const Json person = Json::Object{{"roles", std::move(roles)}};
        casework_.store.write([&](ports::UnitOfWork& unit) {
            operations::RegisterAct act{.act = "person.add",
                                        .actor = "scenario",
                                        .reason = {},
                                        .rows = {},
                                        .allotments = {},
                                        .batches = {}};
            act.rows.push_back({.name = "person",
                                .key = item.first.Scalar(),
                                .valid_from = "",
                                .value = canonical_json(person)});
            operations::change_register(unit, casework_, act);
        });
    }
}

void ScenarioHouse::allot(const std::string& amount) {
    const auto money =
        Money::parse(amount.find('.') == std::string::npos ? amount + ".00" : amount);
    if (!money.has_value()) {
        throw std::runtime_error("budget: '" + amount + "' is no amount in euro");
    }
    casework_.store.write([&](ports::UnitOfWork& unit) {
        operations::RegisterAct act{.act = "budget.allot",
                                    .actor = "scenario",
                                    .reason = {},
                                    .rows = {},
                                    .allotments = {},
                                    .batches = {}};
        ports::PostingRow row;
        row.line = feel::to_text(*casework_.programmes.front().settings.find("budget_line"));
        row.amount = money->cents();
        act.allotments.push_back(row);
        operations::change_register(unit, casework_, act);
    });
}

std::optional<ports::CaseRow> ScenarioHouse::current_case() {
    std::optional<ports::CaseRow> row;
    if (const auto id = cases_.find(current_); id != cases_.end()) {
        casework_.store.read([&](ports::StoreReader& store) { row = store.find_case(id->second); });
    }
    return row;
}

feel::Value ScenarioHouse::data(const std::string& expression) {
    const auto row = current_case();
    const auto parsed = feel::parse_expression(expression);
    if (!row.has_value() || !parsed.has_value()) {
        return feel::Value::error(row.has_value() ? parsed.error().reason : "no case yet");
    }
    feel::Value value;
    casework_.store.read([&](ports::StoreReader& store) {
        const cases::CaseState state = operations::load_state(store, casework_, *row, *definition_);
        const feel::ContextVariables variables(state.session.data);
        value = feel::evaluate(*parsed, {.variables = &variables,
                                         .now = clock_.now(),
                                         .functions = &cases::host_functions(),
                                         .services = world_.services,
                                         .limits = {}})
                    .value;
    });
    return value;
}

ports::LineRow ScenarioHouse::budget() {
    ports::LineRow row;
    casework_.store.read([&](ports::StoreReader& store) {
        row = store.line(feel::to_text(*casework_.programmes.front().settings.find("budget_line")));
    });
    return row;
}

ports::LineRow ScenarioHouse::places() {
    const std::string money = budget().line;
    ports::LineRow sum;
    casework_.store.read([&](ports::StoreReader& store) {
        for (const ports::LineRow& row : store.lines()) {
            if (row.line != money) {
                sum.reserved += row.reserved;
                sum.committed += row.committed;
                sum.paid += row.paid;
            }
        }
    });
    return sum;
}

std::vector<ports::TaskRow> ScenarioHouse::tasks() {
    std::vector<ports::TaskRow> rows;
    casework_.store.read([&](ports::StoreReader& store) { rows = store.tasks(cases_[current_]); });
    return rows;
}

std::size_t ScenarioHouse::case_count() {
    std::size_t count = 0;
    casework_.store.read([&](ports::StoreReader& store) {
        count = store
                    .list_cases({.programme = {},
                                 .state = {},
                                 .role = {},
                                 .open_only = false,
                                 .most = 10'000,
                                 .after_case = {}})
                    .size();
    });
    return count;
}

}  // namespace foerderwerk::console
