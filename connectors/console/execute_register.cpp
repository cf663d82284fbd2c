// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "connectors/console/execute_commands.hpp"
#include "engine/cases/roles.hpp"
#include "engine/operations/append_record.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

operations::RegisterAct act_of(const CommandRequest& request, std::string name) {
    operations::RegisterAct act;
    act.act = std::move(name);
    act.actor = register_actor(request);
    act.reason = request.arguments.text("reason");
    return act;
}

void add_row(operations::RegisterAct& act, const std::string& name, const std::string& key,
             const Json& value) {
    act.rows.push_back(
        {.name = name, .key = key, .valid_from = "", .value = canonical_json(value)});
}

/// The value of the row without validity; null when there is none.
Json value_of_row(ports::StoreReader& store, const std::string& name, const std::string& key) {
    const auto row = store.register_row(name, key, "9999-12-31");
    auto json = row.has_value() ? parse_json(row->value) : parse_json("null");
    return json.has_value() ? std::move(*json) : Json();
}

CommandAnswer done(Json result) {
    return {.exit = 0, .result = std::move(result), .reasons = {}};
}

CommandAnswer unknown_person(const std::string& id) {
    return failed(3, "NOT_FOUND", id, "Diese Person ist nicht eingetragen.");
}

bool is_person_id(const std::string& id) {
    return !id.empty() && id.size() <= 64 &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos;
}

CommandAnswer add_person(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    if (!is_person_id(id)) {
        return failed(2, "USAGE", id,
                      "An id has small letters, digits, '.', '-' and '_'; it goes "
                      "into the log, so it must not be a name.");
    }
    Json value = Json::Object{{"name", request.arguments.text("name")}, {"roles", Json::Array{}}};
    if (const Json* uid = request.arguments.find("uid"); uid != nullptr && uid->is_integer()) {
        value.set("uid", *uid);
    }
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (!value_of_row(unit, "person", id).is_null()) {
            answer = failed(4, "CONFLICT", id, "Diese Person ist schon eingetragen.");
            return;
        }
        operations::RegisterAct act = act_of(request, "person.add");
        add_row(act, "person", id, value);
        const std::int64_t record = operations::change_register(unit, house.casework, act);
        answer = done(Json::Object{{"person", id}, {"record", record}});
    });
    return answer;
}

/// The role as the register holds it, or why it cannot be.
Result<Json, Reason> wished_role(const House& house, const Json& arguments) {
    const std::string role = arguments.text("role");
    if (!cases::is_role(role)) {
        return Failure<Reason>(Reason{"USAGE", role, "There is no such role."});
    }
    const std::string programme = arguments.text("programme");
    if (!programme.empty() && house.casework.programme(programme) == nullptr) {
        return Failure<Reason>(Reason{"USAGE", programme, "There is no such programme."});
    }
    Json json = Json::Object{{"programme", programme}, {"role", role}};
    for (const char* bound : {"from", "to"}) {
        const std::string date = arguments.text(bound);
        if (!date.empty() && !parse_date(date).has_value()) {
            return Failure<Reason>(Reason{"USAGE", date, "This is no date."});
        }
        if (!date.empty()) {
            json.set(bound, date);
        }
    }
    return json;
}

bool same_role(const Json& a, const Json& b) {
    return a.text("role") == b.text("role") && a.text("programme") == b.text("programme");
}

CommandAnswer give_role(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    const auto wished = wished_role(house, request.arguments);
    if (!wished.has_value()) {
        return failed(2, Reasons{wished.error()});
    }
    const bool remove = request.arguments.find("remove") != nullptr;
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        Json value = value_of_row(unit, "person", id);
        if (value.is_null()) {
            answer = unknown_person(id);
            return;
        }
        const Json* held = value.find("roles");
        Json::Array kept;
        for (const Json& role : held != nullptr ? held->as_array() : Json::Array{}) {
            if (!same_role(role, *wished)) {
                kept.push_back(role);
            }
        }
        if (!remove) {
            kept.push_back(*wished);
        }
        value.set("roles", std::move(kept));
        operations::RegisterAct act =
            act_of(request, remove ? "person.role.remove" : "person.role.add");
        add_row(act, "person", id, value);
        const std::int64_t record = operations::change_register(unit, house.casework, act);
        answer = done(Json::Object{{"person", id},
                                   {"role", wished->text("role")},
                                   {"programme", wished->text("programme")},
                                   {"record", record}});
    });
    return answer;
}

