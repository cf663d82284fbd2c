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

/// Where the text that begins behind a quotation mark ends: at the next one that is not escaped.
std::size_t end_of_text(std::string_view json, std::size_t at) {
    for (;;) {
        const std::size_t quote = json.find('"', at);
        if (quote == std::string_view::npos) {
            return json.size();
        }
        const std::size_t other = json.find_last_not_of('\\', quote - 1);
        if ((quote - other) % 2 == 1) {
            return quote;
        }
        at = quote + 1;
    }
}

/// Where the value that begins at `at` ends: at the comma or bracket that follows it. Brackets
/// inside texts do not count.
std::size_t end_of_value(std::string_view json, std::size_t at) {
    for (int depth = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"') {
            at = end_of_text(json, at + 1);
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth == 0 && (c == ',' || c == '}')) {
            return at;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return json.size();
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

std::optional<CanonicalObject> CanonicalObject::split(std::string_view canonical) {
    CanonicalObject object;
    if (canonical == "{}") {
        return object;
    }
    std::size_t at = 0;
    for (char before = '{'; before != '}';) {
        if (at + 2 > canonical.size() || canonical[at] != before || canonical[at + 1] != '"') {
            return std::nullopt;
        }
        const std::size_t quote = canonical.find('"', at + 2);
        const std::string_view name = canonical.substr(at + 2, quote - at - 2);
        // Names with escapes and letters beyond ASCII are left to whoever reads the whole.
        if (quote == std::string_view::npos || !is_plain(name) ||
            !canonical.substr(quote + 1).starts_with(':') ||
            (!object.members_.empty() && object.members_.back().name >= name)) {
            return std::nullopt;
        }
        at = end_of_value(canonical, quote + 2);
        if (at == canonical.size() || at == quote + 2) {
            return std::nullopt;
        }
        object.members_.push_back(
            {std::string(name), std::string(canonical.substr(quote + 2, at - quote - 2))});
        before = canonical[at] == '}' ? '}' : ',';
    }
    return at + 1 == canonical.size() ? std::optional(std::move(object)) : std::nullopt;
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
