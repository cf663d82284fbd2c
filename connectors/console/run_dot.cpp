// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/console/chart_drawing.hpp"

namespace foerderwerk::console {

namespace {

constexpr std::size_t picture_bytes_max = 64u * 1024 * 1024;
constexpr int exit_not_found = 127;

/// A pipe whose ends are closed in any case.
struct Pipe {
    Pipe() {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            ends = {-1, -1};
        }
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void close_end(std::size_t end) {
        if (ends.at(end) >= 0) {
            ::close(ends.at(end));
            ends.at(end) = -1;
        }
    }

    std::array<int, 2> ends{-1, -1};
};

Failure<Reasons> failed_with(const std::string& text) {
    return Failure<Reasons>(Reasons{{"GRAPHVIZ", "dot", text}});
}

/// Writes and reads in turn, so that neither side ever waits for the other's full pipe.
bool exchange(const std::string& text, Pipe& in, Pipe& out, std::string& result) {
    std::size_t written = 0;
    std::array<char, 65536> block{};
    while (result.size() < picture_bytes_max) {
        std::array<pollfd, 2> waiting{{{.fd = out.ends[0], .events = POLLIN, .revents = 0},
                                       {.fd = in.ends[1], .events = POLLOUT, .revents = 0}}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
            return false;
        }
        if ((waiting[1].revents & (POLLOUT | POLLERR)) != 0) {
            const ssize_t count = ::write(in.ends[1], text.data() + written, text.size() - written);
            written += count > 0 ? static_cast<std::size_t>(count) : 0;
            if (written == text.size() || (count < 0 && errno != EINTR && errno != EAGAIN)) {
                in.close_end(1);
            }
        }
        if ((waiting[0].revents & (POLLIN | POLLHUP)) != 0) {
            const ssize_t count = ::read(out.ends[0], block.data(), block.size());
            if (count <= 0) {
                return count == 0;
            }
            result.append(block.data(), static_cast<std::size_t>(count));
        }
    }
    return false;
}

}  // namespace

Result<std::string, Reasons> run_dot(const std::string& text) {
    Pipe in;
    Pipe out;
    if (in.ends[0] < 0 || out.ends[0] < 0) {
        return failed_with(std::string("no pipe: ") + std::strerror(errno));
    }
    ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
    const pid_t child = ::fork();
    if (child < 0) {
        return failed_with(std::string("cannot be started: ") + std::strerror(errno));
    }
    if (child == 0) {
        ::dup2(in.ends[0], STDIN_FILENO);
        ::dup2(out.ends[1], STDOUT_FILENO);
        ::execlp("dot", "dot", "-Tsvg", static_cast<char*>(nullptr));
        ::_exit(exit_not_found);
    }
    in.close_end(0);
    out.close_end(1);
    // A child that ends early is a reason and not a signal that ends us.
    void (*const before)(int) = std::signal(SIGPIPE, SIG_IGN);
    std::string result;
    const bool whole = exchange(text, in, out, result);
    std::signal(SIGPIPE, before);
    out.close_end(0);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == exit_not_found) {
        return failed_with("The program 'dot' is missing; install the package graphviz.");
    }
    if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return failed_with("The program 'dot' did not draw the chart.");
    }
    return result;
}

}  // namespace foerderwerk::console
