// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/route_request.hpp"

#include <algorithm>

namespace foerderwerk::http {

namespace {

bool fits(const Route& route, std::string_view path) {
    return route.prefix.ends_with('/') && route.prefix != "/" ? path.starts_with(route.prefix)
                                                              : path == route.prefix;
}

}  // namespace

Result<const Route*, HttpResponse> find_route(const std::vector<Route>& routes,
                                              std::string_view method, std::string_view path) {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    std::size_t longest = 0;
    for (const auto& route : routes) {
        longest = fits(route, path) ? std::max(longest, route.prefix.size()) : longest;
    }
    std::string allowed;
    for (const auto& route : routes) {
        if (route.prefix.size() != longest || !fits(route, path)) {
            continue;
        }
        if (route.method == wanted) {
            return &route;
        }
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    if (allowed.empty()) {
        return Failure(problem_response(404, reason_phrase(404)));
    }
    auto answer = problem_response(405, reason_phrase(405));
    answer.headers.emplace_back("Allow", allowed);
    return Failure(std::move(answer));
}

}  // namespace foerderwerk::http
