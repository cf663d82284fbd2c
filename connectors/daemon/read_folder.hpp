// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "engine/cases/definition.hpp"

namespace foerderwerk::daemon {

/// Whole file. Throws OperatingError (misconfigured) when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes a new file with the given mode (0600 for keys). Throws OperatingError.
void write_file(const std::filesystem::path& path, const std::string& content, unsigned mode);

/// The files of a programme's folder that make its definition: all but scenarios and README.
[[nodiscard]] cases::Files definition_files(const std::filesystem::path& folder);

}  // namespace foerderwerk::daemon
