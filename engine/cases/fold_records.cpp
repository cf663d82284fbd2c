// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/fold_records.hpp"

namespace foerderwerk::cases {

bool is_compared_inside(std::string_view name) {
    return name == "data" || name == "parts" || name == "holdings";
}

Json apply(const Json& state, const Json& changes) {
    Json next = state.is_object() ? state : Json(Json::Object{});
    if (!changes.is_object()) {
        return next;
    }
    for (const auto& [name, value] : changes.as_object()) {
        const Json* old = next.find(name);
        if (is_compared_inside(name) && value.is_object() && old != nullptr && old->is_object()) {
            Json merged = *old;
            for (const auto& [inner, inner_value] : value.as_object()) {
                merged.set(inner, inner_value);
            }
            next.set(name, std::move(merged));
        } else {
            next.set(name, value);
        }
    }
    return next;
}

}  // namespace foerderwerk::cases
