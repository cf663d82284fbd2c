// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>

#include <yaml-cpp/yaml.h>

#include "connectors/console/case_bundle.hpp"
#include "connectors/console/execute_commands.hpp"
#include "connectors/console/scenario_values.hpp"
#include "engine/operations/decide_ahead.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/replay_case.hpp"

namespace foerderwerk::console {

namespace {

using Verdict = cases::ReplayedStep::Verdict;

const char* verdict_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::identical:
            return "identical";
        case Verdict::different:
            return "different";
        case Verdict::not_executable:
            return "not executable";
        case Verdict::damaged:
            return "damaged";
    }
    return "damaged";
}

/// Operations alone ("betrieb") gives no sight of cases.
bool may_read(const cases::Actor& actor) {
    return std::any_of(actor.roles.begin(), actor.roles.end(),
                       [](const std::string& role) { return role != "betrieb"; });
}

/// Finds the case that `arguments.case` names and lets `work` go on with it.
CommandAnswer with_case(
    House& house, const CommandRequest& request,
    const std::function<CommandAnswer(ports::StoreReader&, const ports::CaseRow&)>& work) {
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        const std::string name = request.arguments.text("case");
        const auto row = find_case_row(store, name);
        if (!row.has_value()) {
            answer = failed(3, "NOT_FOUND", name, "Diesen Vorgang gibt es nicht.");
        } else if (auto refused = refuse_reader(house, store, request.person, row->programme)) {
            answer = std::move(*refused);
        } else {
            answer = work(store, *row);
        }
    });
    return answer;
}

/// Messages that no receiver took, by case: somebody has to send them on another way.
std::map<std::string, Json::Array> undelivered_by_case(ports::StoreReader& store) {
    std::map<std::string, Json::Array> events;
    for (const ports::OutboxRow& item : store.undelivered()) {
        events[item.case_id].emplace_back(item.event);
    }
    return events;
}

Json list_row(ports::StoreReader& store, const ports::CaseRow& row) {
    Json::Array roles;
    for (const ports::TaskRow& task : store.tasks(row.case_id)) {
        roles.emplace_back(task.role);
    }
    Json json = Json::Object{{"file_number", row.file_number},
                             {"label", row.label},
                             {"states", row.states},
                             {"tasks", std::move(roles)},
                             {"received", berlin_text(operations::from_micros(row.received))},
                             {"last_step", berlin_text(operations::from_micros(row.last_step))},
                             {"case", row.case_id}};
    if (!row.parked.empty()) {
        json.set("incident", row.parked);
    }
    return json;
}

