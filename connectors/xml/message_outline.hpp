// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/schema_components.hpp"

namespace foerderwerk::xml {

/// An element as the schema declares it, with what the schema says to people. The model
/// (schema_model.hpp) maps; this one explains.
struct OutlinePart {
    std::string space;
    std::string name;
    bool is_required = true;
    bool is_repeated = false;
    bool is_alternative = false;  ///< of several, exactly one stands in the message
    std::string personal;         ///< whose personal data it holds (fw:personal)
    std::string meaning;          ///< xs:documentation of the declaration, or of its type
    SchemaModel::Name type;       ///< of a simple type; empty for an element of elements
    std::string code_list;        ///< URI, when it is an XÖV Code whose schema fixes the list
    bool is_code = false;
    std::vector<OutlinePart> parts;
};

/// A message: its head, as the basis message declares it, and its content. A type that contains
/// itself is opened once.
struct MessageOutline {
    std::string space;
    std::string root_name;
    std::string from;     ///< who sends it (fw:from)
    std::string meaning;  ///< xs:documentation
    std::vector<OutlinePart> parts;
};

/// Nothing when there is no such global element.
[[nodiscard]] std::optional<MessageOutline> outline_of(const SchemaComponents& schemas,
                                                       const SchemaModel::Name& root);

/// The xs:documentation below a component, its white space collapsed; "" when there is none.
[[nodiscard]] std::string documentation_of(const XmlElement& component);

}  // namespace foerderwerk::xml
