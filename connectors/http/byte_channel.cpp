// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/byte_channel.hpp"

#include <algorithm>
#include <array>

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include "connectors/http/client_identity.hpp"
#include "connectors/http/sockets.hpp"
#include "connectors/http/tls_context.hpp"

namespace foerderwerk::http {

namespace {

using std::chrono::steady_clock;

/// At least a millisecond: a timeout of zero would mean "wait for ever".
Poco::Timespan time_left(Deadline deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - steady_clock::now());
    return Poco::Timespan(std::max<std::int64_t>(left.count(), 1000));
}

std::string der_of(const Poco::Net::X509Certificate& certificate) {
    unsigned char* bytes = nullptr;
    const int length = i2d_X509(certificate.certificate(), &bytes);
    std::string der;
    if (length > 0) {
        der.assign(bytes, bytes + length);
    }
    OPENSSL_free(bytes);
    return der;
}

std::optional<unsigned> peer_uid(int descriptor) {
    ucred credentials{};
    socklen_t length = sizeof(credentials);
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) {
        return std::nullopt;
    }
    return credentials.uid;
}

}  // namespace

ByteChannel::ByteChannel(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {
    ignore_broken_pipes();
}

ByteChannel::~ByteChannel() {
    try {
        socket_->stream.setSendTimeout(Poco::Timespan(200'000));
        socket_->stream.close();
    } catch (const std::exception&) {
        // The TLS layer may fail to say goodbye to a peer that has gone; there is nothing to do.
    }
}

ByteChannel::Read ByteChannel::read_some(std::string& buffer, Deadline deadline) {
    std::array<char, 16 * 1024> chunk;  // NOLINT(*-member-init): is read into
    try {
        if (steady_clock::now() >= deadline) {
            return Read::timed_out;
        }
        socket_->stream.setReceiveTimeout(time_left(deadline));
        const int count =
            socket_->stream.receiveBytes(chunk.data(), static_cast<int>(chunk.size()));
        if (count <= 0) {
            return Read::closed;
        }
        buffer.append(chunk.data(), static_cast<std::size_t>(count));
        return Read::data;
    } catch (const Poco::TimeoutException&) {
        return Read::timed_out;
    } catch (const std::exception&) {
        return Read::closed;
    }
}

bool ByteChannel::write_all(std::string_view bytes, Deadline deadline) {
    constexpr std::size_t slice = 64 * 1024;
    try {
        while (!bytes.empty()) {
            if (steady_clock::now() >= deadline) {
                return false;
            }
            socket_->stream.setSendTimeout(time_left(deadline));
            const auto length = static_cast<int>(std::min(bytes.size(), slice));
            const int sent = socket_->stream.sendBytes(bytes.data(), length);
            if (sent <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

void ByteChannel::end_gently(Deadline deadline) {
    constexpr std::size_t swallowed_max = 256 * 1024;
    try {
        socket_->stream.shutdownSend();
    } catch (const std::exception&) {
        return;
    }
    std::size_t swallowed = 0;
    std::string bytes;
    while (swallowed < swallowed_max && read_some(bytes, deadline) == Read::data) {
        swallowed += bytes.size();
        bytes.clear();
    }
}

void ByteChannel::cut() {
    ::shutdown(descriptor(), SHUT_RDWR);
}

bool ByteChannel::has_decrypted_bytes() const {
    if (!socket_->tls) {
        return false;
    }
    try {
        return Poco::Net::StreamSocket(socket_->stream).available() > 0;
    } catch (const std::exception&) {
        return false;
    }
}

int ByteChannel::descriptor() const {
    return socket_->descriptor;
}

PeerEvidence ByteChannel::evidence() const {
    PeerEvidence evidence{.peer = socket_->peer,
                          .uid = std::nullopt,
                          .certificate_fingerprint = {},
                          .certificate_der = {}};
    if (socket_->local) {
        evidence.uid = peer_uid(descriptor());
    }
    if (!socket_->tls) {
        return evidence;
    }
    try {
        const Poco::Net::SecureStreamSocket secure(socket_->stream);
        if (secure.havePeerCertificate()) {
            evidence.certificate_der = der_of(secure.peerCertificate());
            evidence.certificate_fingerprint = certificate_fingerprint(evidence.certificate_der);
        }
    } catch (const std::exception&) {
        // Without a readable certificate the peer counts as one that showed none.
        evidence.certificate_der.clear();
    }
    return evidence;
}

}  // namespace foerderwerk::http