CommandAnswer list_cases(House& house, const CommandRequest& request) {
    const Json& arguments = request.arguments;
    ports::CaseFilter filter{.programme = arguments.text("programme"),
                             .state = arguments.text("state"),
                             .role = arguments.text("role"),
                             .open_only = arguments.find("open") != nullptr,
                             .most = 50,
                             .after_case = {},
                             .parked_only = arguments.find("parked") != nullptr,
                             .undelivered_only = arguments.find("undelivered") != nullptr};
    if (const Json* most = arguments.find("most"); most != nullptr && most->is_integer()) {
        filter.most =
            static_cast<std::size_t>(std::clamp<std::int64_t>(most->as_integer(), 1, 10'000));
    }
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    house.casework.store.read([&](ports::StoreReader& store) {
        if (const std::string after = arguments.text("after"); !after.empty()) {
            const auto row = find_case_row(store, after);
            if (!row.has_value()) {
                answer = failed(3, "NOT_FOUND", after, "Diesen Vorgang gibt es nicht.");
                return;
            }
            filter.after_case = row->case_id;
        }
        const auto undelivered = undelivered_by_case(store);
        for (const ports::CaseRow& row : store.list_cases(filter)) {
            if (refuse_reader(house, store, request.person, row.programme).has_value()) {
                continue;
            }
            Json line = list_row(store, row);
            if (const auto events = undelivered.find(row.case_id); events != undelivered.end()) {
                line.set("undelivered", events->second);
            }
            answer.result.as_array().push_back(std::move(line));
        }
    });
    return answer;
}

/// `name=value`: numbers, dates, times and true/false by their form, lists and contexts as JSON,
/// everything else as text.
Result<feel::Value, std::string> data_of(const Json* pairs) {
    feel::Context data;
    const auto as_text = [](const std::string& text) -> Result<feel::Value, std::string> {
        return feel::Value("= " + text);
    };
    for (const Json& pair :
         pairs != nullptr && pairs->is_array() ? pairs->as_array() : Json::Array{}) {
        const std::string text = pair.is_string() ? pair.as_string() : "";
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            return Failure<std::string>("'" + text + "' is not of the form name=value");
        }
        const std::string value = text.substr(equals + 1);
        try {
            const bool structured =
                !value.empty() && std::string_view("{[\"").find(value[0]) != std::string::npos;
            auto read = value_of(structured ? YAML::Load(value) : YAML::Node(value), as_text);
            if (!read.has_value()) {
                return Failure<std::string>(text.substr(0, equals) + ": " + read.error());
            }
            data.set(text.substr(0, equals), std::move(*read));
        } catch (const YAML::Exception& failure) {
            return Failure<std::string>(text.substr(0, equals) + ": " + failure.msg);
        }
    }
    return data.size() == 0 ? feel::Value() : feel::Value(std::move(data));
}

CommandAnswer answer_of(operations::Handled handled) {
    CommandAnswer answer;
    answer.result = Json::Object{{"file_number", handled.file_number},
                                 {"label", handled.label},
                                 {"states", handled.states},
                                 {"number", handled.number},
                                 {"case", handled.case_id}};
    answer.reasons = std::move(handled.reasons);
    switch (handled.kind) {
        case operations::Handled::Kind::taken:
            answer.exit = 0;
            break;
        case operations::Handled::Kind::refused:
            answer.exit = 4;
            break;
        case operations::Handled::Kind::not_found:
            answer.exit = 3;
            break;
        case operations::Handled::Kind::parked:
            answer.exit = 1;
            break;
    }
    return answer;
}

CommandAnswer act(House& house, const CommandRequest& request) {
    if (request.person.empty()) {
        return failed(1, "PERSON", "",
                      "Für diesen Befehl muss eine Person feststehen "
                      "(Zugangstoken oder eingetragene Benutzerkennung).");
    }
    auto data = data_of(request.arguments.find("data"));
    if (!data.has_value()) {
        return failed(2, "USAGE", "--data", data.error());
    }
    const std::string event = request.arguments.text("event");
    cases::Command command;
    command.event = event.starts_with("action.") ? event : "action." + event;
    // What a clerk writes about a case may speak of persons: it is sealed like the reason.
    command.data = feel::Value::personal(std::move(*data), "vermerk");
    command.reason = request.arguments.text("reason");
    CommandAnswer answer;
    const auto name_case_and_actor = [&](ports::StoreReader& store) {
        const std::string name = request.arguments.text("case");
        const auto row = find_case_row(store, name);
        if (!row.has_value()) {
            answer = failed(3, "NOT_FOUND", name, "Diesen Vorgang gibt es nicht.");
            return false;
        }
        auto actor = operations::person_as_actor(store, request.person, row->programme,
                                                 house.casework.clock.now());
        if (!actor.has_value()) {
            answer = failed(1, "PERSON", request.person,
                            "Diese Person ist nicht oder nicht mehr eingetragen.");
            return false;
        }
        command.case_id = CaseId(row->case_id);
        command.actor = std::move(*actor);
        return true;
    };
    house.casework.store.read([&](ports::StoreReader& store) { name_case_and_actor(store); });
    const cases::Actor seen = command.actor;
    operations::Decided decided = operations::decide_ahead(house.casework, command);
    // The roles that count are those that the person has when the step is written.
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (name_case_and_actor(unit)) {
            decided.made = decided.made && command.actor == seen;
            answer =
                answer_of(operations::handle_in(unit, house.casework, command, nullptr, &decided));
        }
    });
    return answer;
}

void add_steps(const std::vector<cases::ReplayedStep>& steps, const std::string& of,
               CommandAnswer& answer) {
    Json::Array rows;
    for (const cases::ReplayedStep& step : steps) {
        Json row = Json::Object{{"number", step.number}, {"verdict", verdict_text(step.verdict)}};
        if (step.verdict != Verdict::identical) {
            answer.reasons.push_back(
                {"REPLAY", of + ", record " + std::to_string(step.number), step.detail});
        }
        rows.push_back(std::move(row));
    }
    answer.result.set("records", std::move(rows));
}

