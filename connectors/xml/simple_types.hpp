// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "connectors/xml/schema_components.hpp"
#include "connectors/xml/schema_model.hpp"

namespace foerderwerk::xml {

/// The rule of a built-in type of XML Schema (its local name), or nothing for one that holds no
/// text (anyType).
[[nodiscard]] std::optional<TextRule> built_in_text(std::string_view name);

/// The rule of a named simple type, built-in or not; nothing when there is no such simple type.
[[nodiscard]] std::optional<TextRule> named_text(const SchemaComponents& components,
                                                 const SchemaModel::Name& name);

/// The rule of an `xs:simpleType` element.
[[nodiscard]] std::optional<TextRule> defined_text(const SchemaComponents& components,
                                                   const XmlElement& simple_type);

/// `base` narrowed by the facets among the children of `restriction`.
[[nodiscard]] TextRule narrowed(TextRule base, const XmlElement& restriction);

}  // namespace foerderwerk::xml
