// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/types/reason.hpp"

namespace foerderwerk::http {

/// Header fields in the order they stand in the message.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The value of the first field of that name (ASCII case does not matter), or nullptr.
[[nodiscard]] const std::string* find_header(const Headers& headers, std::string_view name);
/// How many fields bear that name.
[[nodiscard]] std::size_t count_headers(const Headers& headers, std::string_view name);

/// User and password of RFC 7617. Checking them is the handler's duty.
struct BasicCredentials {
    std::string user;
    std::string password;
};

/// A request whose framing was checked and whose body is complete: a handler never sees half an
/// upload, and no field here was guessed.
struct HttpRequest {
    std::string method;  ///< "GET", "PUT", … as sent; a HEAD request arrives as "GET"
    std::string path;    ///< percent-decoded UTF-8; begins with "/", has no ".", ".." or empty
                         ///< segment, no control character, no backslash
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
    Headers headers;
    std::string body;
    std::string client_certificate_fingerprint;  ///< SHA-256 of the DER form, lower-case hex;
                                                 ///< empty when the client showed none
    std::string client_certificate_der;
    std::optional<BasicCredentials> basic;
    std::string peer;                  ///< IP address without port; "unix" on a local socket
    std::optional<unsigned> peer_uid;  ///< SO_PEERCRED; only on a local socket

    [[nodiscard]] const std::string* header(std::string_view name) const;
    /// The first query parameter of that name, or nullptr.
    [[nodiscard]] const std::string* parameter(std::string_view name) const;
};

struct HttpResponse {
    int status = 200;
    std::string content_type{};  ///< empty: no such field is sent
    std::string body{};
    Headers headers{};  ///< without Content-Type, Content-Length, Date and Connection

    [[nodiscard]] const std::string* header(std::string_view name) const;
};

using Handler = std::function<HttpResponse(const HttpRequest&)>;

/// "Not Found" for 404; "Status" for a number without a registered phrase.
[[nodiscard]] std::string_view reason_phrase(int status);

[[nodiscard]] HttpResponse text_response(int status, std::string body,
                                         std::string content_type = "text/plain; charset=utf-8");

/// RFC 7807 (application/problem+json) with the extension member `reasons`, a list of
/// {code, place, text}. Bytes that are not UTF-8 are replaced, so the answer is always JSON.
[[nodiscard]] HttpResponse problem_response(int status, std::string_view title,
                                            const Reasons& reasons = {});

/// The reasons in a body that problem_response wrote; empty for any other body.
[[nodiscard]] Reasons reasons_of_problem(std::string_view body);

/// The media type of a Content-Type value: lower case, without parameters and blanks.
[[nodiscard]] std::string media_type(std::string_view content_type);

}  // namespace foerderwerk::http
