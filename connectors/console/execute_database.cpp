// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"
#include "engine/operations/check_store.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer check(House& house) {
    operations::StoreCheck found;
    house.casework.store.read(
        [&](ports::StoreReader& store) { found = operations::check_store(store, house.casework); });
    CommandAnswer answer;
    answer.exit = found.reasons.empty() ? 0 : 5;
    answer.result = Json::Object{{"cases", found.cases},
                                 {"records", found.records},
                                 {"check", found.reasons.empty() ? "sound" : "not sound"}};
    answer.reasons = std::move(found.reasons);
    return answer;
}

CommandAnswer status(House& house) {
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        Json::Array definitions;
        for (const std::string& id : store.definition_ids()) {
            definitions.emplace_back(id);
        }
        answer.result = Json::Object{
            {"entries", store.log_size()},
            {"open_outbox", static_cast<std::int64_t>(store.open_outbox("portal").size() +
                                                      store.open_outbox("payout").size() +
                                                      store.open_outbox("case").size())},
            {"batches", static_cast<std::int64_t>(store.batches().size())},
            {"definitions", std::move(definitions)}};
        Json::Array lines;
        for (const ports::LineRow& line : store.lines()) {
            lines.push_back(Json::Object{{"line", line.line},
                                         {"allotted", line.allotted},
                                         {"reserved", line.reserved},
                                         {"committed", line.committed},
                                         {"paid", line.paid}});
        }
        answer.result.set("lines", std::move(lines));
    });
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_database(House& house, const CommandRequest& request) {
    if (request.name == "db check") {
        return check(house);
    }
    if (request.name == "db status") {
        return status(house);
    }
    if (request.name == "db backup") {
        const std::string to = request.arguments.text("to");
        if (to.empty() || to.front() != '/') {
            return failed(2, "USAGE", to, "A backup needs the absolute path of a new folder.");
        }
        house.backup(to);
        return CommandAnswer{.exit = 0, .result = Json::Object{{"backup", to}}, .reasons = {}};
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
