// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/http_server.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "connectors/http/byte_channel.hpp"
#include "connectors/http/serve_connection.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::http {

namespace {

using std::chrono::steady_clock;
using ConnectionPtr = std::unique_ptr<Connection>;

std::unique_ptr<Listener> open_listener(const ServerSettings& settings) {
    if (settings.proxy.has_value() && settings.unix_socket.empty()) {
        throw OperatingError(FailureKind::misconfigured,
                             "a proxy is believed on a local socket alone");
    }
    return settings.unix_socket.empty()
               ? std::make_unique<Listener>(settings.address, settings.port, settings.tls)
               : std::make_unique<Listener>(settings.unix_socket);
}

/// A descriptor that becomes readable when another thread says so.
class Wakeup {
public:
    Wakeup() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) {
            throw OperatingError(FailureKind::transient, "no descriptor left for the server");
        }
    }
    ~Wakeup() { ::close(descriptor_); }
    Wakeup(const Wakeup&) = delete;
    Wakeup& operator=(const Wakeup&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    void signal() const { ::eventfd_write(descriptor_, 1); }
    void clear() const {
        eventfd_t count = 0;
        ::eventfd_read(descriptor_, &count);
    }

private:
    int descriptor_;
};

}  // namespace

/// One thread polls the listener and every connection that waits for a request; only connections
/// with bytes to read occupy one of the worker threads. So idle clients cannot shut others out.
class HttpServer::Core {
public:
    Core(ServerSettings settings, std::vector<Route> routes)
        : listener_(open_listener(settings)), port_(listener_->port()) {
        shared_.settings = std::move(settings);
        shared_.routes = std::move(routes);
        for (std::size_t index = 0; index < shared_.settings.limits.threads; ++index) {
            workers_.emplace_back([this] { work(); });
        }
        poller_ = std::thread([this] { poll_until_stopped(); });
    }

    ~Core() { stop(); }
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    void stop() {
        if (!poller_.joinable()) {
            return;
        }
        shared_.stopping = true;
        wakeup_.signal();
        poller_.join();
        {
            const std::lock_guard lock(mutex_);
            workers_done_ = true;
        }
        ready_changed_.notify_all();
        for (auto& worker : workers_) {
            worker.join();
        }
    }

private:
    void work();
    void poll_until_stopped();
    void poll_once();
    void take_returned();
    void accept_waiting();
    void admit(std::unique_ptr<ByteChannel> channel);
    void hand_over(ConnectionPtr connection);
    void drop_idle(Deadline now);
    void cut_overdue(Deadline now);
    void drain();
    [[nodiscard]] bool is_busy();
    void report(std::string_view what) const {
        if (shared_.settings.report) {
            shared_.settings.report(what);
        }
    }

    SharedState shared_;
    std::unique_ptr<Listener> listener_;
    std::uint16_t port_;
    Wakeup wakeup_;

    // Of the poller alone.
    std::vector<ConnectionPtr> waiting_;
    Deadline accept_again_;

    std::mutex mutex_;  ///< guards what follows
    std::condition_variable ready_changed_;
    std::deque<ConnectionPtr> ready_;
    std::vector<ConnectionPtr> returned_;
    std::set<Connection*> served_;
    bool workers_done_ = false;

    std::vector<std::thread> workers_;
    std::thread poller_;
};

void HttpServer::Core::work() {
    while (true) {
        ConnectionPtr connection;
        {
            std::unique_lock lock(mutex_);
            ready_changed_.wait(lock, [this] { return !ready_.empty() || workers_done_; });
            if (ready_.empty()) {
                return;
            }
            connection = std::move(ready_.front());
            ready_.pop_front();
            served_.insert(connection.get());
        }
        auto after = Connection::After::close;
        try {
            after = connection->serve();
        } catch (const std::exception& error) {
            // Out of memory while reading: this connection ends, the server goes on.
            report(error.what());
        }
        {
            const std::lock_guard lock(mutex_);
            served_.erase(connection.get());
            if (after == Connection::After::wait) {
                returned_.push_back(std::move(connection));
            }
        }
        wakeup_.signal();
    }
}

void HttpServer::Core::poll_until_stopped() {
    while (!shared_.stopping) {
        poll_once();
    }
    listener_.reset();
    drain();
}

