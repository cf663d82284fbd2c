// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/command_endpoint.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

#include "connectors/console/execute_commands.hpp"
#include "connectors/console/print_answer.hpp"
#include "connectors/console/remote_command.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

constexpr auto rights = std::to_array<CommandRight>({
    {"case list", false, true, "*"},
    {"case show", false, true, "*"},
    {"case history", false, true, "*"},
    {"case replay", false, true, "*"},
    {"case act", true, false, "*"},
    {"case export", true, false, "*"},
    {"case package", true, false, "*"},
    {"case resume", false, true, "betrieb"},
    {"case settle", true, false, "erfassung sachbearbeitung leitung"},
    {"report deadlines", false, true, "*"},
    {"report huel", true, false, "haushalt pruefung leitung"},
    {"report payments", true, false, "haushalt pruefung leitung"},
    {"report waiting-list", false, true, "*"},
    {"provider propose", true, false, "haushalt sachbearbeitung"},
    {"provider confirm", true, false, "haushalt leitung"},
    {"provider list", false, true, "*"},
    {"log checkpoint", false, true, "betrieb"},
    {"log cosignature", false, true, "betrieb pruefung"},
    {"log prove", false, true, "*"},
    {"log verify", false, true, "*"},
    {"db check", false, true, "betrieb pruefung"},
    {"db status", false, true, "betrieb"},
    {"db backup", false, true, "betrieb"},
    {"person add", false, true, "leitung"},
    {"person role", false, true, "leitung"},
    {"person list", false, true, "leitung betrieb pruefung"},
    {"person token", false, true, ""},
    {"sender add", false, true, "betrieb"},
    {"sender list", false, true, "betrieb pruefung"},
    {"sender revoke", false, true, "betrieb"},
    {"key list", false, true, "betrieb pruefung"},
    {"master-data import", false, true, "betrieb"},
    {"budget allot", true, false, "haushalt"},
    {"payout batch", true, false, "haushalt"},
    {"payout import-status", true, false, "haushalt"},
    {"workflow files", false, true, "*"},
    {"workflow publish", false, true, "leitung"},
    {"workflow migrate", true, false, "leitung"},
});

/// What the socket or the token proves about a caller.
struct Caller {
    std::string person;           ///< empty: none
    bool administrative = false;  ///< root or the daemon's own user, without a token
    std::vector<std::string> roles;
};

/// Roles that the person holds today in any programme; nullopt when nobody active has that id.
std::optional<std::vector<std::string>> roles_of(House& house, ports::StoreReader& store,
                                                 const std::string& person) {
    const Now now = house.casework.clock.now();
    auto actor = operations::person_as_actor(store, person, "", now);
    if (!actor.has_value()) {
        return std::nullopt;
    }
    std::vector<std::string> roles = actor->roles;
    for (const operations::ProgrammeSettings& programme : house.casework.programmes) {
        actor = operations::person_as_actor(store, person, programme.programme, now);
        roles.insert(roles.end(), actor->roles.begin(), actor->roles.end());
    }
    return roles;
}

std::string person_of_token(House& house, ports::StoreReader& store, const std::string& token) {
    const std::string key = to_hex(house.casework.sealing.sha256(token));
    const auto row = store.register_row("token", key, "9999-12-31");
    const auto value = row.has_value() ? parse_json(row->value) : parse_json("null");
    return value.has_value() && value->find("revoked") == nullptr ? value->text("person") : "";
}

std::string person_of_user(ports::StoreReader& store, unsigned uid) {
    for (const ports::RegisterRow& row : store.register_rows("person")) {
        const auto value = parse_json(row.value);
        const Json* known = value.has_value() ? value->find("uid") : nullptr;
        if (known != nullptr && *known == Json(static_cast<std::int64_t>(uid))) {
            return row.key;
        }
    }
    return {};
}

Result<Caller, Reason> identify(House& house, const http::HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string* header = request.header("Authorization");
    const bool with_token = header != nullptr && header->starts_with(scheme);
    Caller caller;
    std::optional<std::vector<std::string>> roles;
    house.casework.store.read([&](ports::StoreReader& store) {
        if (with_token) {
            caller.person = person_of_token(house, store, header->substr(scheme.size()));
        } else if (request.peer_uid.has_value()) {
            caller.person = person_of_user(store, *request.peer_uid);
            caller.administrative = *request.peer_uid == 0 || *request.peer_uid == ::geteuid();
        }
        if (!caller.person.empty()) {
            roles = roles_of(house, store, caller.person);
        }
    });
    if (with_token && !roles.has_value()) {
        return Failure<Reason>(Reason{"TOKEN", "", "Dieses Zugangstoken gilt nicht (mehr)."});
    }
    if (!roles.has_value()) {
        caller.person.clear();  // no longer active: nobody
    }
    caller.roles = roles.value_or(std::vector<std::string>{});
    return caller;
}

bool has_one_of(const Caller& caller, std::string_view roles) {
    const std::string list = " " + std::string(roles) + " ";
    return std::any_of(caller.roles.begin(), caller.roles.end(), [&](const std::string& role) {
        return list.find(" " + role + " ") != std::string::npos;
    });
}

std::optional<CommandAnswer> refuse(const CommandRight* right, const Caller& caller,
                                    const std::string& name) {
    if (right == nullptr) {
        return failed(2, "USAGE", name, "The daemon has no such command.");
    }
    const bool person = !caller.person.empty();
    if (right->needs_person && !person) {
        return failed(1, "PERSON", name,
                      "Dafür muss eine Person feststehen: mit einem Zugangstoken (--token) oder "
                      "einer eingetragenen Benutzerkennung.");
    }
    const bool allowed = (right->administrative && caller.administrative) ||
                         (person && (right->role == "*" || has_one_of(caller, right->role)));
    if (!allowed) {
        return failed(1, "RIGHTS", name, "Dafür fehlt die Berechtigung.");
    }
    return std::nullopt;
}

http::HttpResponse respond(const CommandAnswer& answer) {
    // Not canonical: the order of a result's members is the order of the printed columns.
    return http::text_response(200, print_result(to_json(answer), OutputForm::jsonl),
                               "application/json");
}

http::HttpResponse handle(House& house, const http::HttpRequest& request) {
    auto json = parse_json(request.body);
    const Json* arguments = json.has_value() ? json->find("arguments") : nullptr;
    if (arguments == nullptr || !arguments->is_object() || json->text("name").empty()) {
        return http::problem_response(400, "A command has a name and arguments.");
    }
    const auto caller = identify(house, request);
    if (!caller.has_value()) {
        return respond(failed(1, Reasons{caller.error()}));
    }
    const std::string name = json->text("name");
    // A path in an argument would be opened with the daemon's rights.
    const bool offline = arguments->find("dir") != nullptr || arguments->find("bundle") != nullptr;
    if (auto refused = refuse(offline ? nullptr : find_command_right(name), *caller, name)) {
        return respond(*refused);
    }
    return respond(
        execute(house, {.name = name, .arguments = *arguments, .person = caller->person}));
}

}  // namespace

const CommandRight* find_command_right(std::string_view name) {
    const auto found = std::find_if(rights.begin(), rights.end(),
                                    [&](const CommandRight& right) { return right.name == name; });
    return found != rights.end() ? &*found : nullptr;
}

http::Route command_route(House& house) {
    return {
        .method = "POST",
        .prefix = command_path,
        .handler = [&house](const http::HttpRequest& request) { return handle(house, request); },
        .body_bytes_max = 64u * 1024 * 1024};
}

}  // namespace foerderwerk::console
