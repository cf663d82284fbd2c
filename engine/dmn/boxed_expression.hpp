// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/feel/expression.hpp"

namespace foerderwerk::dmn {

/// A FEEL text in its place in the file. An empty text means that nothing was written there.
struct Formula {
    std::string text;
    std::size_t line = 0;
    std::optional<feel::Expression> parsed;  ///< set by compile; stays empty for an empty text
};

/// The name of a type as written, and its index among the model's types, set by compile.
struct TypeRef {
    std::string name;
    std::size_t index = 0;  ///< 0 is Any
};

struct Boxed;
using BoxedPointer = std::unique_ptr<Boxed>;

struct InputClause {
    std::string label;
    Formula expression;
    TypeRef type;
    Formula allowed;  ///< unary tests every value of the expression has to pass
};

struct OutputClause {
    std::string name;
    std::string label;
    TypeRef type;
    Formula allowed;   ///< unary tests; the order of the values is their priority
    Formula fallback;  ///< the output when no rule matches
    std::vector<feel::Value> priorities;  ///< set by compile: the allowed values, highest first
};

struct Rule {
    std::string id;
    std::size_t line = 0;
    std::vector<Formula> inputs;  ///< empty text and "-" match everything
    std::vector<Formula> outputs;
    std::vector<std::string> annotations;
};

enum class HitPolicy { unique, first, priority, any, collect, rule_order, output_order };
enum class Aggregation { none, sum, count, min, max };

/// Section 8.2. A rule's entries correspond to the clauses by position.
struct DecisionTable {
    HitPolicy policy = HitPolicy::unique;
    Aggregation aggregation = Aggregation::none;
    std::vector<InputClause> inputs;
    std::vector<OutputClause> outputs;
    std::vector<std::string> annotation_names;
    std::vector<Rule> rules;
};

struct InformationItem {
    std::string name;
    TypeRef type;
};

struct ContextEntry {
    InformationItem variable;  ///< without a name: the result of the whole context
    BoxedPointer value;
};

struct BoxedContext {
    std::vector<ContextEntry> entries;
};

struct BoxedList {
    std::vector<BoxedPointer> items;
};

struct BoxedRelation {
    std::vector<InformationItem> columns;
    std::vector<std::vector<BoxedPointer>> rows;
};

struct Binding {
    std::string parameter;
    BoxedPointer value;
};

struct BoxedInvocation {
    Formula function;
    std::vector<Binding> bindings;
    /// Set by compile: the call as FEEL, with the values of the bindings as the variables
    /// binding_variable(0), binding_variable(1), …
    std::optional<feel::Expression> call;
};

[[nodiscard]] std::string binding_variable(std::size_t index);

struct BoxedFunction {
    std::vector<InformationItem> parameters;
    BoxedPointer body;
    bool is_external = false;  ///< Java or PMML: known, never run
};

struct BoxedConditional {
    BoxedPointer condition;
    BoxedPointer then;
    BoxedPointer otherwise;
};

struct BoxedFilter {
    BoxedPointer list;
    BoxedPointer match;  ///< sees `item` and the members of the item
};

struct BoxedIteration {
    enum class Kind { collect, some, every };
    Kind kind = Kind::collect;
    std::string variable;
    BoxedPointer list;
    TypeRef list_type;
    BoxedPointer body;
};

/// One boxed expression (sections 7.3.1 and 10.2).
struct Boxed {
    std::variant<Formula, DecisionTable, BoxedContext, BoxedList, BoxedRelation, BoxedInvocation,
                 BoxedFunction, BoxedConditional, BoxedFilter, BoxedIteration>
        content;
    TypeRef type;
    std::size_t line = 0;
};

}  // namespace foerderwerk::dmn
