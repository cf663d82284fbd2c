// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/statechart/data_model.hpp"
#include "engine/statechart/document.hpp"
#include "engine/statechart/session.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::statechart {

/// Why a send or an invocation did not go out.
struct Undelivered {
    bool unreachable = false;  ///< true: error.communication, false: error.execution
    std::string reason;
};

struct InvokeRequest {
    std::string invokeid;
    std::string type;
    std::string source;
    feel::Context arguments;                   ///< `<param>` and namelist
    feel::Value content;                       ///< `<content>`
    std::shared_ptr<const Document> document;  ///< a chart that stands inside `<content>`
    bool autoforward = false;
    Extensions extensions;
};

/// What the interpreter asks of the outside. It only collects: whatever a call leads to comes
/// back later as an event of its own. Values handed over are copies of the session's.
class Host {
public:
    virtual ~Host() = default;
    /// A send to another target or of another type, or a delayed one (then it is in
    /// Session::delayed_sends too; when its time comes, call `fire` with its number).
    [[nodiscard]] virtual std::optional<Undelivered> send(const SendRequest& request) = 0;
    /// A delayed send is no longer wanted.
    virtual void cancel(const SendRequest& request) = 0;
    virtual void log(const std::string& label, const feel::Value& value) = 0;
    /// An expression was evaluated; `subject` of the personal values it looked into, or "". With a
    /// delayed send, the last one before `send` is the one that gave its time.
    virtual void evaluated(const std::string& subject) { static_cast<void>(subject); }
    /// Runs an extension element. A text is an error: error.execution, rest of block skipped.
    [[nodiscard]] virtual std::optional<std::string> custom(const Custom& element,
                                                            DataModel& data) = 0;
    /// Starts a child. Its answer is an event with the invokeid, its end `done.invoke.<id>`.
    [[nodiscard]] virtual std::optional<Undelivered> invoke(const InvokeRequest& request) = 0;
    /// What the child sends from now on is not to be delivered (SCXML section 6.4.3); what waits
    /// for this session already still is.
    virtual void cancel_invoke(const std::string& invokeid) = 0;
    /// `autoforward`: the child gets a copy of an external event.
    virtual void forward(const std::string& invokeid, const Event& event) = 0;
};

/// A chart that does not come to rest ends in a Failure, never in a hang.
struct StepLimits {
    std::size_t rounds_max = 10'000;    ///< microsteps, and events that lead to none
    std::size_t actions_max = 100'000;  ///< executed elements in one macrostep
    std::size_t events_max = 10'000;    ///< waiting in one queue
};

struct Surroundings {
    Host& host;
    /// Now, functions, services and limits of expressions; of its variables only `_x` is used.
    const feel::Environment& environment;
    StepLimits limits{};
};

/// What one macrostep did, in the order in which it happened.
struct Macrostep {
    std::vector<TransitionIndex> transitions;
    std::vector<StateIndex> exited;
    std::vector<StateIndex> entered;
    std::vector<std::string> changed_variables;  ///< each once
    std::size_t microsteps = 0;
    /// Why error events were raised; place "line N", at most 100. A text may quote a value of the
    /// session: not for records without sealing.
    Reasons problems;
};

struct Start {
    std::string session_id;
    feel::Context arguments;  ///< take the place of the root's `<data>` of the same names
};

/// All four: process to a stable configuration, events that the session sends to itself without
/// delay included. After a Failure (codes STEP_LIMIT, NOT_RUNNING, NO_SUCH_TIMER) the session is
/// not to be used: keep a copy.
[[nodiscard]] Result<Macrostep, Reason> start(const Document& document, Session& session,
                                              const Start& how, const Surroundings& around);
[[nodiscard]] Result<Macrostep, Reason> step(const Document& document, Session& session,
                                             Event event, const Surroundings& around);
/// The time of the delayed send with that number has come.
[[nodiscard]] Result<Macrostep, Reason> fire(const Document& document, Session& session,
                                             std::uint64_t number, const Surroundings& around);
/// Ends the session from outside (its `<invoke>` was cancelled): exit actions run, no done event.
[[nodiscard]] Result<Macrostep, Reason> stop(const Document& document, Session& session,
                                             const Surroundings& around);

/// What an event would do, without doing it.
struct Selection {
    std::vector<TransitionIndex> enabled;      ///< after conflicts are resolved, in order
    std::vector<TransitionIndex> guarded_off;  ///< match the event, but the condition is not true
    Reasons problems;                          ///< of conditions; each would raise an error event
};
[[nodiscard]] Selection select(const Document& document, const Session& session, const Event& event,
                               const feel::Environment& environment);

}  // namespace foerderwerk::statechart
