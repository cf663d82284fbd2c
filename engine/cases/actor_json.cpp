// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/actor_json.hpp"

#include <array>
#include <utility>

namespace foerderwerk::cases {

namespace {

constexpr std::array<std::pair<Actor::Kind, std::string_view>, 5> kinds = {{
    {Actor::Kind::person, "person"},
    {Actor::Kind::sender, "sender"},
    {Actor::Kind::connector, "connector"},
    {Actor::Kind::timer, "timer"},
    {Actor::Kind::system, "system"},
}};

}  // namespace

std::string_view kind_text(Actor::Kind kind) {
    for (const auto& [known, text] : kinds) {
        if (known == kind) {
            return text;
        }
    }
    return "system";
}

Json to_json(const Actor& actor) {
    Json::Array roles;
    for (const std::string& role : actor.roles) {
        roles.emplace_back(role);
    }
    Json json = json_object("kind", kind_text(actor.kind), "id", actor.id);
    if (!roles.empty()) {
        json.set("roles", std::move(roles));
    }
    if (!actor.on_behalf_of.empty()) {
        json.set("on_behalf_of", actor.on_behalf_of);
    }
    return json;
}

std::optional<Actor> actor_from_json(const Json& json) {
    Actor actor;
    const std::string kind = json.text("kind");
    bool known = false;
    for (const auto& [candidate, text] : kinds) {
        if (text == kind) {
            actor.kind = candidate;
            known = true;
        }
    }
    if (!known) {
        return std::nullopt;
    }
    actor.id = json.text("id");
    actor.on_behalf_of = json.text("on_behalf_of");
    if (const Json* roles = json.find("roles"); roles != nullptr && roles->is_array()) {
        for (const Json& role : roles->as_array()) {
            actor.roles.push_back(role.is_string() ? role.as_string() : std::string());
        }
    }
    return actor;
}

}  // namespace foerderwerk::cases