void HttpServer::Core::poll_once() {
    take_returned();
    const auto now = steady_clock::now();
    drop_idle(now);
    cut_overdue(now);
    std::vector<pollfd> polled;
    polled.push_back({wakeup_.descriptor(), POLLIN, 0});
    // A negative descriptor is skipped by poll().
    polled.push_back({now >= accept_again_ ? listener_->descriptor() : -1, POLLIN, 0});
    for (const auto& connection : waiting_) {
        polled.push_back({connection->channel().descriptor(), POLLIN, 0});
    }
    constexpr int tick_ms = 100;
    if (::poll(polled.data(), polled.size(), tick_ms) <= 0) {
        return;
    }
    if (polled[0].revents != 0) {
        wakeup_.clear();
    }
    std::vector<ConnectionPtr> still_waiting;
    for (std::size_t index = 0; index < waiting_.size(); ++index) {
        if (polled[index + 2].revents != 0) {
            hand_over(std::move(waiting_[index]));
        } else {
            still_waiting.push_back(std::move(waiting_[index]));
        }
    }
    waiting_ = std::move(still_waiting);
    if (polled[1].revents != 0) {
        accept_waiting();
    }
}

void HttpServer::Core::take_returned() {
    const auto now = steady_clock::now();
    const std::lock_guard lock(mutex_);
    for (auto& connection : returned_) {
        connection->wait_from(now);
        waiting_.push_back(std::move(connection));
    }
    returned_.clear();
}

void HttpServer::Core::accept_waiting() {
    try {
        while (auto channel = listener_->accept()) {
            admit(std::move(channel));
        }
    } catch (const OperatingError& error) {
        accept_again_ = steady_clock::now() + std::chrono::milliseconds(200);
        report(error.what());
    }
}

void HttpServer::Core::admit(std::unique_ptr<ByteChannel> channel) {
    std::size_t others = 0;
    {
        const std::lock_guard lock(mutex_);
        others = ready_.size() + returned_.size() + served_.size();
    }
    if (waiting_.size() + others >= shared_.settings.limits.connections_max) {
        if (waiting_.empty()) {
            return;  // everyone is busy: the newcomer is closed
        }
        const auto idlest = std::ranges::min_element(
            waiting_, {}, [](const auto& connection) { return connection->idle_until(); });
        (*idlest)->channel().cut();
        waiting_.erase(idlest);
    }
    waiting_.push_back(std::make_unique<Connection>(shared_, std::move(channel)));
}

void HttpServer::Core::hand_over(ConnectionPtr connection) {
    {
        const std::lock_guard lock(mutex_);
        ready_.push_back(std::move(connection));
    }
    ready_changed_.notify_one();
}

void HttpServer::Core::drop_idle(Deadline now) {
    std::erase_if(waiting_, [now](const auto& connection) {
        const bool over = connection->idle_until() < now;
        if (over) {
            connection->channel().cut();  // or a TLS farewell could block this thread
        }
        return over;
    });
}

void HttpServer::Core::cut_overdue(Deadline now) {
    // The channel's own timeouts restart with every byte during a TLS handshake or a slow write;
    // this is the absolute bound behind them.
    constexpr auto grace = std::chrono::seconds(3);
    const std::lock_guard lock(mutex_);
    for (auto* const connection : served_) {
        if (!connection->in_handler() && connection->busy_until() + grace < now) {
            connection->channel().cut();
        }
    }
}

bool HttpServer::Core::is_busy() {
    const std::lock_guard lock(mutex_);
    return !ready_.empty() || !served_.empty();
}

void HttpServer::Core::drain() {
    waiting_.clear();
    const auto end = steady_clock::now() + shared_.settings.limits.drain_time_max;
    while (is_busy() && steady_clock::now() < end) {
        pollfd waking{wakeup_.descriptor(), POLLIN, 0};
        ::poll(&waking, 1, 50);
        wakeup_.clear();
    }
    const std::lock_guard lock(mutex_);
    ready_.clear();
    returned_.clear();
    for (auto* const connection : served_) {
        connection->channel().cut();
    }
}

HttpServer::HttpServer(ServerSettings settings, std::vector<Route> routes)
    : core_(std::make_unique<Core>(std::move(settings), std::move(routes))) {}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
    return core_->port();
}

void HttpServer::stop() {
    core_->stop();
}

}  // namespace foerderwerk::http
