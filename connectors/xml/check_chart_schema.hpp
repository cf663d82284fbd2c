// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

/// Holds a chart against xsd/scxml-1.0.xsd and xsd/foerderwerk-workflow-1.xsd, which travel inside
/// the program. All problems, code LINT_SCHEMA, place "line N"; none for what is no XML at all,
/// because the reader says that. Throws OperatingError (misconfigured) when the schemas are broken.
[[nodiscard]] Reasons check_chart_schema(std::string_view bytes);

/// Names of the messages that xsd/foerderwerk-nachrichten-1.0.xsd defines, without number; it
/// travels inside the program as well.
[[nodiscard]] std::vector<std::string> built_in_message_names();

}  // namespace foerderwerk::xml
