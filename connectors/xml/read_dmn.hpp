// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/dmn/model.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// A DMN file of version 1.1 to 1.5 as values. Diagrams, extension elements and everything that
/// only documents (knowledge sources, annotations, organisations) are accepted and dropped.
/// Reasons, with "line N" as place: those of parse_xml, DMN_NAMESPACE (no DMN file),
/// DMN_LANGUAGE (an expression that is not FEEL), DMN_IMPORT (something that is no DMN model),
/// DMN_TABLE and DMN_STRUCTURE (an element that the standard does not allow there).
[[nodiscard]] Result<dmn::Definitions, Reasons> read_dmn_definitions(std::string_view bytes);

/// Where a model looks for the models it imports: path below its folder → bytes.
using DmnFolder = std::map<std::string, std::string>;

/// The same, compiled: further reasons are those of dmn::compile. A model that imports others finds
/// them in `folder` alone, by the path it gives or else by their namespace; nothing is ever
/// loaded from elsewhere. What cannot be read in an imported file has its path before the line.
[[nodiscard]] Result<dmn::Model, Reasons> read_dmn(std::string_view bytes,
                                                   const DmnFolder& folder = {});

}  // namespace foerderwerk::xml
