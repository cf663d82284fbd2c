// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/ledger/posting.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/types/json.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::operations {

/// Sums of all ledger lines while records are folded in order of the log.
using FoldedLines = std::map<std::string, ledger::LineBalance>;
/// What each case holds on each line: case id → line → holding.
using FoldedHoldings = std::map<std::string, std::map<std::string, ledger::CaseHolding>>;

/// Sealed part id → commitment to its content.
using FoldedParts = std::map<std::string, std::string>;

/// What the records of one case say the derived rows must be.
struct FoldedCase {
    Json state;
    std::vector<ports::PostingRow> postings;
    std::vector<ports::ApprovalRow> approvals;
    std::vector<ports::OutboxRow> effects;  ///< the part a record fixes
    std::vector<ports::InboxRow> messages;  ///< sender, id, case and number
    std::vector<std::string> documents;     ///< that the messages name, in the same order
    FoldedParts part_commits;
};

/// Adds the parts that a record brought in.
void fold_parts(const Json& record, FoldedParts& parts);

/// Adds one record to the fold of its case. Reasons (FOLD_RECORD) when it cannot be read.
void fold_record(const Json& record, FoldedCase& folded, Reasons& reasons);

/// Adds a record's postings to lines and holdings; FOLD_LEDGER when one is not possible.
void fold_postings(const Json& record, FoldedLines& lines, FoldedHoldings& holdings,
                   Reasons& reasons);

}  // namespace foerderwerk::operations
