// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer batch(House& house, const CommandRequest& request) {
    const std::string again = request.arguments.text("again");
    Reasons unproved;
    house.casework.store.read([&](ports::StoreReader& store) {
        unproved = operations::check_evidence(store, house.log_files, house.log_key, house.evidence,
                                              house.casework.clock.now().instant);
    });
    if (!unproved.empty()) {
        return failed(1, std::move(unproved));
    }
    auto made = operations::run_batch(house.casework, house.payment_files, house.payout,
                                      register_actor(request), again);
    if (!made.has_value()) {
        return failed(1, std::move(made.error()));
    }
    CommandAnswer answer;
    answer.result = Json::Object{{"batch", made->batch_id},
                                 {"payments", static_cast<std::int64_t>(made->payments)},
                                 {"cents", made->cents},
                                 {"amount", Money::from_cents(made->cents).to_string()}};
    if (!made->batch_id.empty()) {
        // No payment file leaves before the log speaks of it: without evidence no money.
        operations::publish_log(house.casework.store, house.log_files, house.log_key);
        answer.result = with_file(std::move(answer.result), made->batch_id + ".xml", made->file);
    }
    answer.result.set("left_out", static_cast<std::int64_t>(made->left_out.size()));
    answer.reasons = std::move(made->left_out);
    return answer;
}

CommandAnswer import_status(House& house, const CommandRequest& request) {
    const auto bytes = file_argument(request.arguments, "content");
    if (!bytes.has_value()) {
        return failed(2, "USAGE", "content", "A status report or a bank statement is needed.");
    }
    auto imported = operations::import_status(house.casework, house.payment_files, *bytes);
    if (!imported.has_value()) {
        return failed(1, std::move(imported.error()));
    }
    CommandAnswer answer;
    answer.result =
        Json::Object{{"paid", static_cast<std::int64_t>(imported->paid)},
                     {"returned", static_cast<std::int64_t>(imported->returned)},
                     {"rejected", static_cast<std::int64_t>(imported->rejected)},
                     {"accepted", static_cast<std::int64_t>(imported->accepted)},
                     {"known_before", static_cast<std::int64_t>(imported->known_before)},
                     {"passed_over", static_cast<std::int64_t>(imported->passed_over.size())}};
    answer.reasons = std::move(imported->passed_over);
    answer.exit = answer.reasons.empty() ? 0 : 1;
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_payout(House& house, const CommandRequest& request) {
    if (request.name == "payout batch") {
        return batch(house, request);
    }
    if (request.name == "payout import-status") {
        return import_status(house, request);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
