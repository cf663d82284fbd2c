// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/operations/casework.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::console {

/// A clock that stands still until it is moved.
class VirtualClock final : public ports::Clock {
public:
    [[nodiscard]] Now now() const override { return now_at(instant_); }
    void set(Instant instant) { instant_ = instant; }
    [[nodiscard]] Instant instant() const { return instant_; }

private:
    Instant instant_{};
};

/// What a scenario runs in: a store of its own, empty. Made anew for each file.
struct ScenarioWorld {
    std::unique_ptr<ports::CaseStore> store;
    const ports::Sealing* sealing = nullptr;
    const ports::DefinitionLoader* loader = nullptr;
    const feel::Services* services = nullptr;
};
using MakeWorld = std::function<ScenarioWorld()>;

/// One expectation that did not hold.
struct ScenarioFailure {
    std::size_t line = 0;
    std::string what;  ///< "step 3, state"
    std::string expected;
    std::string actual;
};

struct ScenarioResult {
    std::string title;  ///< first comment line of the file
    std::size_t steps = 0;
    std::size_t expectations = 0;
    std::vector<ScenarioFailure> failures;
    std::vector<std::string> taken;  ///< "from→to" of every transition, for coverage
};

/// Runs one scenario file (formats.md, "A scenario file"; German keywords beside the English
/// ones) against the programme in `files`, on a virtual clock. At the end every case is replayed
/// and must be identical. A file that cannot be read is a failure with its line.
[[nodiscard]] ScenarioResult run_scenario(std::string_view yaml, const cases::Files& files,
                                          const MakeWorld& make_world);

}  // namespace foerderwerk::console
