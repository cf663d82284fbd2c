// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/http/tls_settings.hpp"

namespace foerderwerk::http {

using Deadline = std::chrono::steady_clock::time_point;

/// What the transport knows about the other side.
struct PeerEvidence {
    std::string peer;
    std::optional<unsigned> uid;
    std::string certificate_fingerprint;
    std::string certificate_der;
};

/// One accepted connection: TCP, TLS over TCP, or a local socket. Errors of the connection are
/// values; nothing here throws.
class ByteChannel {
public:
    struct Socket;
    enum class Read { data, closed, timed_out };

    explicit ByteChannel(std::unique_ptr<Socket> socket);
    ~ByteChannel();
    ByteChannel(const ByteChannel&) = delete;
    ByteChannel& operator=(const ByteChannel&) = delete;

    /// Appends at least one byte to `buffer`, unless the peer closed or the time is over. The
    /// first call performs the TLS handshake.
    [[nodiscard]] Read read_some(std::string& buffer, Deadline deadline);
    /// False when the peer went away or takes too long.
    [[nodiscard]] bool write_all(std::string_view bytes, Deadline deadline);
    /// Ends our side and swallows what still comes for a moment, so that an answer given before
    /// the whole request was read is not lost in a connection reset.
    void end_gently(Deadline deadline);
    /// From any thread: makes every call that waits on this channel return.
    void cut();

    /// Whether bytes wait that poll() on the descriptor would not show.
    [[nodiscard]] bool has_decrypted_bytes() const;
    [[nodiscard]] int descriptor() const;
    /// Complete after the first successful read.
    [[nodiscard]] PeerEvidence evidence() const;

private:
    std::unique_ptr<Socket> socket_;
};

/// A bound and listening socket.
class Listener {
public:
    struct Socket;

    /// Port 0 takes any free one. Throws OperatingError (misconfigured).
    Listener(const std::string& address, std::uint16_t port,
             const std::optional<TlsServerSettings>& tls);
    /// A local socket of mode 0660. A socket file that nobody listens on is removed first; throws
    /// OperatingError (misconfigured) when somebody does, or when the file is something else.
    explicit Listener(const std::string& unix_path);
    /// Removes the socket file.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Null when no connection waits. Throws OperatingError (transient) when the process has no
    /// room for one more.
    [[nodiscard]] std::unique_ptr<ByteChannel> accept();
    [[nodiscard]] int descriptor() const;
    [[nodiscard]] std::uint16_t port() const;  ///< 0 for a local socket

private:
    std::unique_ptr<Socket> socket_;
};

}  // namespace foerderwerk::http
