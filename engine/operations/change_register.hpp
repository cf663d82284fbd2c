// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/operations/casework.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::operations {

/// One administrative act: who, what, and the rows it sets. It is a record of the register
/// journal, so the tables of persons, senders, master data and budget are folds as well.
struct RegisterAct {
    std::string act;    ///< "person.add", "sender.revoke", …
    std::string actor;  ///< person id, or "setup"
    std::string reason;
    std::vector<ports::RegisterRow> rows;
    std::vector<ports::PostingRow> allotments;  ///< line and amount of kind allot
    std::vector<ports::BatchRow> batches;
};

/// What a case that waits for a ledger line hears when the line is given something.
inline constexpr const char* allotted_event = "admin.allotted";

/// Writes the record and its rows in one unit of work; gives the record's number. An allotment
/// wakes the first case in the queue of its line (`allotted_event`) in the same unit; that one
/// wakes the next by its definition. The member `name` of a row of the register "person" is sealed:
/// row and record hold {"sealed": part}, which CaseParts of `register_case` opens.
std::int64_t change_register(ports::UnitOfWork& unit, Casework& casework, RegisterAct act);

/// What a register record sets, read back from it (for folding).
[[nodiscard]] RegisterAct act_of_record(const Json& record);

}  // namespace foerderwerk::operations
