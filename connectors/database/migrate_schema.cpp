// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/migrate_schema.hpp"

#include <array>
#include <string>

#include <sqlite3.h>

#include "engine/types/failure.hpp"
#include "foerderwerk_migrations.hpp"

namespace foerderwerk::database {

namespace {

constexpr const char* application_id = "1181705586";  // "Foer" in ASCII

}  // namespace

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(migrations.size());
}

std::int64_t present_schema(Connection& connection) {
    const std::int64_t version = std::stoll(connection.single("PRAGMA user_version"));
    if (version == 0 && connection.single("SELECT count(*) FROM sqlite_schema") == "0") {
        return 0;
    }
    if (version <= 0 || connection.single("PRAGMA application_id") != application_id) {
        throw OperatingError(FailureKind::misconfigured,
                             "database: the file belongs to another program");
    }
    return version;
}

void migrate_schema(Connection& connection) {
    const std::int64_t present = present_schema(connection);
    if (present > newest_schema()) {
        throw OperatingError(FailureKind::misconfigured,
                             "database: its schema has version " + std::to_string(present) +
                                 ", this program knows up to " + std::to_string(newest_schema()) +
                                 "; start the newer program, or restore a backup");
    }
    for (std::int64_t version = present + 1; version <= newest_schema(); ++version) {
        connection.execute("BEGIN IMMEDIATE");
        try {
            connection.execute(std::string(migrations[static_cast<std::size_t>(version - 1)]));
            connection.execute(std::string("PRAGMA application_id = ") + application_id);
            connection.execute("PRAGMA user_version = " + std::to_string(version));
            connection.execute("COMMIT");
        } catch (...) {
            sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
            throw;
        }
    }
}

}  // namespace foerderwerk::database
