// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/type.hpp"
#include "engine/feel/value.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::feel {

struct Node;  ///< the parsed tree; defined beside the parser

/// Names that may contain spaces or operators and so must be known while parsing, for instance
/// the inputs of a decision. Names of built-in functions are always known.
using KnownNames = std::vector<std::string>;

struct SyntaxError {
    std::size_t offset = 0;  ///< in bytes from the start of the text
    std::string reason;
};

/// A parsed expression; immutable, cheap to copy, may be evaluated from several threads.
class Expression {
public:
    [[nodiscard]] const std::string& text() const { return *text_; }
    [[nodiscard]] const Node& root() const { return *root_; }

private:
    friend Result<Expression, SyntaxError> parse_expression(std::string_view, const KnownNames&);
    friend Result<Expression, SyntaxError> parse_unary_tests(std::string_view, const KnownNames&);
    friend class Evaluator;
    friend class Function;
    std::shared_ptr<const std::string> text_;
    std::shared_ptr<const Node> root_;
};

/// Parses a FEEL expression (DMN 1.5, chapter 10, grammar rule 1).
[[nodiscard]] Result<Expression, SyntaxError> parse_expression(std::string_view text,
                                                               const KnownNames& names = {});
/// Parses the unary tests of a decision table cell (rules 7 to 17): `-`, `< 5`, `[1..3], 7`, …
/// The tested value is the variable `?`.
[[nodiscard]] Result<Expression, SyntaxError> parse_unary_tests(std::string_view text,
                                                                const KnownNames& names = {});

/// An answer of the services, or why there is none.
template <class T>
using Answer = Result<T, std::string>;

/// What FEEL asks of the outside (formats.md): offsets of named zones, and regular expressions of
/// XPath (F&O 1.0, section 7.6) that run in linear time. Both are called only while evaluating.
class Services {
public:
    virtual ~Services() = default;
    /// Offset from UTC at a local time in a zone; nullopt for an unknown zone. A time that the
    /// clocks skip or show twice has the offset of before the change.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> zone_offset(
        const std::string& zone, LocalDate date, std::chrono::nanoseconds time_of_day) const = 0;
    [[nodiscard]] virtual Answer<bool> matches(const std::string& text, const std::string& pattern,
                                               const std::string& flags) const = 0;
    /// A pattern that matches the empty text is refused, as in XPath.
    [[nodiscard]] virtual Answer<std::string> replace(const std::string& text,
                                                      const std::string& pattern,
                                                      const std::string& replacement,
                                                      const std::string& flags) const = 0;
    [[nodiscard]] virtual Answer<std::vector<std::string>> split(
        const std::string& text, const std::string& pattern) const = 0;
};

/// Where an expression finds the values of its free names.
class Variables {
public:
    virtual ~Variables() = default;
    /// nullptr when there is no such variable (not the same as a variable that is null).
    [[nodiscard]] virtual const Value* find(std::string_view name) const = 0;
};

class ContextVariables : public Variables {
public:
    explicit ContextVariables(const Context& context) : context_(context) {}
    [[nodiscard]] const Value* find(std::string_view name) const override {
        return context_.find(name);
    }

private:
    const Context& context_;
};

/// A function that the host adds to the built-in ones, for instance `frist ende(…)` of the
/// calendar. Gives Value::error on wrong arguments. Pure: same arguments, same result.
struct HostFunction {
    std::string name;                     ///< may contain spaces
    std::vector<std::string> parameters;  ///< for calls with named parameters
    std::function<Value(const std::vector<Value>& arguments)> call;
};

struct Limits {
    std::size_t depth_max = 200;        ///< nested evaluations
    std::size_t steps_max = 1'000'000;  ///< evaluated nodes
    std::size_t list_length_max = 100'000;
    std::size_t text_length_max = 1'000'000;
};

struct Environment {
    const Variables* variables = nullptr;
    Now now{};  ///< what now() and today() give
    const std::vector<HostFunction>* functions = nullptr;
    const Services* services = nullptr;  ///< nullptr: named zones and regular expressions give null
    Limits limits{};
    const NamedTypes* types = nullptr;  ///< what `instance of tName` may name
};

/// A problem met on the way: FEEL answers null and goes on, the reason is kept for the log.
struct Evaluated {
    Value value;
    std::vector<std::string> problems;
    /// Subjects of the marked values that an operator or function looked into on the way to
    /// `value`, joined (engine/feel/subjects.hpp); empty when none. What is derived from a personal
    /// value may still be personal.
    std::string derived_from_subject;
};

/// Never throws, never hangs: beyond a limit the value is an error. An unknown name is an error.
[[nodiscard]] Evaluated evaluate(const Expression& expression, const Environment& environment);

}  // namespace foerderwerk::feel
