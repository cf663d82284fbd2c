// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/cases/definition.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/ports/definition_loader.hpp"

namespace foerderwerk::operations {

/// A definition's files as the store keeps them, and back.
[[nodiscard]] std::string files_json(const cases::Files& files);
[[nodiscard]] std::optional<cases::Files> files_from_json(const std::string& json);

/// Compiled definitions by id. Safe to use from several threads at once.
class Definitions {
public:
    explicit Definitions(const ports::DefinitionLoader& loader) : loader_(loader) {}

    /// Keeps a compiled definition at hand.
    void add(std::shared_ptr<const cases::Definition> definition);
    /// Loads it from the store when it is not at hand; nullptr when the store has none. Throws
    /// OperatingError (corrupt) when the stored files do not compile any more.
    [[nodiscard]] std::shared_ptr<const cases::Definition> find(ports::StoreReader& store,
                                                                const std::string& id);
    /// One that a case is pinned to. Throws OperatingError (corrupt) when the store has none.
    [[nodiscard]] std::shared_ptr<const cases::Definition> at(ports::StoreReader& store,
                                                              const std::string& id);

private:
    const ports::DefinitionLoader& loader_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const cases::Definition>> known_;
};

}  // namespace foerderwerk::operations
