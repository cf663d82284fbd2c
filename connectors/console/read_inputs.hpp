// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/types/json.hpp"

namespace foerderwerk::console {

// Files on the machine of who types a command. All throw std::runtime_error with a sentence when
// a file cannot be read or written.

inline constexpr std::size_t input_bytes_max = 64u * 1024 * 1024;

/// The bytes of a file; of standard input for "-".
[[nodiscard]] std::string read_input(const std::string& path);

/// Rules as {name, files: {path: Base64}}: the files of a programme's folder, or for a DMN file
/// {name, main, files} with its neighbours of the same kind. Only the name when nothing is there.
[[nodiscard]] Json read_model(const std::string& path);

/// The programmes in `folder`: itself when it holds a chart (*.scxml), else each folder in it that
/// does. Each as {folder, files: {path: Base64}, scenarios: [{file, content: Base64}]}.
[[nodiscard]] Json::Array read_programmes(const std::string& folder);

/// Writes beside the target and renames, so that nobody sees half a file; mode 0600, for results
/// hold personal data. `to` may be a folder, which then gets the file `name`. Gives the path.
std::string write_output(const std::string& to, const std::string& name, const std::string& bytes);

}  // namespace foerderwerk::console
