// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foerderwerk::http {

/// ASCII only; bytes above 127 stay as they are. No locale takes part.
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);
/// Without blanks and tabs at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// A `token` of RFC 9110 section 5.6.2: at least one character.
[[nodiscard]] bool is_token(std::string_view text);
/// A field value without control characters (a tab is allowed).
[[nodiscard]] bool is_field_value(std::string_view text);

/// The text with every byte that breaks UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// RFC 3986 section 2.1; no value when a "%" is not followed by two hex digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);
/// Everything but unreserved characters becomes "%XX".
[[nodiscard]] std::string percent_encode(std::string_view text);

using FormValues = std::vector<std::pair<std::string, std::string>>;

/// application/x-www-form-urlencoded (WHATWG URL section 5.1) in UTF-8; the form of a query as
/// well. No value for a broken "%", bytes that are not UTF-8, NUL, or more than `entries_max`
/// entries.
[[nodiscard]] std::optional<FormValues> parse_form(std::string_view text,
                                                   std::size_t entries_max = 500);
[[nodiscard]] std::string write_form(const FormValues& values);

}  // namespace foerderwerk::http
