// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/json.hpp"

namespace foerderwerk {

/// An object's canonical JSON (RFC 8785), put together from members of which some are at hand as
/// canonical text already. Gives what canonical_json gives for the whole.
class CanonicalObject {
public:
    struct Member {
        std::string name;
        std::string text;  ///< canonical
        friend bool operator==(const Member&, const Member&) = default;
    };

    void add(std::string name, const Json& value) { add(std::move(name), canonical_json(value)); }
    /// `text` is canonical JSON. Names are distinct.
    void add(std::string name, std::string text);
    /// Members of an object that is canonical JSON already, as canonical_json gave it. nullopt when
    /// it is not one. What stands inside the members is taken as it is.
    [[nodiscard]] static std::optional<CanonicalObject> split(std::string_view canonical);
    [[nodiscard]] const Member* find(std::string_view name) const;
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    [[nodiscard]] std::string text() const;

    friend bool operator==(const CanonicalObject&, const CanonicalObject&) = default;

private:
    [[nodiscard]] std::vector<Member>::const_iterator place_of(std::string_view name) const;

    std::vector<Member> members_;  // in canonical order
    bool ascii_ = true;            // all names; then their bytes are in order
};

}  // namespace foerderwerk
