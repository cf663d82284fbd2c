// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "connectors/servicebw/sandbox/document_folder.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::servicebw::sandbox {

/// The mailboxes of the portal: one folder a handle. A message is named by the sender's
/// idempotency key, so the same key is the same message.
class Mailboxes {
public:
    explicit Mailboxes(std::filesystem::path folder);

    struct Receipt {
        enum class Kind { stored, repeated, conflict };
        Kind kind = Kind::stored;
        std::string text;
    };
    /// `handle` and `key` are document names. conflict: other bytes came with that key before.
    [[nodiscard]] Receipt put(const std::string& handle, const std::string& key,
                              const std::string& bytes, const std::string& title, Instant now);
    /// Newest first, without bytes.
    [[nodiscard]] std::vector<KeptDocument> list(const std::string& handle);
    [[nodiscard]] std::optional<KeptDocument> find(const std::string& handle,
                                                   const std::string& key);

private:
    [[nodiscard]] DocumentFolder& folder_of(const std::string& handle);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<DocumentFolder>> folders_;
};

}  // namespace foerderwerk::servicebw::sandbox
