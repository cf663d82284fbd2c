// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/type.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

struct Builtin;

/// A function value (DMN 1.5, section 10.3.2.13): a built-in one, one that the host hands in (a
/// decision service), or a body with the values of its free names.
class Function {
public:
    struct Parameter {
        std::string name;
        std::shared_ptr<const Type> type;  ///< nullptr: any
    };
    using Call = std::function<Value(const std::vector<Value>& arguments)>;

    /// `body` sees its parameters, then `captured`, then the variables of whoever calls. Recursion
    /// through a variable counts against the caller's depth limit.
    [[nodiscard]] static Value closure(std::vector<Parameter> parameters, Expression body,
                                       Context captured);
    /// `call` is pure, and gives Value::error on wrong arguments.
    [[nodiscard]] static Value host(std::vector<Parameter> parameters, Call call);
    [[nodiscard]] static Value builtin(const Builtin& builtin);

    [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }
    [[nodiscard]] int nesting() const { return nesting_; }
    [[nodiscard]] std::size_t weight() const { return weight_; }

private:
    friend class Evaluator;
    std::vector<Parameter> parameters_;
    Call call_;
    const Builtin* builtin_ = nullptr;
    std::shared_ptr<const Node> body_;
    Context captured_;
    int nesting_ = 0;
    std::size_t weight_ = 1;
};

/// Calls a function value from outside an expression. Wrong number of arguments: an error.
[[nodiscard]] Evaluated invoke(const Value& function, const std::vector<Value>& arguments,
                               const Environment& environment);

}  // namespace foerderwerk::feel
