// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/message_schemas.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "engine/ports/message_codec.hpp"

namespace foerderwerk::xml {

/// The short way for the message in which nothing is wrong: parsed, validated and turned into FEEL
/// values at once, without a tree, where MessageReader's long way parses, checks, writes anew,
/// validates that and maps it. Gives the message when nothing is wrong with it. Gives nothing when
/// anything is, or could cost the validator more than a parse: text or an attribute beyond the
/// limit of its type (noticed before the validator looks at it), a word about xsi, a whole message
/// above 256 KiB. Why, the long way says; what this way takes, the long way takes too, and reads
/// alike.
/// `bytes` have passed check_bytes with `markup` as its answer; `validator` has grammars.
[[nodiscard]] std::optional<ports::Message> read_valid(std::string_view bytes, const Markup& markup,
                                                       const MessageSchemas& schemas,
                                                       SaxParser& validator);

}  // namespace foerderwerk::xml
