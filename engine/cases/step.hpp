// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/cases/case_state.hpp"
#include "engine/cases/command.hpp"
#include "engine/feel/value.hpp"
#include "engine/ledger/posting.hpp"
#include "engine/types/json.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::cases {

/// The meaning of a record in terms of the engine that wrote it. A change that alters the outcome
/// of any recorded step takes a new number, and the old meaning stays runnable.
///
/// 2: how dates and amounts came about is recorded; more functions of the calendar and of money;
///    before 2025 a posted notice counts as delivered on day 3.
/// 1: the first one.
inline constexpr std::int64_t semantics_version = 2;

/// Something to be done outside. Its id is derived (case-number-index), so it is the same after
/// a crash and on replay: it is the idempotency key.
struct Effect {
    std::string id;
    std::string processor;  ///< type of the <send>: "portal", "payout", "case"
    std::string event;      ///< message name without "message."
    std::string target;
    feel::Value data;
};

/// A personal value that this step brought in; stored apart, sealed.
struct NewPart {
    std::string id;  ///< "p<number>.<index>", unique in the case
    std::string subject;
    std::string plaintext;  ///< canonical JSON of the value
};

/// A decision that was asked, with the rows that matched and the reasons.
struct UsedRule {
    std::string decision;
    std::string table;  ///< path of the DMN file
    std::string day;    ///< the legal day it was chosen by; empty when the file has no versions
    std::vector<std::string> rule_ids;
    std::vector<std::string> sentences;  ///< explain_decision: why, for a Prüfvermerk
};

/// The outcome of decide(): a taken step, or a refusal when `reasons` is not empty. A refusal
/// changes nothing but the number of the last record.
struct Step {
    CaseState after;  ///< with its text, in which every personal value is its part
    Reasons reasons;
    std::string role;                      ///< in which a person acted; else empty
    std::vector<std::string> taken_steps;  ///< fw:step names, in order
    std::vector<std::string> unlike;       ///< fw:unlike of the taken transitions
    std::string approved_digest;           ///< of what the taken steps approve; else empty
    std::vector<Effect> effects;
    std::vector<Timer> timers_set;
    std::vector<std::string> timers_dropped;
    std::vector<ledger::Posting> postings;
    std::map<std::string, ledger::LineBalance> lines_after;  ///< of the lines posted to
    std::vector<UsedRule> rules;
    feel::List derivations;  ///< of every date and amount the step asked for (derivation_log.hpp)
    std::vector<NewPart> parts;
    /// The record but for `changes` and the commitments of `parts` (record_bytes adds them).
    Json record;
    std::string changes;  ///< of the state; canonical JSON

    [[nodiscard]] bool refused() const { return !reasons.empty(); }
};

/// Commitment to a part's plaintext: HMAC-SHA-256 under a random key kept beside the part.
using CommitPart = std::function<std::string(const NewPart&)>;

/// The record's canonical bytes, with `commit_part` (hex) for each part.
[[nodiscard]] std::string record_bytes(const Step& step, const CommitPart& commit_part);

}  // namespace foerderwerk::cases
