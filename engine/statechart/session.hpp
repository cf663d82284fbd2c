// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"
#include "engine/statechart/document.hpp"
#include "engine/statechart/event.hpp"

namespace foerderwerk::statechart {

/// A `<send>` whose target is outside the session, or whose time has not come.
struct SendRequest {
    /// Names the timer of a delayed send; unique in the session, 0 when not delayed. A sendid
    /// cannot do that: a document may use one id for many sends.
    std::uint64_t number = 0;
    std::string sendid;  ///< given by the document, or made; never empty
    std::string target;
    std::string type;
    Event event;
    std::chrono::nanoseconds delay{0};
    feel::Value due;  ///< fw:due: a legal date in place of the delay; null when not given
    feel::Value key;  ///< fw:key; null when not given
    Extensions extensions;
    [[nodiscard]] bool delayed() const { return number != 0; }
};

/// A running `<invoke>`.
struct Invocation {
    std::string invokeid;
    StateIndex state = no_state;
    std::size_t position = 0;  ///< among the invokes of the state
};

enum class Phase { not_started, running, finished };

/// A running chart as a plain value: between two macrosteps this is all there is. Copy it to try
/// something out, drop it and load it again (session_json.hpp) at will.
struct Session {
    std::string id;  ///< `_sessionid`
    Phase phase = Phase::not_started;
    /// Active states without the root, sorted. After the end: the configuration it ended in.
    std::vector<StateIndex> configuration;
    std::vector<std::vector<StateIndex>> history;  ///< by State::history_slot; empty: none yet
    feel::Context data;
    EventQueue internal_events;  ///< empty between macrosteps, as is the next
    EventQueue external_events;
    std::vector<SendRequest> delayed_sends;
    std::vector<Invocation> invocations;
    std::vector<StateIndex> bound_states;  ///< late binding: states whose data has been set
    std::uint64_t ids_made = 0;            ///< made ids so far, for sends, timers and invocations
    feel::Value done_data;                 ///< of the final state it ended in
};

}  // namespace foerderwerk::statechart
