// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "tests/contract/in_memory_store.hpp"

namespace foerderwerk::contract {

namespace {

bool names_state(const ports::CaseRow& row, const std::string& state) {
    return (" " + row.states + " ").find(" " + state + " ") != std::string::npos;
}

/// By receipt, and by id where two came in the same microsecond.
bool received_before(const ports::CaseRow& left, const ports::CaseRow& right) {
    return std::tie(left.received, left.case_id) < std::tie(right.received, right.case_id);
}

template <class Map, class Key>
std::optional<typename Map::mapped_type> found(const Map& map, const Key& key) {
    const auto place = map.find(key);
    return place == map.end() ? std::nullopt : std::optional(place->second);
}

template <class Map, class Keep>
std::vector<typename Map::mapped_type> chosen(const Map& map, Keep keep) {
    std::vector<typename Map::mapped_type> rows;
    for (const auto& [key, row] : map) {
        if (keep(row)) {
            rows.push_back(row);
        }
    }
    return rows;
}

template <class Map>
std::vector<typename Map::mapped_type> of_case(const Map& map, const std::string& case_id) {
    return chosen(map, [&case_id](const auto& row) { return row.case_id == case_id; });
}

template <class Row>
std::vector<Row> at_most(std::vector<Row> rows, std::size_t most) {
    rows.resize(std::min(rows.size(), most));
    return rows;
}

bool earlier_effect(const ports::OutboxRow& left, const ports::OutboxRow& right) {
    return std::tuple(left.case_id, left.number, left.id.size(), left.id) <
           std::tuple(right.case_id, right.number, right.id.size(), right.id);
}

bool is_undelivered(const ports::OutboxRow& row) {
    return row.status == "refused" && row.processor != "case";
}

}  // namespace

bool InMemoryRows::parked(const std::string& case_id) const {
    const auto row = found(tables_.cases, case_id);
    return row.has_value() && !row->parked.empty();
}

std::optional<ports::CaseRow> InMemoryRows::find_case(const std::string& case_id) {
    return found(tables_.cases, case_id);
}

std::optional<std::string> InMemoryRows::case_by_file_number(const std::string& file_number) {
    for (const auto& [case_id, row] : tables_.cases) {
        if (row.file_number == file_number) {
            return case_id;
        }
    }
    return std::nullopt;
}

std::vector<ports::CaseRow> InMemoryRows::list_cases(const ports::CaseFilter& filter) {
    const auto after = found(tables_.cases, filter.after_case);
    if (!filter.after_case.empty() && !after.has_value()) {
        return {};
    }
    const auto has_task = [this, &filter](const ports::CaseRow& row) {
        return std::any_of(tables_.tasks.begin(), tables_.tasks.end(), [&](const auto& task) {
            return task.second.case_id == row.case_id && task.second.role == filter.role;
        });
    };
    const auto has_undelivered = [this](const ports::CaseRow& row) {
        return std::any_of(tables_.outbox.begin(), tables_.outbox.end(), [&](const auto& item) {
            return item.second.case_id == row.case_id && is_undelivered(item.second);
        });
    };
    auto rows = chosen(tables_.cases, [&](const ports::CaseRow& row) {
        return (filter.programme.empty() || row.programme == filter.programme) &&
               (filter.state.empty() || names_state(row, filter.state)) &&
               (filter.role.empty() || has_task(row)) && (!filter.open_only || !row.closed) &&
               (!filter.parked_only || !row.parked.empty()) &&
               (!filter.undelivered_only || has_undelivered(row)) &&
               (!after.has_value() || received_before(row, *after));
    });
    std::sort(rows.begin(), rows.end(),
              [](const auto& left, const auto& right) { return received_before(right, left); });
    return at_most(std::move(rows), filter.most);
}

std::optional<ports::WaitingRow> InMemoryRows::first_waiting(const std::string& line,
                                                             const std::string& except_case) {
    std::optional<ports::WaitingRow> head;
    for (const auto& [id, row] : tables_.cases) {
        const bool waits = !line.empty() && row.waits_for == line && id != except_case;
        if (waits && (!head.has_value() || row.waits_since < head->since)) {
            head = ports::WaitingRow{.case_id = id, .since = row.waits_since};
        }
    }
    return head;
}

std::vector<ports::RowOwner> InMemoryRows::row_owners() {
    std::map<Tables::Two, std::int64_t> counts;
    const auto count_cases = [&counts](const char* table, const auto& rows) {
        for (const auto& [key, row] : rows) {
            ++counts[{table, row.case_id}];
        }
    };
    count_cases("approval", tables_.approvals);
    count_cases("case_row", tables_.cases);
    count_cases("document", tables_.documents);
    count_cases("inbox", tables_.inbox);
    count_cases("outbox", tables_.outbox);
    count_cases("part", tables_.parts);
    count_cases("posting", tables_.postings);
    count_cases("task", tables_.tasks);
    count_cases("timer", tables_.timers);
    for (const auto& [key, row] : tables_.registers) {
        ++counts[{"register_row", row.name}];
    }
    for (const auto& [name, text] : tables_.notes) {
        ++counts[{"note", name}];
    }
    for (const auto& [id, wrapped] : tables_.subject_keys) {
        ++counts[{"subject_key", id}];
    }
    std::vector<ports::RowOwner> owners;
    for (const auto& [key, rows] : counts) {
        owners.push_back({.table = key.first, .owner = key.second, .rows = rows});
    }
    return owners;
}

void InMemoryRows::for_each_record(const std::string& case_id,
                                   const std::function<void(const ports::RecordRow&)>& visit) {
    std::vector<ports::RecordRow> rows;
    for (const ports::RecordRow& row : tables_.records) {
        if (case_id.empty() || row.case_id == case_id) {
            rows.push_back(row);
        }
    }
    if (!case_id.empty()) {
        std::sort(rows.begin(), rows.end(),
                  [](const auto& left, const auto& right) { return left.number < right.number; });
    }
    std::for_each(rows.begin(), rows.end(), visit);
}

std::vector<ports::PartRow> InMemoryRows::parts(const std::string& case_id) {
    return of_case(tables_.parts, case_id);
}

std::optional<std::string> InMemoryRows::subject_key(const std::string& key_id) {
    return found(tables_.subject_keys, key_id);
}

std::optional<ports::DocumentRow> InMemoryRows::find_document(const std::string& digest) {
    return found(tables_.documents, digest);
}

void InMemoryRows::for_each_document(const std::function<void(const ports::DocumentRow&)>& visit) {
    for (const auto& [digest, row] : tables_.documents) {
        visit(row);
    }
}

std::optional<ports::InboxRow> InMemoryRows::find_inbox(const std::string& sender,
                                                        const std::string& message_id) {
    return found(tables_.inbox, Tables::Two(sender, message_id));
}

ports::LineRow InMemoryRows::line(const std::string& line) {
    ports::LineRow none;
    none.line = line;
    return found(tables_.lines, line).value_or(none);
}

std::vector<ports::LineRow> InMemoryRows::lines() {
    return chosen(tables_.lines, [](const auto&) { return true; });
}

std::vector<ports::PostingRow> InMemoryRows::postings(const std::string& case_id) {
    return of_case(tables_.postings, case_id);
}

std::optional<ports::RegisterRow> InMemoryRows::register_row(const std::string& name,
                                                             const std::string& key,
                                                             const std::string& date) {
    auto place = tables_.registers.upper_bound({name, key, date});
    if (place == tables_.registers.begin()) {
        return std::nullopt;
    }
    const ports::RegisterRow& row = std::prev(place)->second;
    return row.name == name && row.key == key ? std::optional(row) : std::nullopt;
}

std::vector<ports::RegisterRow> InMemoryRows::register_rows(const std::string& name) {
    return chosen(tables_.registers, [&name](const auto& row) { return row.name == name; });
}

std::optional<ports::OutboxRow> InMemoryRows::find_outbox(const std::string& id) {
    return found(tables_.outbox, id);
}

std::vector<ports::OutboxRow> InMemoryRows::due_outbox(std::int64_t now_micros, std::size_t most) {
    auto rows = chosen(tables_.outbox, [now_micros](const auto& row) {
        return row.status == "open" && row.next_attempt <= now_micros;
    });
    std::sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return left.next_attempt != right.next_attempt ? left.next_attempt < right.next_attempt
                                                       : earlier_effect(left, right);
    });
    return at_most(std::move(rows), most);
}

