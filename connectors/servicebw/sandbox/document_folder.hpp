// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/types/json.hpp"

namespace foerderwerk::servicebw::sandbox {

/// A document and what the portal noted about it.
struct KeptDocument {
    std::string id;
    std::string bytes;
    Json note;
};

/// Whether a text can be the name of a document or a folder here: 1 to 100 letters, digits,
/// ".", "-", "_", ":", and not beginning with a point.
[[nodiscard]] bool is_document_name(std::string_view name);

/// Documents as files: `<id>.xml` and `<id>.json` for the note. The note is written last and
/// makes the document exist, so a crash leaves none half stored. Safe for many threads; one
/// process at a time. Throws OperatingError (transient) when the disk fails.
class DocumentFolder {
public:
    explicit DocumentFolder(std::filesystem::path folder);

    /// Keeps a new document. False, and nothing changed, when there is one of that id.
    bool add(const std::string& id, const std::string& bytes, const Json& note);
    void change_note(const std::string& id, const Json& note);
    [[nodiscard]] std::optional<KeptDocument> find(const std::string& id) const;
    /// All of them, without their bytes; in no particular order.
    [[nodiscard]] std::vector<KeptDocument> list() const;

private:
    std::filesystem::path folder_;
    mutable std::mutex mutex_;
};

}  // namespace foerderwerk::servicebw::sandbox
