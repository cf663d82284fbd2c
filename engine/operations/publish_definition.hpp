// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/operations/casework.hpp"

namespace foerderwerk::operations {

struct Publication {
    const cases::Definition& definition;
    std::string actor;  ///< person, or "setup"
    std::string reason;
};

/// Stores a definition under its id and records who published it and why, with the digests of its
/// files: from then on new cases of the programme are pinned to it. False when it is the one in
/// force already; nothing is written then.
bool publish_definition(ports::UnitOfWork& unit, Casework& casework, const Publication& published);

/// The definition that new cases of a programme are pinned to; "" when none was published.
[[nodiscard]] std::string published_definition(ports::StoreReader& store,
                                               const std::string& programme);

}  // namespace foerderwerk::operations
