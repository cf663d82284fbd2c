// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "engine/cases/definition.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// Reads a programme's files (chart, tables, notices) into a definition.
class DefinitionLoader {
public:
    virtual ~DefinitionLoader() = default;
    /// All reasons, with file and line as place. Safe to call from several threads at once.
    [[nodiscard]] virtual Result<std::shared_ptr<const cases::Definition>, Reasons> load(
        const cases::Files& files) const = 0;
};

}  // namespace foerderwerk::ports
