// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/http/http_message.hpp"

namespace foerderwerk::http {

/// The bytes of one answer on HTTP/1.1. `head_only` leaves the body away and keeps its length
/// (HEAD). A response whose header fields are malformed becomes 500: no value of a request can
/// split an answer in two.
[[nodiscard]] std::string response_bytes(const HttpResponse& response, bool head_only,
                                         bool keep_alive);

}  // namespace foerderwerk::http
