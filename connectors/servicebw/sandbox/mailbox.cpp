// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/mailbox.hpp"

#include <algorithm>

namespace foerderwerk::servicebw::sandbox {

namespace {

Mailboxes::Receipt repetition(const KeptDocument& known, const std::string& bytes) {
    using Kind = Mailboxes::Receipt::Kind;
    return {known.bytes == bytes ? Kind::repeated : Kind::conflict, known.note.text("receipt")};
}

}  // namespace

Mailboxes::Mailboxes(std::filesystem::path folder) : folder_(std::move(folder)) {}

DocumentFolder& Mailboxes::folder_of(const std::string& handle) {
    const std::lock_guard lock(mutex_);
    auto& folder = folders_[handle];
    if (folder == nullptr) {
        folder = std::make_unique<DocumentFolder>(folder_ / handle);
    }
    return *folder;
}

Mailboxes::Receipt Mailboxes::put(const std::string& handle, const std::string& key,
                                  const std::string& bytes, const std::string& title, Instant now) {
    auto& folder = folder_of(handle);
    const std::string receipt = handle + "/" + key;
    const Json note =
        Json::Object{{"title", title}, {"received", to_string(now)}, {"receipt", receipt}};
    if (folder.add(key, bytes, note)) {
        return {Receipt::Kind::stored, receipt};
    }
    return repetition(*folder.find(key), bytes);
}

std::vector<KeptDocument> Mailboxes::list(const std::string& handle) {
    if (!is_document_name(handle) || !std::filesystem::exists(folder_ / handle)) {
        return {};
    }
    auto documents = folder_of(handle).list();
    std::ranges::sort(documents, std::ranges::greater{}, [](const KeptDocument& document) {
        return std::pair(document.note.text("received"), document.id);
    });
    return documents;
}

std::optional<KeptDocument> Mailboxes::find(const std::string& handle, const std::string& key) {
    if (!is_document_name(handle) || !std::filesystem::exists(folder_ / handle)) {
        return std::nullopt;
    }
    return folder_of(handle).find(key);
}

}  // namespace foerderwerk::servicebw::sandbox
