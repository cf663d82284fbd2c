// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/location.hpp"
#include "engine/statechart/session.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::statechart {

/// Evaluates the expressions of a document against a session: its variables, `_event`,
/// `_sessionid`, `_name`, `_ioprocessors` and In(). Failures carry the reason in words.
///
/// What is computed from a personal value may be personal itself: texts in a result that looked
/// into a marked value and carry no mark are marked with its subject.
class Evaluator : private feel::Variables {
public:
    Evaluator(const Document& document, const Session& session,
              const feel::Environment& environment);
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    /// What `_event` is from now on; the event must outlive its use here.
    void bind_event(const Event* event);
    /// Is told of each expression once it is evaluated: the subject of the personal values that it
    /// looked into, or "".
    using Listener = std::function<void(const std::string& subject)>;
    void tell(Listener listener) { listener_ = std::move(listener); }
    /// A null that came from an error is a Failure; any other null is a value. So is a name that
    /// was needed and nobody declared, wherever in the expression it stands.
    [[nodiscard]] Result<feel::Value, std::string> evaluate(const feel::Expression& expression);
    /// Anything but true and false is a Failure.
    [[nodiscard]] Result<bool, std::string> holds(const feel::Expression& condition);
    [[nodiscard]] const Session& session() const { return session_; }
    [[nodiscard]] const Document& document() const { return document_; }

protected:
    [[nodiscard]] const feel::Environment& environment();

private:
    [[nodiscard]] const feel::Value* find(std::string_view name) const override;
    [[nodiscard]] std::optional<std::string> undeclared_in(const feel::Expression& expression);
    void prepare();

    const Document& document_;
    const Session& session_;
    feel::Environment environment_;
    const feel::Variables* platform_;  ///< finds `_x`
    const std::vector<feel::HostFunction>* host_functions_;
    std::vector<feel::HostFunction> functions_with_in_;
    bool prepared_ = false;
    mutable bool asked_for_undeclared_ = false;  ///< by the evaluation that runs
    const Event* event_ = nullptr;
    Listener listener_;
    mutable std::optional<feel::Value> event_value_;
    mutable std::optional<feel::Value> session_id_;
    mutable std::optional<feel::Value> name_;
    mutable std::optional<feel::Value> processors_;
};

/// The evaluator of a session that may also be written to. Keeps what was changed.
class DataModel final : public Evaluator {
public:
    DataModel(const Document& document, Session& session, const feel::Environment& environment);

    /// A text is the reason why nothing was assigned: the variable is not declared or reserved,
    /// the place does not exist, the value cannot be stored.
    [[nodiscard]] std::optional<std::string> assign(const feel::Location& location,
                                                    feel::Value value);
    /// Sets a whole variable, and declares it when it is new (`<data>`, `<foreach>`).
    [[nodiscard]] std::optional<std::string> set_variable(const std::string& name,
                                                          feel::Value value);
    [[nodiscard]] std::vector<std::string>& changed_variables() { return changed_; }

private:
    void store(const std::string& name, feel::Value value);

    Session& session_;
    std::vector<std::string> changed_;
};

/// Why a value cannot be kept in a session (it holds a function, is nested more than 60 deep, has
/// more than 200,000 parts), or nothing. Bounds what a stored session can cost.
[[nodiscard]] std::optional<std::string> not_storable(const feel::Value& value);

}  // namespace foerderwerk::statechart
