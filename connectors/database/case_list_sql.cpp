// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/case_list_sql.hpp"

#include <array>
#include <string>

namespace foerderwerk::database {

namespace {

enum Condition : unsigned {
    programme = 1,
    state = 2,
    role = 4,
    open_only = 8,
    after_case = 16,
    parked_only = 32,
    undelivered_only = 64,
};
constexpr unsigned combinations = 128;

unsigned conditions_of(const ports::CaseFilter& filter) {
    return (filter.programme.empty() ? 0U : programme) | (filter.state.empty() ? 0U : state) |
           (filter.role.empty() ? 0U : role) | (filter.open_only ? open_only : 0U) |
           (filter.after_case.empty() ? 0U : after_case) | (filter.parked_only ? parked_only : 0U) |
           (filter.undelivered_only ? undelivered_only : 0U);
}

// The inner query picks the page from narrow indexes, the outer one reads the wide rows of that
// page only. A role has few open tasks among very many cases, therefore its tasks lead.
std::string sql_for(unsigned conditions) {
    std::string page = "SELECT c.case_id FROM ";
    page += (conditions & role) != 0 ? "(SELECT DISTINCT case_id FROM task WHERE role = ?3) AS t "
                                       "CROSS JOIN case_row AS c ON c.case_id = t.case_id"
                                     : "case_row AS c";
    page += " WHERE 1";
    if ((conditions & programme) != 0) {
        page += " AND c.programme = ?1";
    }
    if ((conditions & state) != 0) {
        page += " AND instr(' ' || c.states || ' ', ' ' || ?2 || ' ') > 0";
    }
    if ((conditions & open_only) != 0) {
        page += " AND c.closed = 0";
    }
    if ((conditions & parked_only) != 0) {
        page += " AND c.parked <> ''";
    }
    if ((conditions & undelivered_only) != 0) {
        page +=
            " AND c.case_id IN (SELECT case_id FROM outbox"
            " WHERE status = 'refused' AND processor <> 'case')";
    }
    if ((conditions & after_case) != 0) {
        page +=
            " AND (c.received, c.case_id) <"
            " (SELECT received, case_id FROM case_row WHERE case_id = ?4)";
    }
    page += " ORDER BY c.received DESC, c.case_id DESC LIMIT ?5";
    return "SELECT r.case_id, r.programme, r.definition, r.file_number, r.states, r.label, "
           "r.closed, r.received, r.last_step, r.number, r.last_leaf, r.state_json, r.parked, "
           "r.waits_for, r.waits_since FROM (" +
           page +
           ") AS page CROSS JOIN case_row AS r ON r.case_id = page.case_id "
           "ORDER BY r.received DESC, r.case_id DESC";
}

}  // namespace

std::string_view case_list_sql(const ports::CaseFilter& filter) {
    static const std::array<std::string, combinations> texts = [] {
        std::array<std::string, combinations> all;
        for (unsigned conditions = 0; conditions < combinations; ++conditions) {
            all[conditions] = sql_for(conditions);
        }
        return all;
    }();
    return texts[conditions_of(filter)];
}

}  // namespace foerderwerk::database
