// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/http/http_message.hpp"

namespace foerderwerk::servicebw::sandbox {

/// Ties a form to the browser that asked for it: the token in the form is an HMAC over the
/// browser's cookie, so another site can neither read nor guess it.
class FormTokens {
public:
    FormTokens();  ///< with a key of this process; throws OperatingError without randomness

    struct Issued {
        std::string token;
        std::string set_cookie;  ///< the Set-Cookie value, empty when the browser has its cookie
    };
    [[nodiscard]] Issued issue(const http::HttpRequest& request) const;
    /// Also refuses what a browser marks as sent from another site.
    [[nodiscard]] bool accepts(const http::HttpRequest& request, const std::string& token) const;

private:
    [[nodiscard]] std::string token_for(const std::string& cookie) const;
    std::string key_;
};

/// A random UUID (RFC 9562, version 4), lower case.
[[nodiscard]] std::string random_uuid();

}  // namespace foerderwerk::servicebw::sandbox
