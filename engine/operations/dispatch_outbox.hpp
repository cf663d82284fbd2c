// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "engine/operations/casework.hpp"
#include "engine/ports/event_processor.hpp"
#include "engine/ports/message_composer.hpp"

namespace foerderwerk::operations {

/// Sends what steps left in the outbox, at its own pace, never inside a transaction. The answer
/// comes back to the case as a command: answer.<processor>.delivered or .refused. What cannot be
/// delivered now waits: 2 s doubling up to one hour, or what the receiver asked for.
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

private:
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
};

}  // namespace foerderwerk::operations
