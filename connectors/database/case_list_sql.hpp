// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/ports/case_filter.hpp"

namespace foerderwerk::database {

/// The statement that lists cases, newest first. It holds only the conditions that `filter` sets:
/// a condition switched off by a parameter would keep SQLite from using an index.
/// Parameters: ?1 programme, ?2 state, ?3 role, ?4 after_case, ?5 most. The text lives for ever.
[[nodiscard]] std::string_view case_list_sql(const ports::CaseFilter& filter);

}  // namespace foerderwerk::database
