// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "engine/ports/log_files.hpp"

namespace foerderwerk::database {

/// The published log in a folder: each file is written beside its place, synced, renamed, and the
/// folder synced, so that a crash leaves the old file or the new one.
class LogFolder final : public ports::LogFiles {
public:
    explicit LogFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void write(const std::string& path, const std::string& bytes) override;
    [[nodiscard]] std::optional<std::string> read(const std::string& path) override;

private:
    std::filesystem::path folder_;
};

}  // namespace foerderwerk::database
