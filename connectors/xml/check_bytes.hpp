// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// Where a tag begins; both count from 1, columns in characters.
struct TagPosition {
    std::size_t line = 0;
    std::size_t column = 0;
};

/// What the markup of a document is like, by its bytes alone.
struct Markup {
    std::vector<TagPosition> starts;          ///< of the start tags, in document order, if wished
    std::size_t longest_attribute_bytes = 0;  ///< as written, between the quotation marks
};

/// Finding each start tag's line and column costs as much as all the rest.
enum class StartTags { listed, unlisted };

/// "line:column", the form every place in this folder has.
[[nodiscard]] std::string place_of(const TagPosition& position);

/// What must be refused before any parser sees the bytes (security.md, section 1.2, step 2): too
/// long, not strict UTF-8, NUL, another encoding or version in the XML declaration, `<!DOCTYPE`
/// or `<!ENTITY` anywhere, a tag above 64 KiB, more markup than `limits` allow. Codes: LIMITS,
/// ENCODING, DTD.
[[nodiscard]] Result<Markup, Reasons> check_bytes(std::string_view bytes, const XmlLimits& limits,
                                                  StartTags wished = StartTags::listed);

}  // namespace foerderwerk::xml
