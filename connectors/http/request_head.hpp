// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/http/http_message.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::http {

struct HeadLimits {
    std::size_t bytes_max = 16 * 1024;  ///< request line and header fields together
    std::size_t target_bytes_max = 4096;
    std::size_t fields_max = 100;
};

/// A request that is answered without reaching a handler. The connection is closed after it,
/// because what follows on it can no longer be told apart from a second request.
struct Refusal {
    int status = 400;
    Reason reason;
};

/// Everything before the body. Strict RFC 9112: what two readers could read differently (bare
/// line feeds, folded lines, blanks before a colon, absolute targets) is refused, because such
/// differences are how a request is smuggled past a proxy.
struct RequestHead {
    std::string method;
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    Headers headers;
    bool keep_alive = true;
    bool expects_continue = false;
    std::optional<std::size_t> content_length;
};

/// The length of the head at the start of `buffer`, with its final empty line; 0 while more bytes
/// are needed. Refuses as soon as the bytes so far cannot become a head any more.
[[nodiscard]] Result<std::size_t, Refusal> find_head_end(std::string_view buffer,
                                                         const HeadLimits& limits);

/// `bytes` is one head as find_head_end delimits it. Refuses with 400, 411 (chunked), 414, 417,
/// 431, 501 (a transfer coding other than chunked) and 505.
[[nodiscard]] Result<RequestHead, Refusal> parse_request_head(std::string_view bytes,
                                                              const HeadLimits& limits);

/// How many body bytes follow, once it is known which route takes them. Refuses with 400 (body
/// where none belongs), 411, 413 and 415 (Content-Encoding).
[[nodiscard]] Result<std::size_t, Refusal> body_length(const RequestHead& head,
                                                       std::size_t body_bytes_max);

}  // namespace foerderwerk::http
