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

/// Writes the record and its rows in one unit of work; gives the record's number.
std::int64_t change_register(ports::UnitOfWork& unit, const Casework& casework,
                             const RegisterAct& act);

/// What a register record sets, read back from it (for folding).
[[nodiscard]] RegisterAct act_of_record(const Json& record);

}  // namespace foerderwerk::operations
