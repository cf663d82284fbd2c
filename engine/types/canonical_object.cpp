// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/canonical_object.hpp"

#include <algorithm>

#include "engine/types/failure.hpp"

namespace foerderwerk {

namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; });
}

bool is_plain(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '-' || c == '/';
    });
}

}  // namespace

std::vector<CanonicalObject::Member>::const_iterator CanonicalObject::place_of(
    std::string_view name) const {
    return std::lower_bound(members_.begin(), members_.end(), name,
                            [this](const Member& member, std::string_view wanted) {
                                return ascii_ ? member.name < wanted
                                              : canonical_before(member.name, wanted);
                            });
}

void CanonicalObject::add(std::string name, std::string text) {
    ascii_ = ascii_ && is_ascii(name);
    const auto place = place_of(name);
    FOERDERWERK_REQUIRE(place == members_.end() || place->name != name,
                        "member names are distinct");
    members_.insert(place, {std::move(name), std::move(text)});
}

const CanonicalObject::Member* CanonicalObject::find(std::string_view name) const {
    const auto place = place_of(name);
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
        if (is_plain(member.name)) {
            text += '"';
            text += member.name;
            text += "\":";
        } else {
            text += canonical_json(Json(member.name));
            text += ':';
        }
        text += member.text;
    }
    text += '}';
    return text;
}

}  // namespace foerderwerk
