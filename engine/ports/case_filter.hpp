// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>

namespace foerderwerk::ports {

/// Which cases are listed. Empty members ask for nothing.
struct CaseFilter {
    std::string programme;
    std::string state;
    std::string role;  ///< only cases with a task for this role
    bool open_only = false;
    std::size_t most = 50;
    std::string after_case;  ///< keyset paging: only cases received before this one
    bool parked_only = false;
    bool undelivered_only = false;  ///< only cases with a row of StoreReader::undelivered
};

}  // namespace foerderwerk::ports
