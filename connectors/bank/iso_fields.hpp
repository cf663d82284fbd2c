// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::bank {

// How the messages of ISO 20022 are read, the same for reports and statements.

/// A child of the message's own namespace: extensions of a bank must not pose as fields.
[[nodiscard]] const xml::XmlElement* find(const xml::XmlElement* parent, std::string_view name);
[[nodiscard]] const xml::XmlElement* find(const xml::XmlElement* parent, std::string_view name,
                                          std::string_view below);

/// Without blanks at both ends; "" when absent.
[[nodiscard]] std::string text_of(const xml::XmlElement* element);

/// Cents of an xs:decimal; no value when negative, too large or with parts of a cent.
[[nodiscard]] std::optional<std::int64_t> parse_cents(std::string_view text);

/// Dt, or the calendar day of DtTm as the bank wrote it.
[[nodiscard]] std::optional<LocalDate> date_of(const xml::XmlElement* choice);

/// Cd, or Prtry where the bank has a word of its own.
[[nodiscard]] std::string code_of(const xml::XmlElement* choice);

/// Parses a file of the bank. A statement of a large account is bigger than any message of the
/// portal.
[[nodiscard]] Result<xml::XmlElement, Reasons> parse_bank_file(std::string_view bytes);

}  // namespace foerderwerk::bank
