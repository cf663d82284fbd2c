// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "engine/operations/receive_message.hpp"
#include "tests/performance/benchmark_house.hpp"

namespace foerderwerk::performance {

/// Called after each durable step.
using AfterStep = std::function<void(const std::string& case_id)>;

/// One caller that takes cases through our operations, one after the other: the signed application
/// through gate, schema and first step; the clerks' actions; the decision composed and signed; the
/// proof of attendance; the payment ordered, released and booked.
class CaseCaller {
public:
    static constexpr std::size_t steps = 8;

    explicit CaseCaller(BenchmarkHouse& benchmark);
    /// Every step reads its case from the store.
    struct Cold {};
    CaseCaller(BenchmarkHouse& benchmark, Cold cold);
    CaseCaller(const CaseCaller&) = delete;
    CaseCaller& operator=(const CaseCaller&) = delete;

    /// Gives the case's id. Throws OperatingError when a step is not taken.
    std::string run(const Application& application, const AfterStep& after = {});
    /// The first step alone; gives the case's id.
    std::string open(const Application& application);
    /// Step number 2 and number 3 of an opened case.
    void examine(const std::string& case_id);

private:
    class CallersClock : public ports::Clock {
    public:
        void set(Instant instant) { now_ = now_at(instant); }
        [[nodiscard]] Now now() const override { return now_; }

    private:
        Now now_{};
    };

    std::string receive(const Application& application);
    void act(const std::string& action, const std::string& person, const std::string& reason = {});
    void take(const cases::Command& command);
    void sign_decision();
    void prove_attendance(const Application& application);
    void confirm_payment();

    BenchmarkHouse& benchmark_;
    CallersClock clock_;
    operations::Casework casework_;
    operations::MessageReceiver receiver_;
    std::string case_id_;
};

}  // namespace foerderwerk::performance
