// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/cases/decide.hpp"
#include "engine/operations/casework.hpp"

namespace foerderwerk::operations {

/// Answers a definition's questions inside the writer's transaction, so nothing can change
/// between answer and commit:
/// register: the row valid on the Berlin date, with `valid_from`; null when there is none.
/// line:     the balance of a ledger line (zeros when it was never posted to).
/// waiting:  {case, since} of the first other case in the queue of a ledger line; null when
///           nobody else waits.
[[nodiscard]] feel::Context read_facts(ports::StoreReader& store,
                                       const std::vector<cases::FactRequest>& requests,
                                       const std::string& case_id, Now now);

/// The file number of a new case.
struct FileNumber {
    std::string counter;  ///< of its programme and year
    std::int64_t number = 0;
    std::string text;  ///< by the programme's pattern
};

/// The next file number of a programme. Without `casework.numbers` only the writer may ask.
[[nodiscard]] FileNumber next_file_number(ports::StoreReader& store, const Casework& casework,
                                          const ProgrammeSettings& programme, Now now);
/// In the unit that opens the case.
void keep_file_number(ports::UnitOfWork& unit, const FileNumber& number);

}  // namespace foerderwerk::operations
