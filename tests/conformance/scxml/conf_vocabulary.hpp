// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::scxml_suite {

/// Replaces the `conf:` elements and attributes of the W3C suite, which stand for what differs
/// between data models, by SCXML with FEEL. A `conf:` name that is not known stays and makes the
/// reader refuse the document.
void map_conf_vocabulary(xml::XmlElement& root);

/// Why a document (before it is mapped) says nothing about an interpreter with our data model and
/// without the optional Basic HTTP processor, or nothing.
[[nodiscard]] std::optional<std::string> out_of_scope(const xml::XmlElement& root);

/// True when the document passes by being refused: it loads a script that does not exist.
[[nodiscard]] bool must_be_refused(const xml::XmlElement& root);

/// The script that `conf:scriptGoodSrc` names; the suite leaves the file to each implementation.
inline constexpr const char* good_script_file = "conf_good_script.feel";
inline constexpr const char* good_script = "Var1 = 1;";

}  // namespace foerderwerk::scxml_suite
