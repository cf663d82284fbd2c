// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "engine/operations/casework.hpp"
#include "engine/ports/event_processor.hpp"
#include "engine/ports/message_composer.hpp"

namespace foerderwerk::operations {

/// Sends what steps left in the outbox, at its own pace, never inside a transaction. The answer
/// comes back to the case as a command: answer.<processor>.delivered or .refused. What cannot be
/// delivered now waits: 2 s doubling up to one hour, or what the receiver asked for. What a case
/// sends to one recipient goes in the order it was decided: a later message waits for the earlier
/// one. Nothing of a parked case goes out.
class OutboxDispatcher {
public:
    struct Processor {
        ports::EventProcessor* processor = nullptr;
        const ports::MessageComposer* composer = nullptr;
    };

    OutboxDispatcher(Casework& casework, std::map<std::string, Processor> processors)
        : casework_(casework), processors_(std::move(processors)) {}

    /// Sends what is due, at most `most`; gives how many items were tried.
    std::size_t dispatch_due(std::size_t most = 32);

    /// For a daemon that ends: a round in progress sends no further item. May be called from any
    /// thread.
    void stop() { stopping_ = true; }

private:
    enum class Tried { sent, moved, waits };
    Tried try_item(const ports::OutboxRow& item);
    [[nodiscard]] std::optional<std::int64_t> waits_until(const ports::OutboxRow& item);
    bool hold(const ports::OutboxRow& item, std::int64_t until);
    [[nodiscard]] std::vector<ports::OutboxRow> due_items(std::size_t most);
    void dispatch(const ports::OutboxRow& item);
    void wake_case(const ports::OutboxRow& item);
    [[nodiscard]] std::string document_for(const ports::OutboxRow& item, const Processor& processor,
                                           Reasons& reasons);
    void answer(const ports::OutboxRow& item, const ports::DeliveryAnswer& answer);
    void postpone(const ports::OutboxRow& item, const ports::RetryLater& later);
    void postpone_in(ports::UnitOfWork& unit, const ports::OutboxRow& item,
                     const ports::RetryLater& later);
    void finish(const ports::OutboxRow& item, const std::string& status, const std::string& receipt,
                const Reasons& reasons);

    Casework& casework_;
    std::map<std::string, Processor> processors_;
    std::atomic<bool> stopping_{false};
};

}  // namespace foerderwerk::operations
