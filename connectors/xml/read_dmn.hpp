// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/dmn/model.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// A DMN file of version 1.1 to 1.5 as values. Diagrams, extension elements and everything that
/// only documents (knowledge sources, annotations, organisations) are accepted and dropped.
/// Reasons, with "line N" as place: those of parse_xml, DMN_NAMESPACE (no DMN file),
/// DMN_LANGUAGE (an expression that is not FEEL), DMN_IMPORT (a model that needs another file),
/// DMN_TABLE and DMN_STRUCTURE (an element that the standard does not allow there).
[[nodiscard]] Result<dmn::Definitions, Reasons> read_dmn_definitions(std::string_view bytes);

/// The same, compiled: further reasons are those of dmn::compile.
[[nodiscard]] Result<dmn::Model, Reasons> read_dmn(std::string_view bytes);

}  // namespace foerderwerk::xml
