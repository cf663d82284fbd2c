// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

namespace foerderwerk::ports {

/// The published evidence log: the files `checkpoint`, `tile/…` of C2SP tlog-tiles. Throws
/// OperatingError when the disk fails.
class LogFiles {
public:
    virtual ~LogFiles() = default;
    /// Durable when it returns; replaces a file of that path in one step (write, sync, rename).
    virtual void write(const std::string& path, const std::string& bytes) = 0;
    [[nodiscard]] virtual std::optional<std::string> read(const std::string& path) = 0;
};

}  // namespace foerderwerk::ports
