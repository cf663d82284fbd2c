// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/dmn/check_model.hpp"
#include "engine/dmn/model_walk.hpp"

namespace foerderwerk::dmn {

/// The steps of check_model. Each adds the findings it makes.

/// Inputs that nothing requires; requirements and columns that nothing reads; names that no
/// requirement brings.
void check_usage(const Model& model, Findings& findings);
/// Operations, entries and constants of the wrong kind.
void check_kinds(const Model& model, Findings& findings);
/// Gaps, overlaps and rows that never decide.
void check_rows(const Model& model, const TablePlace& place, Findings& findings);
void check_legal_basis(const TablePlace& place, const std::string& column, Findings& findings);

/// Visits every decision and knowledge model of the file itself; imported ones are checked where
/// they stand.
void walk_model(const Model& model, const WalkVisitor& visitor);
/// "row 3 ('satz-3')", counted as people count.
[[nodiscard]] std::string row_text(const DecisionTable& table, std::size_t row);

}  // namespace foerderwerk::dmn
