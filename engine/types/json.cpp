// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/json.hpp"

#include <algorithm>

namespace foerderwerk {

const Json* Json::find(std::string_view name) const {
    if (!is_object()) {
        return nullptr;
    }
    for (const auto& [member, value] : as_object()) {
        if (member == name) {
            return &value;
        }
    }
    return nullptr;
}

std::string Json::text(std::string_view name) const {
    const Json* member = find(name);
    return member != nullptr && member->is_string() ? member->as_string() : std::string();
}

Json& Json::set(std::string name, Json value) {
    if (is_null()) {
        value_ = Object();
    }
    for (auto& [member, old] : as_object()) {
        if (member == name) {
            old = std::move(value);
            return *this;
        }
    }
    as_object().emplace_back(std::move(name), std::move(value));
    return *this;
}

bool operator==(const Json& left, const Json& right) {
    if (!left.is_object() || !right.is_object()) {
        return left.value_ == right.value_;
    }
    // Members have no order. Names are distinct, so equal counts and every left member found on
    // the right is equality.
    const auto& members = left.as_object();
    return members.size() == right.as_object().size() &&
           std::all_of(members.begin(), members.end(), [&](const Json::Member& member) {
               const Json* other = right.find(member.first);
               return other != nullptr && *other == member.second;
           });
}

}  // namespace foerderwerk
