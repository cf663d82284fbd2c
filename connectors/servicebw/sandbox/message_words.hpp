// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/servicebw/sandbox/html.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::servicebw::sandbox {

/// "Eingangsbestätigung" for the root element antrag.eingangsbestaetigung.0102; the element's own
/// name for a message not known here.
[[nodiscard]] std::string message_title(const std::string& root_name);

/// The content of a message as a list of German words and values; the head is left out. Elements
/// not known here appear under their own name, so nothing is hidden.
[[nodiscard]] Html message_content(const xml::XmlElement& root);

/// "12.01.2026, 09:05 Uhr" in Berlin for an instant in UTC; anything else as it is.
[[nodiscard]] std::string german_instant(const std::string& instant);

}  // namespace foerderwerk::servicebw::sandbox
