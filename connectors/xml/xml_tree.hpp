// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

struct XmlAttribute {
    std::string space;  ///< namespace URI, empty for none
    std::string name;   ///< local name
    std::string value;
};

/// A namespace declaration; the prefix is empty for the default namespace.
struct XmlPrefix {
    std::string prefix;
    std::string space;
};

/// An element with everything below it, in UTF-8, free of any library's types. Comments and
/// processing instructions are dropped.
struct XmlElement {
    std::string space;                     ///< namespace URI
    std::string name;                      ///< local name
    std::vector<XmlAttribute> attributes;  ///< without xmlns declarations
    std::vector<XmlElement> children;
    std::string text;  ///< all character data directly inside, joined
    std::size_t line = 0;
    std::size_t column = 0;
    std::vector<XmlPrefix> prefixes;  ///< declared on this element, for names inside values

    /// The value of an attribute without namespace, or "" when absent.
    [[nodiscard]] std::string_view attribute(std::string_view local_name) const;
    [[nodiscard]] const std::string* find_attribute(std::string_view local_name,
                                                    std::string_view space_uri = {}) const;
    /// The first child element of that local name, or nullptr.
    [[nodiscard]] const XmlElement* child(std::string_view local_name) const;
};

struct XmlLimits {
    std::size_t bytes_max = 20u * 1024 * 1024;
    std::size_t depth_max = 64;
    std::size_t elements_max = 200'000;
};

/// Parses a document that we wrote or shipped, or one whose bytes already passed the gate.
/// Hardened: no DTD (refused on the raw bytes), no external entity, no network, no schema
/// loading; beyond a limit a reason, never a hang. Reasons carry line and column as place.
[[nodiscard]] Result<XmlElement, Reasons> parse_xml(std::string_view bytes,
                                                    const XmlLimits& limits = {});

}  // namespace foerderwerk::xml
