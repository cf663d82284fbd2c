// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "engine/ports/case_store.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/message_intake.hpp"

namespace foerderwerk::daemon {

/// Counts of this process since its start.
struct Counters {
    std::atomic<std::uint64_t> stored{0};
    std::atomic<std::uint64_t> repeated{0};
    std::atomic<std::uint64_t> conflicts{0};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> unavailable{0};
    std::atomic<std::uint64_t> delivered_items{0};
    std::atomic<std::uint64_t> fired_timers{0};
    std::atomic<std::uint64_t> published_entries{0};
};

/// Prometheus text exposition: the counters, and the store's gauges (log size, cases, outbox).
[[nodiscard]] std::string metrics_text(const Counters& counters, ports::CaseStore& store,
                                       const ports::Clock& clock);

/// Counts what the intake answers.
class CountingIntake final : public ports::MessageIntake {
public:
    CountingIntake(ports::MessageIntake& intake, Counters& counters)
        : intake_(intake), counters_(counters) {}
    ports::IntakeAnswer receive(const ports::Delivery& delivery) override;

private:
    ports::MessageIntake& intake_;
    Counters& counters_;
};

}  // namespace foerderwerk::daemon
