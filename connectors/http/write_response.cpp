// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/write_response.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "connectors/http/text_rules.hpp"

namespace foerderwerk::http {

namespace {

std::string imf_date(std::time_t now) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 40> rest{};
    // strftime's own names would follow the locale.
    std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT", &parts);
    const std::string day = std::to_string(parts.tm_mday);
    return std::string(days[static_cast<std::size_t>(parts.tm_wday)]) + ", " +
           (day.size() < 2 ? "0" : "") + day + " " +
           months[static_cast<std::size_t>(parts.tm_mon)] + rest.data();
}

bool is_sendable(const HttpResponse& response) {
    return is_field_value(response.content_type) &&
           std::ranges::all_of(response.headers, [](const auto& field) {
               return is_token(field.first) && is_field_value(field.second);
           });
}

}  // namespace

std::string response_bytes(const HttpResponse& response, bool head_only, bool keep_alive) {
    if (!is_sendable(response)) {
        return response_bytes(problem_response(500, "The answer could not be written"), head_only,
                              keep_alive);
    }
    std::string bytes = "HTTP/1.1 " + std::to_string(response.status) + " ";
    bytes += reason_phrase(response.status);
    const auto field = [&bytes](std::string_view name, std::string_view value) {
        bytes += "\r\n";
        bytes += name;
        bytes += ": ";
        bytes += value;
    };
    const bool bodiless = response.status == 204 || response.status == 304;
    field("Date", imf_date(std::time(nullptr)));
    field("Connection", keep_alive ? "keep-alive" : "close");
    if (!bodiless) {
        field("Content-Length", std::to_string(response.body.size()));
        if (!response.content_type.empty()) {
            field("Content-Type", response.content_type);
        }
    }
    for (const auto& [name, value] : response.headers) {
        field(name, value);
    }
    bytes += "\r\n\r\n";
    if (!head_only && !bodiless) {
        bytes += response.body;
    }
    return bytes;
}

}  // namespace foerderwerk::http
