// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/operations/fold_case.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::operations {

/// What the records know, against which the owners of all rows are held.
struct KnownOwners {
    const std::map<std::string, FoldedCase>& cases;
    const std::set<std::string>& registers;  ///< names of registers that records filled
    const std::set<std::string>& persons;    ///< keys of the register "person"
    const FoldedParts& register_parts;       ///< their names, sealed
};

/// FOLD_UNKNOWN for every row that names a case, register, key or note which no record knows, and
/// for parts and messages of a known case that no record names. The place says table and owner.
[[nodiscard]] Reasons check_owners(ports::StoreReader& store, const KnownOwners& known);

}  // namespace foerderwerk::operations
