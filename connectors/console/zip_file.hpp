// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::console {

/// Parts of an archive: path → content.
using ZipParts = std::map<std::string, std::string>;

/// A ZIP archive that every stock tool opens, with one form for the same parts: sorted by path,
/// stored without compression, dated 1980-01-01. At most 1,000 parts and 64 MiB.
[[nodiscard]] std::string write_zip(const ZipParts& parts);

/// Accepts exactly what write_zip writes: two readers can never see two archives in one file, and
/// nothing rides along outside of the parts. Code PACKAGE_FORM; the place is "byte N", or the part
/// whose check sum is wrong.
[[nodiscard]] Result<ZipParts, Reason> read_zip(std::string_view bytes);

}  // namespace foerderwerk::console
