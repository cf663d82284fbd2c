// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/ports/clock.hpp"

namespace foerderwerk::daemon {

/// The machine's clock: the only place in the house where time is read.
class SystemClock final : public ports::Clock {
public:
    [[nodiscard]] Now now() const override {
        return now_at(std::chrono::time_point_cast<std::chrono::microseconds>(
            std::chrono::system_clock::now()));
    }
};

}  // namespace foerderwerk::daemon
