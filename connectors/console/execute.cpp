// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>
#include <exception>
#include <functional>

#include "connectors/console/execute_commands.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

int exit_of(FailureKind kind) {
    switch (kind) {
        case FailureKind::transient:
            return 69;
        case FailureKind::corrupt:
            return 5;
        case FailureKind::permanent:
        case FailureKind::misconfigured:
            return 1;
    }
    return 1;
}

CommandAnswer guarded(const std::function<CommandAnswer()>& run) {
    try {
        return run();
    } catch (const OperatingError& failure) {
        return failed(exit_of(failure.kind()), "FAILED", "", failure.what());
    } catch (const std::exception& failure) {
        return failed(1, "FAILED", "", failure.what());
    }
}

CommandAnswer unknown(const CommandRequest& request) {
    return failed(2, "USAGE", request.name, "There is no such command here.");
}

OfflineTools tools_of(const House& house) {
    return {.make_world = house.make_world,
            .read_rules = {},  // rules and charts are judged where their files are
            .check_chart = {},
            .messages = house.messages,
            .verify = house.log_key.verify,
            .gate = &house.gate,
            .codec = &house.codec,
            .signing = &house.signing,
            .documents = house.documents,
            .now = house.casework.clock.now().instant};
}

}  // namespace

CommandAnswer failed(int exit, std::string code, std::string place, std::string text) {
    return failed(exit, Reasons{{std::move(code), std::move(place), std::move(text)}});
}

CommandAnswer failed(int exit, Reasons reasons) {
    return {.exit = exit, .result = {}, .reasons = std::move(reasons)};
}

Json with_file(Json result, const std::string& name, const std::string& bytes) {
    result.set("file", Json::Object{{"name", name}, {"content", to_base64(bytes)}});
    return result;
}

std::optional<std::string> file_argument(const Json& arguments, std::string_view name) {
    const Json* content = arguments.find(name);
    return content != nullptr && content->is_string() ? from_base64(content->as_string())
                                                      : std::nullopt;
}

std::string berlin_text(Instant instant) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(berlin_time_of_day(instant)).count();
    char time[16];
    std::snprintf(time, sizeof time, " %02d:%02d:%02d", static_cast<int>(seconds / 3600 % 24),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    return to_string(berlin_date(instant)) + time;
}

std::string register_actor(const CommandRequest& request) {
    return request.person.empty() ? "setup" : request.person;
}

std::optional<CommandAnswer> execute_offline(const OfflineTools& tools,
                                             const CommandRequest& request) {
    for (const auto group : {&execute_messages, &execute_workflow, &execute_rules,
                             &execute_evidence, &execute_documents}) {
        if (auto answer = group(tools, request)) {
            return answer;
        }
    }
    return std::nullopt;
}

CommandAnswer run_offline(const OfflineTools& tools, const CommandRequest& request) {
    return guarded([&] {
        auto answer = execute_offline(tools, request);
        return answer.has_value() ? std::move(*answer) : unknown(request);
    });
}

CommandAnswer execute(House& house, const CommandRequest& request) {
    return guarded([&] {
        for (const auto group : {&execute_cases, &execute_repairs, &execute_log, &execute_database,
                                 &execute_register, &execute_payout, &execute_providers,
                                 &execute_definitions, &execute_reports, &execute_package}) {
            if (auto answer = group(house, request)) {
                return std::move(*answer);
            }
        }
        auto answer = execute_offline(tools_of(house), request);
        return answer.has_value() ? std::move(*answer) : unknown(request);
    });
}

}  // namespace foerderwerk::console
