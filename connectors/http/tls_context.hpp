// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "connectors/http/tls_settings.hpp"

namespace Poco::Net {
class Context;
}

namespace foerderwerk::http {

/// Holds a reference on the library's context, whose type stays out of headers.
class TlsContext {
public:
    /// Throw OperatingError (misconfigured) naming the file that cannot be used.
    explicit TlsContext(const TlsServerSettings& settings);
    explicit TlsContext(const TlsClientSettings& settings);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    [[nodiscard]] Poco::Net::Context* get() const { return context_; }

private:
    Poco::Net::Context* context_;  ///< reference counted by the library
};

/// A peer that went away must end in an error code, not in the death of the process. Called by
/// everything here that writes to a socket; does nothing when the program set its own handler.
void ignore_broken_pipes();

}  // namespace foerderwerk::http
