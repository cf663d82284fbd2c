// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace foerderwerk::signature {

/// The key that wraps all other keys: 32 random bytes in a file of mode 0600. Wiped from memory
/// when it goes.
class MasterKey {
public:
    /// `bytes32` must have 32 bytes.
    explicit MasterKey(std::string_view bytes32);
    MasterKey(MasterKey&& other) noexcept = default;
    MasterKey& operator=(MasterKey&& other) noexcept = default;
    MasterKey(const MasterKey&) = delete;
    MasterKey& operator=(const MasterKey&) = delete;
    ~MasterKey();

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    /// 8 bytes that name the key without telling anything about it.
    [[nodiscard]] const std::string& id() const { return id_; }

private:
    std::string bytes_;
    std::string id_;
};

/// Makes the file with a new key; an existing file is never touched.
/// Throws OperatingError: misconfigured when the file exists or cannot be made.
void create_master_key_file(const std::filesystem::path& path);

/// Throws OperatingError (misconfigured) when the file is missing, has another length than 32
/// bytes or can be read by group or others.
[[nodiscard]] MasterKey read_master_key_file(const std::filesystem::path& path);

}  // namespace foerderwerk::signature
