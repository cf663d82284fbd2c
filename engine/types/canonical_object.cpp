// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/canonical_object.hpp"

#include <algorithm>

#include "engine/types/failure.hpp"

namespace foerderwerk {

namespace {

auto place_of(std::string_view name, const std::vector<CanonicalObject::Member>& members) {
    return std::lower_bound(members.begin(), members.end(), name,
                            [](const auto& member, std::string_view wanted) {
                                return canonical_before(member.name, wanted);
                            });
}

}  // namespace

void CanonicalObject::add(std::string name, std::string text) {
    const auto place = place_of(name, members_);
    FOERDERWERK_REQUIRE(place == members_.end() || place->name != name,
                        "member names are distinct");
    members_.insert(place, {std::move(name), std::move(text)});
}

const CanonicalObject::Member* CanonicalObject::find(std::string_view name) const {
    const auto place = place_of(name, members_);
    return place != members_.end() && place->name == name ? &*place : nullptr;
}

std::string CanonicalObject::text() const {
    std::size_t length = 2;
    for (const Member& member : members_) {
        length += member.name.size() + member.text.size() + 4;
    }
    std::string text;
    text.reserve(length);
    text += '{';
    for (const Member& member : members_) {
        text += text.size() > 1 ? "," : "";
        text += canonical_json(Json(member.name));
        text += ':';
        text += member.text;
    }
    text += '}';
    return text;
}

}  // namespace foerderwerk
