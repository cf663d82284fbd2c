// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace foerderwerk::servicebw::sandbox {

/// The one style sheet of the sandbox; no page carries styles of its own.
[[nodiscard]] std::string_view style_sheet();

}  // namespace foerderwerk::servicebw::sandbox
