// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::statechart {

/// `_event.type` (SCXML section 5.10.1).
enum class EventType { platform, internal, external };

[[nodiscard]] constexpr std::string_view to_text(EventType type) {
    return type == EventType::platform   ? "platform"
           : type == EventType::internal ? "internal"
                                         : "external";
}

/// An event with the fields of `_event`; empty texts are null there.
struct Event {
    std::string name;
    EventType type = EventType::external;
    feel::Value data;
    std::string sendid;
    std::string origin;
    std::string origintype;
    std::string invokeid;
};

/// The type of the SCXML event processor, which is also what an absent type means.
inline constexpr std::string_view scxml_processor =
    "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

/// First in, first out; taking from the front does not move the rest.
class EventQueue {
public:
    [[nodiscard]] bool empty() const { return head_ == events_.size(); }
    [[nodiscard]] std::size_t size() const { return events_.size() - head_; }
    [[nodiscard]] const Event& operator[](std::size_t index) const {
        return events_[head_ + index];
    }
    void push(Event event) { events_.push_back(std::move(event)); }
    /// Requires a queue that is not empty.
    [[nodiscard]] Event pop() {
        Event event = std::move(events_[head_++]);
        if (empty()) {
            clear();
        }
        return event;
    }
    void clear() {
        events_.clear();
        head_ = 0;
    }

private:
    std::vector<Event> events_;
    std::size_t head_ = 0;
};

}  // namespace foerderwerk::statechart
