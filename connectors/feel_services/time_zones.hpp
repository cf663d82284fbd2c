// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "engine/types/instant.hpp"

namespace foerderwerk::feel_services {

/// Offset from UTC in a zone of the IANA database that this machine has, at a local time;
/// nullopt for an unknown zone. A time that the clocks skip or show twice has the offset of before
/// the change. After the database's last change its rule for the future holds.
///
/// The database is read once. Throws OperatingError (misconfigured) when there is none.
[[nodiscard]] std::optional<std::chrono::seconds> zone_offset(const std::string& zone,
                                                              LocalDate date,
                                                              std::chrono::nanoseconds time_of_day);

/// The version of the database, "2026f"; "unknown" when it does not say.
[[nodiscard]] std::string zone_database_version();

}  // namespace foerderwerk::feel_services