/// Empty when it is erased, or when there never was one.
std::string name_of(operations::CaseParts& names, const Json& person) {
    const Json* sealed = person.find("name");
    if (sealed == nullptr) {
        return {};
    }
    const auto name = names.open(sealed->text("sealed"));
    return name.has_value() ? feel::to_text(*name) : std::string();
}

Json::Array roles_of(const Json& person) {
    Json::Array held;
    const Json* given = person.find("roles");
    for (const Json& role : given != nullptr ? given->as_array() : Json::Array{}) {
        const std::string programme = role.text("programme");
        const std::string to = role.text("to");
        held.emplace_back(role.text("role") + (programme.empty() ? "" : " (" + programme + ")") +
                          (to.empty() ? "" : " bis " + to));
    }
    return held;
}

CommandAnswer list_people(House& house) {
    CommandAnswer answer = done(Json::Array{});
    house.casework.store.read([&](ports::StoreReader& store) {
        operations::CaseParts names(store, house.casework.sealing, operations::register_case);
        for (const ports::RegisterRow& row : store.register_rows("person")) {
            const Json person = parse_json(row.value).value_or(Json());
            Json line = json_object("person", row.key, "name", name_of(names, person), "roles",
                                    roles_of(person));
            if (const Json* uid = person.find("uid")) {
                line.set("uid", *uid);
            }
            answer.result.as_array().push_back(std::move(line));
        }
    });
    return answer;
}

void revoke_tokens(ports::UnitOfWork& unit, const std::string& person,
                   operations::RegisterAct& act) {
    for (const ports::RegisterRow& row : unit.register_rows("token")) {
        const auto value = parse_json(row.value);
        if (value.has_value() && value->text("person") == person) {
            add_row(act, "token", row.key, json_object("person", person, "revoked", true));
        }
    }
}

/// The token is shown once; the register keeps its hash, which lets nobody act.
CommandAnswer make_token(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    const ports::Sealing& sealing = house.casework.sealing;
    const std::string token = to_hex(sealing.random_bytes(32));
    const bool revoke = request.arguments.find("revoke") != nullptr;
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (value_of_row(unit, "person", id).is_null()) {
            answer = unknown_person(id);
            return;
        }
        operations::RegisterAct act = act_of(request, revoke ? "token.revoke" : "token.add");
        if (revoke) {
            revoke_tokens(unit, id, act);
        } else {
            add_row(act, "token", to_hex(sealing.sha256(token)), Json::Object{{"person", id}});
        }
        operations::change_register(unit, house.casework, act);
        answer = done(revoke ? Json::Object{{"person", id},
                                            {"revoked", static_cast<std::int64_t>(act.rows.size())}}
                             : Json::Object{{"person", id}, {"token", token}});
    });
    return answer;
}

CommandAnswer add_sender(House& house, const CommandRequest& request) {
    const std::string id = request.arguments.text("id");
    const auto pem = file_argument(request.arguments, "content");
    if (id.empty() || !pem.has_value()) {
        return failed(2, "USAGE", "", "An id and a certificate are needed.");
    }
    const auto certificate = house.read_certificate(*pem);
    if (!certificate.has_value()) {
        return failed(1, certificate.error());
    }
    const std::string& key = certificate->fingerprint_sha256_hex;
    const Json value = Json::Object{{"sender", id},
                                    {"fingerprint", key},
                                    {"der", to_base64(certificate->der)},
                                    {"valid_from", to_string(certificate->valid_from)},
                                    {"valid_to", to_string(certificate->valid_to)}};
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        if (!value_of_row(unit, "sender", key).is_null()) {
            answer = failed(4, "CONFLICT", key, "Dieses Zertifikat ist schon eingetragen.");
            return;
        }
        operations::RegisterAct act = act_of(request, "sender.add");
        add_row(act, "sender", key, value);
        operations::change_register(unit, house.casework, act);
        answer = done(Json::Object{
            {"sender", id}, {"fingerprint", key}, {"valid_to", to_string(certificate->valid_to)}});
    });
    return answer;
}

