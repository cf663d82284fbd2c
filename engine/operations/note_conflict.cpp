// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/note_conflict.hpp"

#include <algorithm>

#include "engine/operations/change_register.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "conflict";

}  // namespace

Json::Array conflicts_of(ports::StoreReader& store, const std::string& case_id) {
    const auto row = store.register_row(register_name, case_id, "9999-12-31");
    const auto json = parse_json(row.has_value() ? row->value : "null");
    const Json* list = json.has_value() ? json->find("conflicts") : nullptr;
    return list != nullptr && list->is_array() ? list->as_array() : Json::Array{};
}

void note_conflict(ports::UnitOfWork& unit, Casework& casework, const Conflict& conflict) {
    Json::Array conflicts = conflicts_of(unit, conflict.case_id);
    const bool known = std::ranges::any_of(conflicts, [&](const Json& each) {
        return each.text("message") == conflict.message_id &&
               each.text("digest") == conflict.digest;
    });
    if (known || conflicts.size() >= conflicts_max) {
        return;
    }
    conflicts.push_back(Json::Object{{"at", to_string(casework.clock.now().instant)},
                                     {"digest", conflict.digest},
                                     {"message", conflict.message_id},
                                     {"sender", conflict.sender},
                                     {"signer", conflict.signer_fingerprint}});
    RegisterAct act{.act = "message.conflict",
                    .actor = "daemon",
                    .reason = {},
                    .rows = {},
                    .allotments = {},
                    .batches = {}};
    act.rows.push_back(
        {.name = register_name,
         .key = conflict.case_id,
         .valid_from = "",
         .value = canonical_json(Json(Json::Object{{"conflicts", std::move(conflicts)}}))});
    change_register(unit, casework, act);
}

}  // namespace foerderwerk::operations
