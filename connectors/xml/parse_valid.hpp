// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/message_schemas.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

/// The short way for the message in which nothing is wrong: parsed and validated at once, where
/// MessageReader's long way parses, writes anew and validates that. Gives the tree when the
/// validator has nothing against it. Gives nothing when anything is wrong, or could cost the
/// validator more than a parse: text or an attribute beyond the limit of its type (noticed before
/// the validator looks at it), a word about xsi, a whole message above 256 KiB. Why, the long way
/// says; what this way takes, the long way takes too.
/// `bytes` have passed check_bytes with `markup` as its answer; `validator` has grammars.
[[nodiscard]] std::optional<XmlElement> parse_valid(std::string_view bytes, Markup markup,
                                                    const MessageSchemas& schemas,
                                                    SaxParser& validator);

}  // namespace foerderwerk::xml
