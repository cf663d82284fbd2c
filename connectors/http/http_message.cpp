// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/http_message.hpp"

#include <algorithm>
#include <array>

#include "connectors/http/text_rules.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::http {

const std::string* find_header(const Headers& headers, std::string_view name) {
    for (const auto& [field, value] : headers) {
        if (same_name(field, name)) {
            return &value;
        }
    }
    return nullptr;
}

std::size_t count_headers(const Headers& headers, std::string_view name) {
    const auto matches = std::ranges::count_if(
        headers, [name](const auto& field) { return same_name(field.first, name); });
    return static_cast<std::size_t>(matches);
}

const std::string* HttpRequest::header(std::string_view name) const {
    return find_header(headers, name);
}

const std::string* HttpRequest::parameter(std::string_view name) const {
    const auto found =
        std::ranges::find_if(query, [name](const auto& entry) { return entry.first == name; });
    return found == query.end() ? nullptr : &found->second;
}

const std::string* HttpResponse::header(std::string_view name) const {
    return find_header(headers, name);
}

std::string_view reason_phrase(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 27> phrases{{
        {100, "Continue"},
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {303, "See Other"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    }};
    const auto* const found = std::ranges::find_if(
        phrases, [status](const auto& entry) { return entry.first == status; });
    return found == phrases.end() ? "Status" : found->second;
}

HttpResponse text_response(int status, std::string body, std::string content_type) {
    return {.status = status,
            .content_type = std::move(content_type),
            .body = std::move(body),
            .headers = {}};
}

HttpResponse problem_response(int status, std::string_view title, const Reasons& reasons) {
    Json::Array list;
    for (const auto& reason : reasons) {
        list.emplace_back(Json::Object{{"code", valid_utf8(reason.code)},
                                       {"place", valid_utf8(reason.place)},
                                       {"text", valid_utf8(reason.text)}});
    }
    const Json problem(Json::Object{{"type", "about:blank"},
                                    {"title", valid_utf8(title)},
                                    {"status", status},
                                    {"reasons", std::move(list)}});
    return text_response(status, canonical_json(problem) + "\n", "application/problem+json");
}

Reasons reasons_of_problem(std::string_view body) {
    Reasons reasons;
    const auto problem = parse_json(body);
    if (!problem.has_value()) {
        return reasons;
    }
    const Json* const list = problem->find("reasons");
    if (list == nullptr || !list->is_array()) {
        return reasons;
    }
    for (const auto& entry : list->as_array()) {
        reasons.push_back({entry.text("code"), entry.text("place"), entry.text("text")});
    }
    return reasons;
}

std::string media_type(std::string_view content_type) {
    const auto end = content_type.find(';');
    return lower_case(trim(content_type.substr(0, end)));
}

}  // namespace foerderwerk::http
