// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "connectors/http/http_server.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::http {

/// The route with the longest fitting prefix; otherwise the answer 404, or 405 with `Allow`.
[[nodiscard]] Result<const Route*, HttpResponse> find_route(const std::vector<Route>& routes,
                                                            std::string_view method,
                                                            std::string_view path);

}  // namespace foerderwerk::http
