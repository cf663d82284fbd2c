// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/feel/value_json.hpp"
#include "engine/ledger/posting.hpp"
#include "engine/statechart/session.hpp"
#include "engine/types/id.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::cases {

/// A timer of a case: a delayed <send> that has not fired. `id` is its sendid.
struct Timer {
    std::string id;
    std::string event;
    Instant due{};
    /// How the legal date came about, German, sealed when it came from personal values; null for a
    /// plain delay and for what semantics version 1 recorded.
    feel::Value derivation = {};
    friend bool operator==(const Timer&, const Timer&) = default;
};

/// What a role has to do now; one row of the work list.
struct Task {
    std::string role;
    std::string label;  ///< German, from the definition
    Instant since{};    ///< of the step that brought it
    friend bool operator==(const Task&, const Task&) = default;
};

/// The queue a case stands in: the ledger line whose places or money it waits for, and since when
/// its application is complete, which is its place. No line: it waits for none.
struct Waiting {
    std::string line;
    Instant since{};
    friend bool operator==(const Waiting&, const Waiting&) = default;
};

struct StateText;  // state_text.hpp

/// The fold of a case's records. A value: decide() reads it, apply() makes the next one, and the
/// state row of the database is its canonical JSON.
struct CaseState {
    CaseId id;
    std::string programme;
    DefinitionId definition;
    std::string file_number;  ///< Aktenzeichen
    std::string sender;       ///< who opened it; follow-ups come from the same
    std::string reply_to;     ///< portal mailbox that answers go to
    Instant received{};       ///< of the first message: the order of the waiting list
    Instant last_step{};
    std::int64_t number = 0;          ///< of the last record
    std::vector<std::string> states;  ///< ids of the active states, document order
    std::string label;                ///< German label of the innermost labelled state
    bool closed = false;              ///< a top-level final state was reached
    statechart::Session session;
    std::vector<Timer> timers;  ///< by id
    std::vector<Task> tasks;
    /// Persons who took a named step (fw:step), ever; accounts do not count, persons do.
    std::map<std::string, std::vector<std::string>> persons_of_step;
    /// Named step → digest of what it approved, of the last time it was taken (fw:confirms).
    std::map<std::string, std::string> approved;
    /// What the case holds on each ledger line.
    std::map<std::string, ledger::CaseHolding> holdings;
    std::map<std::string, std::string> parts;  ///< sealed part id → subject
    Waiting waiting;
    /// What to_json gives for this state as text, when it is at hand: to save writing it again.
    /// Whoever changes the state empties it.
    std::shared_ptr<const StateText> text;
};

[[nodiscard]] Json to_json(const Timer& timer);

/// The state without its variables: to_json(state) without `data`.
[[nodiscard]] Json frame_json(const CaseState& state, const statechart::Document& chart);

/// The state with sealed values as references; equal states give equal canonical bytes.
[[nodiscard]] Json to_json(const CaseState& state, const statechart::Document& chart);

/// The inverse. A Failure says what is damaged, or does not fit the definition.
[[nodiscard]] Result<CaseState, std::string> case_state_from_json(const Json& json,
                                                                  const statechart::Document& chart,
                                                                  const feel::OpenPart& open);

}  // namespace foerderwerk::cases
