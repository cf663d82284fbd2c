// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/remote_command.hpp"

#include <filesystem>

#include "connectors/console/execute_commands.hpp"
#include "connectors/console/print_answer.hpp"
#include "connectors/http/http_client.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer send(const std::string& socket, const std::string& token,
                   const CommandRequest& request) {
    http::ClientSettings settings;
    settings.base = "unix:" + std::filesystem::absolute(socket).string();
    settings.answer_time_max = std::chrono::minutes(30);  // replaying everything takes its time
    settings.whole_time_max = settings.answer_time_max;
    settings.response_bytes_max = 512u * 1024 * 1024;
    const http::HttpClient client(std::move(settings));
    http::ClientRequest post;
    post.method = "POST";
    post.path = command_path;
    post.content_type = "application/json";
    post.body =
        canonical_json(Json::Object{{"name", request.name}, {"arguments", request.arguments}});
    if (!token.empty()) {
        post.headers.emplace_back("Authorization", "Bearer " + token);
    }
    const auto response = client.send(post);
    if (!response.has_value()) {
        return failed(69, "UNAVAILABLE", socket,
                      "The daemon does not answer: " + response.error().text);
    }
    if (response->status == 503) {
        return failed(69, "UNAVAILABLE", socket, "The daemon cannot do this now.");
    }
    auto answer = answer_from_json(response->body);
    if (response->status != 200 || !answer.has_value()) {
        Reasons reasons = http::reasons_of_problem(response->body);
        reasons.push_back(
            {"FAILED", socket,
             "The daemon answered with status " + std::to_string(response->status) + "."});
        return failed(1, std::move(reasons));
    }
    return std::move(*answer);
}

}  // namespace

CommandAnswer remote_command(const std::string& socket, const std::string& token,
                             const CommandRequest& request) {
    try {
        return send(socket, token, request);
    } catch (const OperatingError& failure) {
        return failed(1, "FAILED", socket, failure.what());
    }
}

Json to_json(const CommandAnswer& answer) {
    Json::Array reasons;
    for (const Reason& reason : answer.reasons) {
        reasons.push_back(
            Json::Object{{"code", reason.code}, {"place", reason.place}, {"text", reason.text}});
    }
    return Json::Object{
        {"exit", answer.exit}, {"result", answer.result}, {"reasons", std::move(reasons)}};
}

std::optional<CommandAnswer> answer_from_json(const std::string& text) {
    const auto json = parse_json(text);
    const Json* exit = json.has_value() ? json->find("exit") : nullptr;
    const Json* reasons = json.has_value() ? json->find("reasons") : nullptr;
    if (exit == nullptr || !exit->is_integer() || reasons == nullptr || !reasons->is_array()) {
        return std::nullopt;
    }
    CommandAnswer answer;
    answer.exit = static_cast<int>(exit->as_integer());
    if (const Json* result = json->find("result")) {
        answer.result = *result;
    }
    for (const Json& reason : reasons->as_array()) {
        answer.reasons.push_back({reason.text("code"), reason.text("place"), reason.text("text")});
    }
    return answer;
}

}  // namespace foerderwerk::console
