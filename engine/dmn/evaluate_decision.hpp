// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/model.hpp"
#include "engine/feel/expression.hpp"

namespace foerderwerk::dmn {

struct Annotation {
    std::string name;  ///< heading of the column, for instance "Rechtsgrundlage"
    std::string text;
};

/// What a table held against its rows: one input column that the row asks.
struct AskedInput {
    std::string label;
    feel::Value value;  ///< marked when it is somebody's personal value
};

/// A row of a table that took part in the result.
struct MatchedRule {
    std::string decision;  ///< name of the decision or knowledge model whose table it is
    std::size_t rule = 0;  ///< row number as people count, from 1
    std::string rule_id;
    std::vector<Annotation> annotations;
    std::vector<AskedInput> inputs;  ///< of the columns in which the row says anything
};

/// A table of which no row matched.
struct Unmatched {
    std::string decision;
    bool has_default = false;  ///< its default output counted instead
};

struct Decided {
    feel::Value value;
    std::vector<MatchedRule> matched;  ///< in the order of evaluation
    std::vector<Unmatched> unmatched;
    std::vector<std::string> problems;  ///< why something became null; at most 100 are kept
    /// As feel::Evaluated: whose personal value the result was derived from, empty when none.
    std::string derived_from_subject;
};

/// Evaluates a decision after the decisions it requires. `inputs` are the values of the model's
/// input data by name; one that is missing is null. The decision sees only what it requires
/// (section 10.4): `environment.variables` is not consulted.
///
/// Never throws, never hangs: `environment.limits` bound the evaluation as a whole. What the
/// standard calls an error (two matches of a unique table, an input outside its allowed values)
/// gives null with a problem. Refused only for an unknown decision (DMN_DECISION).
[[nodiscard]] Result<Decided, Reasons> evaluate(const Model& model, std::string_view decision,
                                                const feel::Context& inputs,
                                                const feel::Environment& environment);

/// The same for a decision service; `inputs` also give the values of its input decisions. The
/// value of a service with several output decisions is a context.
[[nodiscard]] Result<Decided, Reasons> evaluate_service(const Model& model,
                                                        std::string_view service,
                                                        const feel::Context& inputs,
                                                        const feel::Environment& environment);

}  // namespace foerderwerk::dmn
