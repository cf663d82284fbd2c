// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

namespace foerderwerk::daemon {

/// Demo keys and certificates below `folder`, each made only when its file is missing: an
/// authority's own come from its certification service.
void set_up_keys(const std::filesystem::path& folder);

}  // namespace foerderwerk::daemon
