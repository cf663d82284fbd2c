// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/dmn/definitions.hpp"

namespace foerderwerk::xml {

/// The pieces that the DMN reader's files share. Only children in the namespace of their parent
/// count: an extension may use any name.
[[nodiscard]] const XmlElement* dmn_child(const XmlElement& parent, std::string_view name);
[[nodiscard]] std::vector<const XmlElement*> dmn_children(const XmlElement& parent,
                                                          std::string_view name);
[[nodiscard]] Reason dmn_reason(std::string code, const XmlElement& element, std::string text);

/// The text of a literal expression or of unary tests; empty for nullptr. Another language than
/// FEEL is a reason.
[[nodiscard]] dmn::Formula read_dmn_formula(const XmlElement* element, Reasons& reasons);
[[nodiscard]] dmn::TypeRef read_dmn_type(const XmlElement* element);
/// Name and type of a variable, parameter or column.
[[nodiscard]] dmn::InformationItem read_dmn_item(const XmlElement* element);

/// The one expression among the children; nullptr when there is none.
[[nodiscard]] dmn::BoxedPointer read_dmn_boxed_child(const XmlElement& parent, Reasons& reasons);
[[nodiscard]] dmn::BoxedFunction read_dmn_function(const XmlElement& element, Reasons& reasons);
[[nodiscard]] dmn::DecisionTable read_dmn_table(const XmlElement& element, Reasons& reasons);

}  // namespace foerderwerk::xml
