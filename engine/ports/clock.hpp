// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/types/instant.hpp"

namespace foerderwerk::ports {

/// The only source of time. What it answers is recorded with every step.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Now now() const = 0;
};

}  // namespace foerderwerk::ports
