// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace foerderwerk::xml {

/// Where the XÖV basis message keeps what we need of its head, by local names: the head, in it the
/// identification, in that the id of the message and its type, a Code.
namespace head_names {
inline constexpr std::string_view head = "nachrichtenkopf.g2g";
inline constexpr std::string_view identification = "identifikation.nachricht";
inline constexpr std::string_view id = "nachrichtenUUID";
inline constexpr std::string_view type = "nachrichtentyp";
inline constexpr std::string_view code = "code";
}  // namespace head_names

/// The one form in which we keep a UUID: "5F0C…" becomes "5f0c…".
[[nodiscard]] std::string lower_case_hex(std::string_view uuid);

/// Senders are sloppy: a message is never taken for what its head or its root says alone. Whether
/// the type in the head, white space aside, is the number at the end of the root's name; a root
/// without a number fits any.
[[nodiscard]] bool fits_root(std::string_view type_in_head, std::string_view root_name);

}  // namespace foerderwerk::xml
