// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/statechart/document.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::statechart {

/// Adds a reason for each rule of the Recommendation that the resolved document breaks: which
/// states may stand inside which, and where initial, history and other transitions may lead.
void check_document(const Document& document, Reasons& reasons);

}  // namespace foerderwerk::statechart
