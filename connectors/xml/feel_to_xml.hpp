// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/xml/schema_model.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/feel/value.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// The inverse of map_to_feel. Null and absent members and empty lists give nothing; a single
/// value stands for a list of one; fixed attributes are filled in; a string stands for a Code of
/// that value. A member that the schema does not know is refused, so that nothing is lost
/// silently; what is missing the validator finds afterwards.
///
/// Codes of reasons: SCHEMA, ZEICHEN (a character that XML cannot hold).
[[nodiscard]] Result<XmlElement, Reasons> map_to_xml(const feel::Value& value,
                                                     const ElementRule& rule);

}  // namespace foerderwerk::xml
