// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>

namespace foerderwerk::performance {

/// How much was done, in what time on the clock and on the processors.
struct Rate {
    std::size_t done = 0;
    double seconds = 0;
    double processor_seconds = 0;

    [[nodiscard]] double a_second() const {
        return seconds > 0 ? static_cast<double>(done) / seconds : 0;
    }
    [[nodiscard]] double processor_millis_each() const {
        return done > 0 ? processor_seconds * 1000 / static_cast<double>(done) : 0;
    }
};

/// `count` pieces of work, numbered from `first`, done by `callers` threads at once, each taking
/// the next one when it is through; no new one is begun after `seconds_max`. What a piece throws
/// comes out here.
[[nodiscard]] Rate run_callers(
    std::size_t callers, std::size_t first, std::size_t count, double seconds_max,
    const std::function<void(std::size_t caller, std::size_t piece)>& work);

}  // namespace foerderwerk::performance
