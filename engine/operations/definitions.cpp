// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/definitions.hpp"

#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::operations {

std::string files_json(const cases::Files& files) {
    Json json{Json::Object{}};
    for (const auto& [path, content] : files) {
        json.set(path, to_base64(content));
    }
    return canonical_json(json);
}

std::optional<cases::Files> files_from_json(const std::string& text) {
    const auto json = parse_json(text);
    if (!json.has_value() || !json->is_object()) {
        return std::nullopt;
    }
    cases::Files files;
    for (const auto& [path, content] : json->as_object()) {
        auto bytes = content.is_string() ? from_base64(content.as_string()) : std::nullopt;
        if (!bytes.has_value()) {
            return std::nullopt;
        }
        files.emplace(path, std::move(*bytes));
    }
    return files;
}

void Definitions::add(std::shared_ptr<const cases::Definition> definition) {
    const std::lock_guard lock(mutex_);
    known_[definition->id.text()] = std::move(definition);
}

std::shared_ptr<const cases::Definition> Definitions::find(ports::StoreReader& store,
                                                           const std::string& id) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(id); found != known_.end()) {
            return found->second;
        }
    }
    const auto row = store.find_definition(id);
    if (!row.has_value()) {
        return nullptr;
    }
    const auto files = files_from_json(row->files_json);
    if (!files.has_value()) {
        throw OperatingError(FailureKind::corrupt, "definition " + id + " cannot be read");
    }
    auto loaded = loader_.load(*files);
    if (!loaded.has_value()) {
        throw OperatingError(FailureKind::corrupt,
                             "definition " + id + ": " + loaded.error().front().text);
    }
    if ((*loaded)->id.text() != id) {
        throw OperatingError(FailureKind::corrupt, "definition " + id + " has other content");
    }
    add(*loaded);
    return *loaded;
}

std::shared_ptr<const cases::Definition> Definitions::at(ports::StoreReader& store,
                                                         const std::string& id) {
    auto definition = find(store, id);
    if (definition == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + id + " is missing");
    }
    return definition;
}

}  // namespace foerderwerk::operations
