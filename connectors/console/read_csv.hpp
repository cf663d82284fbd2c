// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::console {

struct CsvRow {
    std::size_t line = 0;  ///< from 1; the header is line 1
    std::map<std::string, std::string, std::less<>> fields;
};

struct CsvTable {
    std::vector<std::string> columns;
    std::vector<CsvRow> rows;
};

/// UTF-8, fields separated by ';', a header line; a field in double quotes may hold ';' and "",
/// but no line feed (RFC 4180 with the separator that German spreadsheets write). A byte order
/// mark and CR at line ends are dropped, empty lines passed over. All reasons (code CSV), place
/// "line 7".
[[nodiscard]] Result<CsvTable, Reasons> read_csv(std::string_view text);

}  // namespace foerderwerk::console