std::vector<ports::OutboxRow> InMemoryRows::outbox_of_case(const std::string& case_id) {
    auto rows = of_case(tables_.outbox, case_id);
    std::sort(rows.begin(), rows.end(), earlier_effect);
    return rows;
}

std::vector<ports::OutboxRow> InMemoryRows::undelivered() {
    auto rows = chosen(tables_.outbox, is_undelivered);
    std::sort(rows.begin(), rows.end(), earlier_effect);
    return rows;
}

std::vector<ports::OutboxRow> InMemoryRows::open_outbox(const std::string& processor) {
    return chosen(tables_.outbox, [&processor](const auto& row) {
        return row.status == "open" && row.processor == processor;
    });
}

std::vector<ports::TimerRow> InMemoryRows::due_timers(std::int64_t now_micros, std::size_t most) {
    auto rows = chosen(tables_.timers, [this, now_micros](const auto& row) {
        return row.due <= now_micros && !parked(row.case_id);
    });
    std::sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return std::tie(left.due, left.case_id, left.timer_id) <
               std::tie(right.due, right.case_id, right.timer_id);
    });
    return at_most(std::move(rows), most);
}

std::optional<std::int64_t> InMemoryRows::next_timer_micros() {
    std::optional<std::int64_t> next;
    for (const auto& [key, row] : tables_.timers) {
        if (!parked(row.case_id) && (!next.has_value() || row.due < *next)) {
            next = row.due;
        }
    }
    return next;
}

