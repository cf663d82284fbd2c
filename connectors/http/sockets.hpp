// SPDX-License-Identifier: EUPL-1.2
#pragma once

// For the .cpp files of this folder only: the one header that shows the library's socket types.

#include <memory>
#include <string>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include "connectors/http/byte_channel.hpp"
#include "connectors/http/tls_context.hpp"

namespace foerderwerk::http {

struct ByteChannel::Socket {
    Poco::Net::StreamSocket stream;
    bool tls = false;
    bool local = false;
    std::string peer;
    int descriptor = -1;
};

struct Listener::Socket {
    std::unique_ptr<TlsContext> tls;
    Poco::Net::ServerSocket server;
    std::string unix_path;
};

}  // namespace foerderwerk::http
