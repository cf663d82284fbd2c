// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

/// More are not listed: whoever sends that many has not sent a message of ours.
inline constexpr std::size_t reasons_max = 200;

/// Validates trees against schemas. It writes the tree out and gives that to the library, so that
/// what is judged is exactly what is mapped, and nothing in the received bytes (schemaLocation,
/// an encoding) reaches the validator. One per thread.
class TreeValidator {
public:
    /// Throws OperatingError (misconfigured) when the schemas do not load.
    explicit TreeValidator(const SchemaFiles& schemas) : parser_(schemas) {}

    /// All problems, with the places of `tree`. Codes: SCHEMA, IDREF.
    [[nodiscard]] Reasons validate(const XmlElement& tree);

private:
    SaxParser parser_;
};

}  // namespace foerderwerk::xml
