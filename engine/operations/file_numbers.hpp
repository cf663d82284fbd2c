// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace foerderwerk::operations {

/// The file numbers drawn and not yet stored, so that callers at the same time get different ones.
/// A number whose message came to nothing stays unused. Safe to use from several threads at once.
class FileNumbers {
public:
    /// The number after the last one drawn, and after the last one `stored`.
    [[nodiscard]] std::int64_t draw(const std::string& counter, std::int64_t stored) {
        const std::lock_guard lock(mutex_);
        std::int64_t& last = last_[counter];
        last = std::max(last, stored) + 1;
        return last;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::int64_t> last_;
};

}  // namespace foerderwerk::operations
