// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/xml/schema_model.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/feel/value.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// A valid element as a FEEL value, by its schema (formats.md, "From XML to FEEL"). An element
/// with children becomes a context: attributes first, then children in schema order. Every member
/// that the schema knows is there, null when the message has none, so that only a misspelt name is
/// missing; what may repeat is a list, also with one item or none. An XÖV Code is a context of
/// `code`, `name`, `listURI`, `listVersionID`. The text of an element with attributes is the
/// member `value`. Marks of fw:personal are set on every value inside; the subject gets the
/// positions of the repeated elements around it: "teilnehmer.2".
///
/// Code of reasons: RULE, for a value that FEEL cannot hold.
[[nodiscard]] Result<feel::Value, Reasons> map_to_feel(const XmlElement& element,
                                                       const ElementRule& rule);

}  // namespace foerderwerk::xml
