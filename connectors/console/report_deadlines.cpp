// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <tuple>

#include "connectors/console/execute_commands.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

/// A legal date is over when the next day begins: then its last day is the day before.
LocalDate last_day_of(Instant due) {
    const LocalDate day = berlin_date(due);
    return berlin_time_of_day(due).count() == 0
               ? LocalDate(std::chrono::sys_days(day) - std::chrono::days(1))
               : day;
}

struct Deadline {
    LocalDate last_day;
    Json row;
};

/// Goes through the open cases that the person may see.
class DeadlineReport {
public:
    DeadlineReport(House& house, ports::StoreReader& store, const CommandRequest& request)
        : house_(house),
          store_(store),
          request_(request),
          until_(parse_date(request.arguments.text("until"))),
          with_derivation_(request.arguments.find("derivation") != nullptr) {}

    Json rows() {
        ports::CaseFilter page{.programme = request_.arguments.text("programme"),
                               .state = {},
                               .role = {},
                               .open_only = true,
                               .most = 500,
                               .after_case = {}};
        for (auto cases = store_.list_cases(page); !cases.empty();
             cases = store_.list_cases(page)) {
            for (const ports::CaseRow& row : cases) {
                if (may_see(row.programme)) {
                    add_case(row);
                }
            }
            page.after_case = cases.back().case_id;
        }
        std::ranges::stable_sort(deadlines_, {}, [](const Deadline& deadline) {
            return std::pair(deadline.last_day, deadline.row.text("file_number"));
        });
        Json::Array rows;
        for (Deadline& deadline : deadlines_) {
            rows.push_back(std::move(deadline.row));
        }
        return Json(std::move(rows));
    }

private:
    bool may_see(const std::string& programme) {
        const auto known = sees_.find(programme);
        return known != sees_.end()
                   ? known->second
                   : sees_
                         .emplace(programme,
                                  !refuse_reader(house_, store_, request_.person, programme))
                         .first->second;
    }

    void add_case(const ports::CaseRow& row) {
        std::map<std::string, Json> derivations;
        for (const ports::TimerRow& timer : store_.timers_of_case(row.case_id)) {
            const Instant due = operations::from_micros(timer.due);
            const LocalDate last_day = last_day_of(due);
            if (until_.has_value() && last_day > *until_) {
                continue;
            }
            const auto left = std::chrono::sys_days(last_day) -
                              std::chrono::sys_days(house_.casework.clock.now().berlin_date);
            Json line = Json::Object{{"last_day", to_string(last_day)},
                                     {"days_left", static_cast<std::int64_t>(left.count())},
                                     {"file_number", row.file_number},
                                     {"deadline", short_name(timer.event)},
                                     {"label", row.label},
                                     {"programme", row.programme},
                                     {"due", berlin_text(due)},
                                     {"case", row.case_id}};
            if (with_derivation_) {
                if (derivations.empty()) {
                    derivations = derivations_of(row);
                }
                line.set("derivation", derivations[timer.timer_id]);
            }
            deadlines_.push_back({last_day, std::move(line)});
        }
    }

    static std::string short_name(const std::string& event) {
        constexpr std::string_view prefix = "deadline.";
        return event.starts_with(prefix) ? event.substr(prefix.size()) : event;
    }

    std::map<std::string, Json> derivations_of(const ports::CaseRow& row) {
        const auto definition = house_.casework.definitions.find(store_, row.definition);
        if (definition == nullptr) {
            throw OperatingError(FailureKind::corrupt,
                                 "definition " + row.definition + " is missing");
        }
        std::map<std::string, Json> texts;
        const auto state = operations::load_state(store_, house_.casework, row, *definition);
        for (const cases::Timer& timer : state.timers) {
            texts[timer.id] = shown_value(timer.derivation, !request_.person.empty());
        }
        return texts;
    }

    House& house_;
    ports::StoreReader& store_;
    const CommandRequest& request_;
    std::optional<LocalDate> until_;
    bool with_derivation_;
    std::map<std::string, bool> sees_;
    std::vector<Deadline> deadlines_;
};

}  // namespace

CommandAnswer report_deadlines(House& house, const CommandRequest& request) {
    const std::string until = request.arguments.text("until");
    if (!until.empty() && !parse_date(until).has_value()) {
        return failed(2, "USAGE", "--until", "Das Datum wird so geschrieben: 2026-03-31.");
    }
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        answer.result = DeadlineReport(house, store, request).rows();
    });
    return answer;
}

}  // namespace foerderwerk::console
