// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/cases/definition.hpp"
#include "engine/inspection/finding_kinds.hpp"

namespace foerderwerk::inspection {

/// Persons by id, each with the roles they have.
using Staff = std::map<std::string, std::vector<std::string>>;

/// Names of the messages that schemas define, without number. Empty: messages are not judged.
using MessageNames = std::vector<std::string>;

/// Reads a definition before it is published, without running it: every mistake of the list in
/// finding_kinds() that its chart makes, in the order of the file. Conditions on data are not
/// solved: a path counts as possible unless no data could open it. `staff` are the persons at
/// hand; when it is empty, two persons for each role that the chart names, nobody with two roles.
[[nodiscard]] Findings inspect(const cases::Definition& definition, const Staff& staff = {},
                               const MessageNames& messages = {});

}  // namespace foerderwerk::inspection
