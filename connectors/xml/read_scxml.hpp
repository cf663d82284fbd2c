// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/xml/xml_tree.hpp"
#include "engine/feel/expression.hpp"
#include "engine/statechart/document.hpp"

namespace foerderwerk::xml {

inline constexpr std::string_view scxml_namespace = "http://www.w3.org/2005/07/scxml";
inline constexpr std::string_view workflow_namespace = "urn:foerderwerk:workflow:1";

struct ScxmlOptions {
    /// Names with blanks that expressions may use: host functions such as "frist ende".
    feel::KnownNames known_names;
    /// Reads a file of the definition's own folder, for `src`. The path is relative and has no
    /// "..". Without a reader every `src` is refused.
    std::function<std::optional<std::string>(const std::string& path)> read_file;
};

/// Reads SCXML 1.0 with datamodel="feel" and the elements and attributes of the workflow
/// namespace; compiles every expression. Nothing is silently ignored: an element, attribute or
/// text that has no meaning where it stands is a reason, as is any other namespace. All reasons
/// are collected, place is "line N". Codes, beside those of parse_xml and build_document:
/// NOT_SCXML, DATAMODEL, UNKNOWN_ELEMENT, UNKNOWN_ATTRIBUTE, UNKNOWN_EXTENSION, MISSING_ATTRIBUTE,
/// EXCLUSIVE, ILLEGAL_VALUE, UNEXPECTED_TEXT, FEEL_SYNTAX, SRC.
[[nodiscard]] Result<statechart::Document, Reasons> read_scxml(std::string_view bytes,
                                                               const ScxmlOptions& options = {});
[[nodiscard]] Result<statechart::Document, Reasons> read_scxml(const XmlElement& root,
                                                               const ScxmlOptions& options = {});

}  // namespace foerderwerk::xml
