// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tests/conformance/scxml/session_family.hpp"

namespace foerderwerk::scxml_suite {

/// Keeps a family while nothing of it is in memory.
class FamilyStore {
public:
    virtual ~FamilyStore() = default;
    /// A text says what cannot be stored.
    [[nodiscard]] virtual std::optional<std::string> save(const SessionFamily& family) = 0;
    /// A Failure says what is damaged.
    [[nodiscard]] virtual Result<SessionFamily, std::string> load(const SuiteFolder& folder) = 0;
};

/// Canonical JSON of everything, in memory.
[[nodiscard]] std::unique_ptr<FamilyStore> text_store();

/// The store of the house on SQLite: a session is a case, a delayed send a timer of the database.
/// The database is opened for each call and closed after it.
[[nodiscard]] std::unique_ptr<FamilyStore> sqlite_store(const std::filesystem::path& database);

}  // namespace foerderwerk::scxml_suite