std::vector<ports::TimerRow> InMemoryRows::timers_of_case(const std::string& case_id) {
    return of_case(tables_.timers, case_id);
}

std::vector<ports::TaskRow> InMemoryRows::tasks(const std::string& case_id) {
    return of_case(tables_.tasks, case_id);
}

std::vector<ports::ApprovalRow> InMemoryRows::approvals(const std::string& case_id) {
    return of_case(tables_.approvals, case_id);
}

std::uint64_t InMemoryRows::log_size() {
    return tables_.entries.size();
}

void InMemoryRows::for_each_entry(std::uint64_t from, std::uint64_t to,
                                  const std::function<void(const ports::EntryRow&)>& visit) {
    for (std::uint64_t seq = from; seq < std::min<std::uint64_t>(to, log_size()); ++seq) {
        visit(tables_.entries[seq]);
    }
}

std::string InMemoryRows::log_frontier() {
    return tables_.frontier;
}

std::optional<ports::DefinitionRow> InMemoryRows::find_definition(const std::string& id) {
    const auto place =
        std::find_if(tables_.definitions.begin(), tables_.definitions.end(),
                     [&id](const ports::DefinitionRow& row) { return row.id == id; });
    return place == tables_.definitions.end() ? std::nullopt : std::optional(*place);
}

std::vector<std::string> InMemoryRows::definition_ids() {
    std::vector<std::string> ids;
    ids.reserve(tables_.definitions.size());
    for (const ports::DefinitionRow& row : tables_.definitions) {
        ids.push_back(row.id);
    }
    return ids;
}

std::vector<ports::BatchRow> InMemoryRows::batches() {
    return chosen(tables_.batches, [](const auto&) { return true; });
}

std::optional<std::string> InMemoryRows::note(const std::string& name) {
    return found(tables_.notes, name);
}

std::vector<ports::IntakeRow> InMemoryRows::intake_journal(std::size_t most) {
    return at_most(std::vector<ports::IntakeRow>(tables_.intake.begin(), tables_.intake.end()),
                   most);
}

}  // namespace foerderwerk::contract
