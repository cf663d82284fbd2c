// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "connectors/xml/schema_model.hpp"
#include "engine/feel/value.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// White space as the type's facet asks for (XML Schema Part 2, section 4.3.6); a binary value
/// loses all of it.
[[nodiscard]] std::string normalized_text(std::string_view text, const TextRule& rule);

/// Without blanks at its ends, and one space for all that stand together.
[[nodiscard]] std::string collapsed_text(std::string_view text);

/// Whether a text is base64 (RFC 4648, section 4), white space aside; one value has one text.
[[nodiscard]] bool is_base64(std::string_view text);

/// The FEEL value of a valid text. What XML Schema can say and FEEL cannot is refused with a
/// German sentence: a date with a zone, 24:00:00, more than 34 digits, a duration of months and
/// days together.
[[nodiscard]] Result<feel::Value, std::string> value_of(std::string_view text,
                                                        const TextRule& rule);

/// The text for a FEEL value of the kind the rule asks for, else a German sentence. Numbers get
/// the digits that the rule wants, never by rounding.
[[nodiscard]] Result<std::string, std::string> text_of(const feel::Value& value,
                                                       const TextRule& rule);

}  // namespace foerderwerk::xml
