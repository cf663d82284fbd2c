// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/publish_definition.hpp"

#include "engine/operations/change_register.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "definition";

}  // namespace

bool publish_definition(ports::UnitOfWork& unit, Casework& casework, const Publication& published) {
    const cases::Definition& definition = published.definition;
    const std::string id = definition.id.text();
    if (published_definition(unit, definition.programme) == id) {
        return false;
    }
    Json files = Json::Object{};
    for (const auto& [path, content] : definition.files) {
        files.set(path, to_hex(casework.sealing.sha256(content)));
    }
    if (!unit.find_definition(id).has_value()) {
        unit.put_definition({.id = id,
                             .programme = definition.programme,
                             .files_json = files_json(definition.files)});
    }
    RegisterAct act;
    act.act = "workflow.publish";
    act.actor = published.actor;
    act.reason = published.reason;
    act.rows.push_back(
        {.name = register_name,
         .key = definition.programme,
         .valid_from = {},
         .value = canonical_json(Json::Object{{"definition", id}, {"files", std::move(files)}})});
    change_register(unit, casework, std::move(act));
    return true;
}

std::string published_definition(ports::StoreReader& store, const std::string& programme) {
    const auto row = store.register_row(register_name, programme, "9999-12-31");
    const auto value = row.has_value() ? parse_json(row->value) : parse_json("null");
    return value.has_value() && value->is_object() ? value->text("definition") : std::string();
}

}  // namespace foerderwerk::operations
