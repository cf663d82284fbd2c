// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "connectors/database/sqlite_connection.hpp"

namespace foerderwerk::database {

/// The newest version that this program knows: the number of the last file in sql/.
[[nodiscard]] std::int64_t newest_schema();

/// The version of the connection's database; 0 when it is empty. Throws OperatingError:
/// misconfigured when it is another program's, corrupt when it is no database.
[[nodiscard]] std::int64_t present_schema(Connection& connection);

/// Applies the missing files of sql/ in order, each in a transaction of its own. Throws
/// OperatingError (misconfigured) when the database is newer than this program.
void migrate_schema(Connection& connection);

}  // namespace foerderwerk::database
