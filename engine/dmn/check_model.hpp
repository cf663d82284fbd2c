// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/dmn/model.hpp"

namespace foerderwerk::dmn {

enum class Weight {
    error,    ///< some input gets no answer, or a wrong one
    warning,  ///< something that does nothing, or an error under an assumption that is named
    note,     ///< what could not be judged
};

/// One thing that a check before use has found.
struct Finding {
    std::string code;
    Weight weight = Weight::error;
    std::size_t line = 0;
    std::string element;  ///< name of the decision or knowledge model; empty for the whole file
    std::string rule_id;  ///< of the row it speaks of, when it is one
    std::string text;     ///< what is wrong, with a counter-example as a FEEL context
    std::string advice;   ///< what to do
};
using Findings = std::vector<Finding>;

struct CheckOptions {
    /// Name of the annotation column that every row of every table has to fill. Empty: only
    /// tables that have a column of one of the usual names ("Rechtsgrundlage", "legal basis").
    std::string legal_basis;
};

/// Reads a compiled model before it is used, without running it. What is not decidable becomes a
/// note, never a guess. In the order of the file:
///
///   LINT_GAP          no row matches an allowed input
///   LINT_OVERLAP      several rows match where the hit policy allows one
///   LINT_UNREACHABLE  a row that never gives the result
///   LINT_UNUSED       an input, requirement or column that nothing reads
///   LINT_NAME         an expression asks for a name that is not visible there
///   LINT_TYPE         an operation, entry or value of the wrong kind
///   LINT_LEGAL_BASIS  a row without its legal basis
///   LINT_UNDECIDED    a cell or table that the analysis cannot judge
[[nodiscard]] Findings check_model(const Model& model, const CheckOptions& options = {});

}  // namespace foerderwerk::dmn
