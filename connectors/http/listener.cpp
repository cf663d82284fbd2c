// SPDX-License-Identifier: EUPL-1.2
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/http/byte_channel.hpp"
#include "connectors/http/sockets.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

using Poco::Net::SocketAddress;

constexpr int backlog = 512;

[[noreturn]] void cannot_listen(const std::string& where, const std::string& why) {
    throw OperatingError(FailureKind::misconfigured, "cannot listen on " + where + ": " + why);
}

bool somebody_listens(const SocketAddress& address) {
    try {
        const Poco::Net::StreamSocket probe(address);
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

void remove_stale_socket(const std::string& path, const SocketAddress& address) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return;
    }
    if (!S_ISSOCK(status.st_mode)) {
        cannot_listen(path, "the file exists and is no socket");
    }
    if (somebody_listens(address)) {
        cannot_listen(path, "another process listens there");
    }
    ::unlink(path.c_str());
}

}  // namespace

Listener::Listener(const std::string& address, std::uint16_t port,
                   const std::optional<TlsServerSettings>& tls)
    : socket_(std::make_unique<Socket>()) {
    const std::string where = address + ":" + std::to_string(port);
    try {
        if (tls.has_value()) {
            socket_->tls = std::make_unique<TlsContext>(*tls);
            const Poco::Net::Context::Ptr context(socket_->tls->get(), true);
            socket_->server = Poco::Net::SecureServerSocket(context);
        }
        // Not bind's own flag: it would set SO_REUSEPORT too, and a second process could share
        // the port unnoticed.
        socket_->server.bind(SocketAddress(address, port), true, false);
        socket_->server.listen(backlog);
        socket_->server.setBlocking(false);
    } catch (const Poco::Exception& error) {
        cannot_listen(where, error.displayText());
    }
}

Listener::Listener(const std::string& unix_path) : socket_(std::make_unique<Socket>()) {
    try {
        const SocketAddress address(SocketAddress::UNIX_LOCAL, unix_path);
        remove_stale_socket(unix_path, address);
        socket_->server.bind(address, false, false);
        socket_->unix_path = unix_path;
        // Before listen(): until then nobody can connect, whatever the umask is.
        if (::chmod(unix_path.c_str(), 0660) != 0) {
            cannot_listen(unix_path, "its mode cannot be set");
        }
        socket_->server.listen(backlog);
        socket_->server.setBlocking(false);
    } catch (const Poco::Exception& error) {
        cannot_listen(unix_path, error.displayText());
    }
}

Listener::~Listener() {
    try {
        socket_->server.close();
    } catch (const Poco::Exception&) {
        // Closing is all that is wanted; the descriptor is gone in either case.
    }
    if (!socket_->unix_path.empty()) {
        ::unlink(socket_->unix_path.c_str());
    }
}

std::unique_ptr<ByteChannel> Listener::accept() {
    try {
        auto channel = std::make_unique<ByteChannel::Socket>();
        channel->stream = socket_->server.acceptConnection();
        channel->tls = socket_->tls != nullptr;
        channel->local = !socket_->unix_path.empty();
        channel->descriptor = channel->stream.impl()->sockfd();
        channel->stream.setBlocking(true);
        if (channel->local) {
            channel->peer = "unix";
        } else {
            channel->peer = channel->stream.peerAddress().host().toString();
            channel->stream.setNoDelay(true);
        }
        return std::make_unique<ByteChannel>(std::move(channel));
    } catch (const Poco::Exception& error) {
        if (error.code() == EMFILE || error.code() == ENFILE || error.code() == ENOBUFS ||
            error.code() == ENOMEM) {
            throw OperatingError(FailureKind::transient, "cannot accept: " + error.displayText());
        }
        return nullptr;  // the peer left before we came, or there was none
    }
}

int Listener::descriptor() const {
    return socket_->server.impl()->sockfd();
}

std::uint16_t Listener::port() const {
    return socket_->unix_path.empty() ? socket_->server.address().port() : std::uint16_t{0};
}

}  // namespace foerderwerk::http
