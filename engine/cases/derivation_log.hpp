// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/feel/value.hpp"

namespace foerderwerk::cases {

/// How one date or amount came about that a definition asked the calendar for.
struct Derivation {
    std::string function;  ///< "fristende"
    feel::Value result;
    std::string text;  ///< German: rule, start, raw end, shift and why
};

/// Collects the derivations of one step, expression by expression. Functions do not see whose
/// values they are given; the expression does. So what is noted waits until the expression has
/// ended and says so, and what came from personal values is kept as personal.
class DerivationLog {
public:
    /// Called by a function. Beyond 200 a step is not noted: a loop must not fill a record.
    void note(Derivation derivation);
    /// The expression that asked has ended. `subject`: of the personal values it looked into.
    void end_expression(const std::string& subject);

    /// How the value of the last ended expression came about, a text; null when it did not ask
    /// the calendar.
    [[nodiscard]] feel::Value of_last_expression() const;
    /// How a date came about that an earlier expression of the step computed; null when none did.
    [[nodiscard]] feel::Value of_result(const feel::Value& date) const;
    /// Everything noted, each once: contexts with `function`, `result`, `text`.
    [[nodiscard]] feel::List all() const;

private:
    struct Expression {
        std::string subject;
        std::vector<Derivation> derivations;
    };
    [[nodiscard]] static feel::Value text_of(const Expression& expression);

    std::vector<Derivation> pending_;
    std::vector<Expression> expressions_;
    bool last_asked_ = false;
    std::size_t noted_ = 0;
};

}  // namespace foerderwerk::cases
