// SPDX-License-Identifier: EUPL-1.2
#pragma once

// A client that sends exactly the bytes it is told, however wrong they are.

#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace foerderwerk::testing {

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        open(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    explicit RawClient(const std::string& unix_path)
        : descriptor_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, unix_path.c_str(), sizeof(address.sun_path) - 1);
        open(reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    ~RawClient() { ::close(descriptor_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    RawClient& send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                break;  // the server has answered and closed; that answer is what counts
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return *this;
    }
    RawClient& end() {
        ::shutdown(descriptor_, SHUT_WR);
        return *this;
    }
    /// Until the server closes.
    std::string read_all() { return read_until(std::string(1, '\0') + "never"); }
    /// Until `mark` has come, or the server closes.
    std::string read_until(std::string_view mark) {
        std::string bytes;
        std::array<char, 4096> chunk{};
        while (bytes.find(mark) == std::string::npos) {
            const auto count = ::recv(descriptor_, chunk.data(), chunk.size(), 0);
            if (count <= 0) {
                break;
            }
            bytes.append(chunk.data(), static_cast<std::size_t>(count));
        }
        return bytes;
    }

private:
    void open(const sockaddr* address, socklen_t length) {
        const timeval patience{30, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        if (::connect(descriptor_, address, length) != 0) {
            throw std::runtime_error("cannot connect");
        }
    }

    int descriptor_;
};

/// The number in "HTTP/1.1 400 …"; 0 for no answer.
inline int status_of(std::string_view answer) {
    return answer.size() < 12 ? 0 : std::stoi(std::string(answer.substr(9, 3)));
}

}  // namespace foerderwerk::testing
