// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

namespace foerderwerk::signature::test {

/// Runs a command; false when it fails. What it says is dropped.
[[nodiscard]] bool runs(const std::string& command);
[[nodiscard]] std::string file_text(const std::filesystem::path& path);

/// A time stamp service made of `openssl ts`, with a root and a certificate of its own, in a folder
/// that goes with it.
class MadeTimestamps {
public:
    MadeTimestamps();
    ~MadeTimestamps();
    MadeTimestamps(const MadeTimestamps&) = delete;
    MadeTimestamps& operator=(const MadeTimestamps&) = delete;

    /// The answer to a query, both DER; empty when openssl refuses.
    [[nodiscard]] std::string answer(const std::string& query) const;
    [[nodiscard]] std::string root_pem() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace foerderwerk::signature::test
