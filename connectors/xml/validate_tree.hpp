// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

/// More are not listed: whoever sends that many has not sent a message of ours.
inline constexpr std::size_t reasons_max = 200;

/// Validates a tree against its schema: all problems, with the places of `tree`. Writes the tree
/// out and gives that to the library, so that what is judged is exactly what is mapped, and nothing
/// in the received bytes (schemaLocation, an encoding) reaches the validator, which has grammars.
/// Codes: SCHEMA, IDREF.
[[nodiscard]] Reasons validate_tree(const XmlElement& tree, SaxParser& validator);

}  // namespace foerderwerk::xml
