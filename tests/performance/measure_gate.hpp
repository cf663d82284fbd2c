// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tests/performance/bare_message.hpp"
#include "tests/performance/benchmark_house.hpp"
#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// Messages a second through the whole gate (every check, signature, schema, values) on one
/// thread, beside the sum of its bare parts. Turns of both alternate; the best of several short
/// turns counts, so that a neighbour on the machine disturbs neither more than the other. The same
/// for signing, and how verifying scales to two threads.
[[nodiscard]] std::vector<Figure> measure_gate(BenchmarkHouse& benchmark,
                                               const std::vector<Application>& applications,
                                               const BareKeys& keys, std::size_t messages);

}  // namespace foerderwerk::performance
