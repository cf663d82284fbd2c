// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/statechart/interpreter.hpp"
#include "tests/conformance/scxml/suite_folder.hpp"

namespace foerderwerk::scxml_suite {

/// One session of a family.
struct Member {
    std::string id;
    ChartSource source;
    std::shared_ptr<const statechart::Document> document;
    statechart::Session session;
    feel::Context arguments;
    std::string parent;  ///< empty: the first session
    std::string invokeid;
    bool cancelled = false;
};

struct Delivery {
    std::string session;
    statechart::Event event;
};

/// A delayed send. `order` says which was sent first, among those that are due together.
struct FamilyTimer {
    std::chrono::microseconds due{0};
    std::uint64_t order = 0;
    std::string session;
    std::uint64_t number = 0;
};

/// A session with the sessions it invokes, on a virtual clock that jumps to the next delayed send.
/// Between two macrosteps it is a plain value: stored_family.hpp writes and reads it.
struct SessionFamily {
    std::deque<Member> members;        ///< a deque: members keep their place while one is added
    std::deque<std::string> to_start;  ///< invoked, not yet begun
    std::deque<Delivery> deliveries;
    std::vector<FamilyTimer> timers;
    std::chrono::microseconds now{0};
    std::uint64_t timers_made = 0;
    std::string failure;  ///< why the family cannot go on

    [[nodiscard]] Member* find(std::string_view session);
};

/// A family whose first session has not begun. A Failure says why the document is refused.
[[nodiscard]] Result<SessionFamily, Reasons> new_family(const SuiteFolder& folder,
                                                        const std::string& file);

/// Makes the next macrostep of one session: a start, a delivery, or the next delayed send. False
/// when there was none to make, the first session has ended, or there is a failure.
bool advance(SessionFamily& family, const SuiteFolder& folder);

/// Ids of the states the first session is in, by blanks.
[[nodiscard]] std::string states_of_first(const SessionFamily& family);

}  // namespace foerderwerk::scxml_suite
