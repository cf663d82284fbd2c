// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <filesystem>

namespace foerderwerk::performance {

/// Commits a second of one small row each, on one connection without any thread: what the disk
/// and SQLite allow.
[[nodiscard]] double raw_commits_a_second(const std::filesystem::path& path, std::size_t count,
                                          double seconds_max);

}  // namespace foerderwerk::performance
