// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;

namespace foerderwerk::testhouse {

/// One value of one row, and how it is altered.
struct Alteration {
    std::string table;
    std::string column;
    std::string where;  ///< SQL that finds the row
    std::string name;   ///< for messages
};

/// Up to three rows of every table and every column; without those that `is_operational` names.
std::vector<Alteration> alterations_of(const std::filesystem::path& database);

/// Why a change there is no fault: the value is the house's way of working, not evidence. Empty
/// for everything that records fix.
std::string is_operational(const std::string& table, const std::string& column,
                           const std::string& where);

/// Flips one bit of the value (a number grows by one, an empty text gets a letter), without the
/// triggers. False when the schema itself does not let the value stand.
bool alter(const std::filesystem::path& database, const Alteration& alteration);

/// A row that nobody recorded, put into a table.
struct Stranger {
    const char* table;
    const char* sql;
};

/// One for every table and for every way a row may belong: to a case nobody knows, or to a known
/// case as one too many.
std::vector<Stranger> strangers();

/// Puts it in, without the triggers.
void plant(const std::filesystem::path& database, const Stranger& stranger);

}  // namespace foerderwerk::testhouse