CommandAnswer replay_one(House& house, ports::StoreReader& store, const ports::CaseRow& row) {
    const operations::CaseReplay replay =
        operations::replay_case(store, house.casework, row.case_id);
    CommandAnswer answer;
    answer.exit = replay.identical() ? 0 : 5;
    answer.result = Json::Object{{"file_number", row.file_number},
                                 {"case", row.case_id},
                                 {"replay", replay.identical() ? "identical" : "not identical"}};
    answer.reasons = replay.reasons;
    add_steps(replay.steps, row.file_number, answer);
    return answer;
}

void add_replayed(CommandAnswer one, CommandAnswer& answer) {
    answer.exit = std::max(answer.exit, one.exit);
    answer.reasons.insert(answer.reasons.end(), one.reasons.begin(), one.reasons.end());
    const auto count = static_cast<std::int64_t>(one.result.find("records")->as_array().size());
    one.result.set("records", count);
    answer.result.as_array().push_back(std::move(one.result));
}

void replay_page(House& house, ports::StoreReader& store, const std::string& person,
                 const std::vector<ports::CaseRow>& rows, CommandAnswer& answer) {
    for (const ports::CaseRow& row : rows) {
        if (!refuse_reader(house, store, person, row.programme).has_value()) {
            add_replayed(replay_one(house, store, row), answer);
        }
    }
}

CommandAnswer replay_all(House& house, const CommandRequest& request) {
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    house.casework.store.read([&](ports::StoreReader& store) {
        ports::CaseFilter page;
        page.most = 500;
        for (auto rows = store.list_cases(page); !rows.empty(); rows = store.list_cases(page)) {
            replay_page(house, store, request.person, rows, answer);
            page.after_case = rows.back().case_id;
        }
    });
    return answer;
}

CommandAnswer export_case(House& house, const CommandRequest& request) {
    if (request.person.empty()) {
        return failed(1, "PERSON", "",
                      "Ein Bündel enthält Personendaten im Klartext; dafür muss "
                      "eine Person feststehen.");
    }
    std::string id;
    std::string file_number;
    CommandAnswer found = with_case(house, request, [&](ports::StoreReader&, const auto& row) {
        id = row.case_id;
        file_number = row.file_number;
        return CommandAnswer{};
    });
    if (found.exit != 0) {
        return found;
    }
    auto bundle = write_case_bundle(house, id);
    if (!bundle.has_value()) {
        return failed(1, std::move(bundle.error()));
    }
    found.result = with_file(Json::Object{{"file_number", file_number},
                                          {"case", id},
                                          {"bytes", static_cast<std::int64_t>(bundle->size())}},
                             file_number + ".case.json", *bundle);
    return found;
}

}  // namespace

std::optional<CommandAnswer> refuse_reader(House& house, ports::StoreReader& store,
                                           const std::string& person,
                                           const std::string& programme) {
    if (person.empty()) {
        return std::nullopt;
    }
    const auto actor =
        operations::person_as_actor(store, person, programme, house.casework.clock.now());
    if (!actor.has_value()) {
        return failed(1, "PERSON", person, "Diese Person ist nicht oder nicht mehr eingetragen.");
    }
    if (!may_read(*actor)) {
        return failed(1, "RIGHTS", person, "Dafür fehlt eine Rolle im Programm " + programme + ".");
    }
    return std::nullopt;
}

std::optional<ports::CaseRow> find_case_row(ports::StoreReader& store, const std::string& name) {
    if (auto row = store.find_case(name)) {
        return row;
    }
    const auto id = store.case_by_file_number(name);
    return id.has_value() ? store.find_case(*id) : std::nullopt;
}

std::optional<CommandAnswer> execute_cases(House& house, const CommandRequest& request) {
    if (request.name == "case list") {
        return list_cases(house, request);
    }
    if (request.name == "case act") {
        return act(house, request);
    }
    if (request.name == "case export") {
        return export_case(house, request);
    }
    if (request.name == "case show") {
        return with_case(house, request, [&](ports::StoreReader& store, const ports::CaseRow& row) {
            return show_case(house, store, !request.person.empty(), row);
        });
    }
    if (request.name == "case history") {
        return with_case(house, request, [&](ports::StoreReader& store, const ports::CaseRow& row) {
            return case_history(house, store, !request.person.empty(), row);
        });
    }
    if (request.name == "case replay" && request.arguments.find("bundle") == nullptr) {
        return request.arguments.text("case") == "all"
                   ? replay_all(house, request)
                   : with_case(house, request,
                               [&](ports::StoreReader& store, const ports::CaseRow& row) {
                                   return replay_one(house, store, row);
                               });
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
