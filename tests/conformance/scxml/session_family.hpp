// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/statechart/interpreter.hpp"

namespace foerderwerk::scxml_suite {

/// A session with the sessions it invokes, on a virtual clock that jumps to the next delayed send.
/// Each session is written as JSON, dropped and read back after every macrostep.
class SessionFamily {
public:
    using Load = std::function<std::shared_ptr<const statechart::Document>(
        const statechart::InvokeRequest&)>;
    explicit SessionFamily(Load load);
    ~SessionFamily();

    /// Runs until the first session ends, nothing is left to happen, or something goes wrong.
    void run(std::shared_ptr<const statechart::Document> document);
    /// Ids of the states the first session is in.
    [[nodiscard]] std::vector<std::string> configuration() const;
    [[nodiscard]] const std::string& failure() const { return failure_; }

private:
    class Member;
    struct Delivery {
        std::string session;
        statechart::Event event;
    };
    struct Timer {
        std::chrono::nanoseconds due;
        std::uint64_t order;
        std::string session;
        std::uint64_t number;
    };

    Member* find(std::string_view session) const;
    Member& add(std::shared_ptr<const statechart::Document> document, std::string parent,
                std::string invokeid);
    void after_step(Member& member, const Result<statechart::Macrostep, Reason>& result);
    void reload(Member& member);
    void deliver_all();
    bool fire_next();

    Load load_;
    std::vector<std::unique_ptr<Member>> members_;
    std::deque<Member*> to_start_;
    std::deque<Delivery> deliveries_;
    std::vector<Timer> timers_;
    std::chrono::nanoseconds now_{0};
    std::uint64_t order_ = 0;
    std::string failure_;
};

}  // namespace foerderwerk::scxml_suite
