// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/types/iban.hpp"

namespace foerderwerk::console {

namespace {

constexpr const char* providers = "bildungstraeger";
constexpr const char* changes = "provider_change";
constexpr const char* any_day = "9999-12-31";

/// The value of a register's row; null when there is none.
Json value_of(ports::StoreReader& store, const char* name, const std::string& key,
              const std::string& date) {
    const auto row = store.register_row(name, key, date);
    auto json = row.has_value() ? parse_json(row->value) : parse_json("null");
    return json.has_value() ? std::move(*json) : Json();
}

bool is_open(const Json& change) {
    return change.is_object() && change.text("decided_by").empty();
}

operations::RegisterAct act_of(const CommandRequest& request, const char* name) {
    operations::RegisterAct act;
    act.act = name;
    act.actor = request.person;
    act.reason = request.arguments.text("reason");
    return act;
}

void add_row(operations::RegisterAct& act, const char* name, const std::string& key,
             const std::string& valid_from, const Json& value) {
    act.rows.push_back(
        {.name = name, .key = key, .valid_from = valid_from, .value = canonical_json(value)});
}

CommandAnswer nobody() {
    return failed(1, "PERSON", "", "Eine Bankverbindung ändern nur eingetragene Personen.");
}

/// Recorded, and without effect until another person confirms it.
CommandAnswer propose(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    const std::string name = request.arguments.text("name");
    const auto iban = Iban::parse(request.arguments.text("iban"));
    if (request.person.empty()) {
        return nobody();
    }
    if (id.empty() || name.empty() || request.arguments.text("reason").empty()) {
        return failed(2, "USAGE", id, "Kennung, Name und Begründung werden gebraucht.");
    }
    if (!iban.has_value()) {
        return failed(1, "IBAN_UNGUELTIG", id,
                      "Die IBAN ist nicht richtig (Länge oder Prüfziffer).");
    }
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (is_open(value_of(unit, changes, id, any_day))) {
            answer = failed(4, "CONFLICT", id,
                            "Für diesen Bildungsträger liegt schon eine Änderung vor; sie muss "
                            "zuerst bestätigt oder abgelehnt werden.");
            return;
        }
        operations::RegisterAct act = act_of(request, "provider.propose");
        add_row(act, changes, id, "",
                Json::Object{{"name", name},
                             {"iban", iban->text()},
                             {"proposed_by", request.person},
                             {"reason", act.reason}});
        const std::int64_t record = operations::change_register(unit, house.casework, act);
        answer.result = Json::Object{
            {"provider", id}, {"iban", iban->text()}, {"state", "proposed"}, {"record", record}};
    });
    return answer;
}

/// Why this person may not decide on the change as they say it.
std::optional<CommandAnswer> refuse_decision(const CommandRequest& request, const Json& change) {
    const std::string id = request.arguments.text("id");
    if (!is_open(change)) {
        return failed(3, "NOT_FOUND", id, "Für diesen Bildungsträger ist keine Änderung offen.");
    }
    if (change.text("proposed_by") == request.person) {
        return failed(1, "FOUR_EYES", id,
                      "Wer eine Änderung der Bankverbindung vorgeschlagen hat, darf nicht selbst "
                      "über sie entscheiden.");
    }
    const auto iban = Iban::parse(request.arguments.text("iban"));
    if (request.arguments.find("reject") == nullptr &&
        (!iban.has_value() || iban->text() != change.text("iban"))) {
        return failed(1, "IBAN_ANDERS", id,
                      "Die eingegebene IBAN ist nicht die vorgeschlagene; bitte am Beleg prüfen.");
    }
    return std::nullopt;
}

/// The second person reads the account off the paper once more, and types it.
CommandAnswer confirm(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    const bool reject = request.arguments.find("reject") != nullptr;
    if (request.person.empty()) {
        return nobody();
    }
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        Json change = value_of(unit, changes, id, any_day);
        if (auto refused = refuse_decision(request, change)) {
            answer = std::move(*refused);
            return;
        }
        operations::RegisterAct act =
            act_of(request, reject ? "provider.reject" : "provider.confirm");
        change.set("decided_by", request.person);
        change.set("decision", reject ? "rejected" : "confirmed");
        add_row(act, changes, id, "", change);
        if (!reject) {
            const std::string today = to_string(house.casework.clock.now().berlin_date);
            Json value = value_of(unit, providers, id, today);
            if (!value.is_object()) {
                value = Json::Object{{"id", id}};
            }
            value.set("name", change.text("name"));
            value.set("iban", change.text("iban"));
            add_row(act, providers, id, today, value);
        }
        const std::int64_t record = operations::change_register(unit, house.casework, act);
        answer.result =
            Json::Object{{"provider", id}, {"state", change.text("decision")}, {"record", record}};
    });
    return answer;
}

CommandAnswer list(House& house) {
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    house.casework.store.read([&](ports::StoreReader& store) {
        const auto add = [&](const std::string& id, const std::string& from, const Json& value,
                             const std::string& state) {
            answer.result.as_array().push_back(Json::Object{{"provider", id},
                                                            {"name", value.text("name")},
                                                            {"iban", value.text("iban")},
                                                            {"valid_from", from},
                                                            {"state", state},
                                                            {"by", value.text("proposed_by")}});
        };
        for (const ports::RegisterRow& row : store.register_rows(providers)) {
            add(row.key, row.valid_from, parse_json(row.value).value_or(Json()), "in force");
        }
        for (const ports::RegisterRow& row : store.register_rows(changes)) {
            const Json change = parse_json(row.value).value_or(Json());
            if (is_open(change)) {
                add(row.key, "", change, "proposed");
            }
        }
    });
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_providers(House& house, const CommandRequest& request) {
    if (request.name == "provider propose") {
        return propose(house, request);
    }
    if (request.name == "provider confirm") {
        return confirm(house, request);
    }
    if (request.name == "provider list") {
        return list(house);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