CommandAnswer revoke_sender(House& house, const CommandRequest& request) {
    const std::string key = request.arguments.text("fingerprint");
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        Json value = value_of_row(unit, "sender", key);
        if (value.is_null()) {
            answer = failed(3, "NOT_FOUND", key, "Dieses Zertifikat ist nicht eingetragen.");
            return;
        }
        if (!value.text("revoked_at").empty()) {
            answer = failed(4, "CONFLICT", key, "Dieses Zertifikat ist schon gesperrt.");
            return;
        }
        const std::string at = to_string(house.casework.clock.now().instant);
        value.set("revoked_at", at);
        operations::RegisterAct act = act_of(request, "sender.revoke");
        add_row(act, "sender", key, value);
        operations::change_register(unit, house.casework, act);
        answer = done(Json::Object{
            {"sender", value.text("sender")}, {"fingerprint", key}, {"revoked_at", at}});
    });
    return answer;
}

CommandAnswer list_senders(House& house) {
    CommandAnswer answer = done(Json::Array{});
    house.casework.store.read([&](ports::StoreReader& store) {
        for (const ports::RegisterRow& row : store.register_rows("sender")) {
            const auto value = parse_json(row.value);
            if (value.has_value()) {
                answer.result.as_array().push_back(
                    Json::Object{{"sender", value->text("sender")},
                                 {"fingerprint", row.key},
                                 {"valid_to", value->text("valid_to")},
                                 {"revoked_at", value->text("revoked_at")}});
            }
        }
    });
    return answer;
}

CommandAnswer allot(House& house, const CommandRequest& request) {
    const std::string line = request.arguments.text("line");
    const std::string text = request.arguments.text("amount");
    const auto amount = Money::parse(text.find('.') == std::string::npos ? text + ".00" : text);
    if (line.empty() || !amount.has_value()) {
        return failed(2, "USAGE", text,
                      "A line and an amount in euro such as 10000.00 are "
                      "needed.");
    }
    operations::RegisterAct act = act_of(request, "budget.allot");
    ports::PostingRow posting;
    posting.line = line;
    posting.amount = amount->cents();
    act.allotments.push_back(posting);
    CommandAnswer answer;
    house.casework.store.write([&](ports::UnitOfWork& unit) {
        operations::change_register(unit, house.casework, act);
        answer = done(Json::Object{
            {"line", line}, {"allotted", Money::from_cents(unit.line(line).allotted).to_string()}});
    });
    return answer;
}

Json key_line(const Json& key) {
    const auto border = [&key](const char* time, const char* size) {
        const Json* number = key.find(size);
        return number != nullptr && number->is_integer()
                   ? "entry " + std::to_string(number->as_integer())
                   : key.text(time);
    };
    const std::string vkey = key.text("vkey");
    return Json::Object{{"kind", key.text("kind")},
                        {"key", vkey.empty() ? key.text("id") : vkey},
                        {"from", border("since", "first_size")},
                        {"until", border("until", "last_size")}};
}

/// Only changes are registered: before the first one the configuration alone names the keys.
CommandAnswer list_keys(House& house) {
    Json::Array list;
    house.casework.store.read([&list](ports::StoreReader& store) {
        for (const ports::RegisterRow& row : store.register_rows("key")) {
            list.push_back(key_line(parse_json(row.value).value_or(Json(Json::Object{}))));
        }
    });
    return done(Json(std::move(list)));
}

}  // namespace

std::optional<CommandAnswer> execute_register(House& house, const CommandRequest& request) {
    using Run = CommandAnswer (*)(House&, const CommandRequest&);
    static constexpr std::array<std::pair<std::string_view, Run>, 10> commands = {{
        {"person add", &add_person},
        {"person role", &give_role},
        {"person list", [](House& of, const CommandRequest&) { return list_people(of); }},
        {"person token", &make_token},
        {"sender add", &add_sender},
        {"sender revoke", &revoke_sender},
        {"sender list", [](House& of, const CommandRequest&) { return list_senders(of); }},
        {"key list", [](House& of, const CommandRequest&) { return list_keys(of); }},
        {"budget allot", &allot},
        {"master-data import", &import_master_data},
    }};
    for (const auto& [name, run] : commands) {
        if (name == request.name) {
            return run(house, request);
        }
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
