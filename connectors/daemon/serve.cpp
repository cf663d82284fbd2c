// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/serve.hpp"

#include "connectors/console/command_endpoint.hpp"
#include "connectors/daemon/background_work.hpp"
#include "connectors/daemon/event_log.hpp"
#include "connectors/daemon/inbox_users.hpp"
#include "connectors/daemon/metrics.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/http/http_server.hpp"
#include "connectors/servicebw/portal_mailbox.hpp"
#include "connectors/servicebw/receiving_endpoint.hpp"
#include "connectors/signature/certificates.hpp"
#include "engine/operations/dispatch_outbox.hpp"
#include "engine/operations/fire_deadlines.hpp"
#include "engine/operations/receive_message.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

using namespace std::chrono_literals;

servicebw::EndpointSettings endpoint_settings(const DaemonSettings& settings) {
    servicebw::EndpointSettings endpoint;
    endpoint.message_bytes_max = settings.message_bytes_max;
    endpoint.users = inbox_users(settings.inbox_users_file);
    for (const ProgrammeEntry& programme : settings.programmes) {
        endpoint.leistungen.push_back(programme.leistung);
    }
    for (const std::string& file : settings.client_certificates) {
        const auto certificate = signature::read_certificate(read_file(file));
        if (!certificate.has_value()) {
            throw OperatingError(FailureKind::misconfigured, file + " is no certificate");
        }
        endpoint.client_fingerprints.push_back(certificate->fingerprint_sha256_hex);
    }
    return endpoint;
}

/// The running daemon; what is declared later stops earlier.
class Daemon {
public:
    explicit Daemon(Assembly& assembly)
        : assembly_(assembly),
          house_(assembly.house()),
          clock_(house_.casework.clock),
          receiver_(house_.casework, house_.gate, house_.codec),
          intake_(receiver_, counters_),
          endpoint_(endpoint_settings(assembly.settings()), intake_, clock_),
          mailbox_(assembly.settings().mailbox),
          dispatcher_(house_.casework,
                      {{"portal", {.processor = &mailbox_, .composer = &assembly.composer()}}}),
          outside_(assembly.settings().address.empty()
                       ? nullptr
                       : std::make_unique<http::HttpServer>(outside_settings(), outside_routes())),
          proxied_(assembly.settings().proxy_socket.empty()
                       ? nullptr
                       : std::make_unique<http::HttpServer>(proxied_settings(), outside_routes())),
          inside_(inside_settings(), inside_routes()),
          outbox_work_(
              200ms, [this] { return dispatch(); }, reporter("outbox")),
          timer_work_(
              1s, [this] { return fire(); }, reporter("timers")),
          log_work_(
              std::chrono::seconds(assembly.settings().checkpoint_seconds),
              [this] { return publish(); }, reporter("log")) {}

    [[nodiscard]] std::uint16_t port() const {
        return outside_ == nullptr ? std::uint16_t{0} : outside_->port();
    }

    void stop() {
        dispatcher_.stop();  // first, so that its last message goes while the others drain
        for (http::HttpServer* const server : {outside_.get(), proxied_.get()}) {
            if (server != nullptr) {
                server->stop();
            }
        }
        inside_.stop();
        timer_work_.stop();
        outbox_work_.stop();
        log_work_.stop();
        publish();
    }

private:
    BackgroundWork::Report reporter(const char* part) {
        return [this, part](const std::string& what) {
            log_event(clock_, "error", "failure", {{"part", part}, {"what", what}});
        };
    }

    bool dispatch() {
        const std::size_t tried = dispatcher_.dispatch_due();
        counters_.delivered_items += tried;
        return tried > 0;
    }

    bool fire() {
        const std::size_t fired = operations::fire_deadlines(house_.casework);
        counters_.fired_timers += fired;
        return fired > 0;
    }

    bool publish() {
        counters_.published_entries =
            operations::publish_log(house_.casework.store, house_.log_files, house_.log_key);
        return false;
    }

    std::vector<http::Route> common_routes() {
        return {
            {.method = "GET",
             .prefix = "/healthz",
             .handler = [](const http::HttpRequest&) { return http::text_response(200, "ok\n"); }},
            {.method = "GET", .prefix = "/metrics", .handler = [this](const auto&) {
                 return http::text_response(200,
                                            metrics_text(counters_, house_.casework.store, clock_),
                                            "text/plain; version=0.0.4");
             }}};
    }

    std::vector<http::Route> outside_routes() {
        std::vector<http::Route> routes = common_routes();
        for (http::Route& route : endpoint_.routes()) {
            routes.push_back(std::move(route));
        }
        return routes;
    }

    std::vector<http::Route> inside_routes() {
        std::vector<http::Route> routes = common_routes();
        routes.push_back(console::command_route(house_));
        return routes;
    }

    http::ServerSettings outside_settings() {
        http::ServerSettings settings;
        settings.address = assembly_.settings().address;
        settings.port = assembly_.settings().port;
        settings.tls = assembly_.settings().tls;
        settings.report = [this](std::string_view what) {
            log_event(clock_, "error", "http", {{"what", what}});
        };
        return settings;
    }

    http::ServerSettings proxied_settings() {
        http::ServerSettings settings;
        settings.unix_socket = assembly_.settings().proxy_socket;
        settings.proxy = assembly_.settings().proxy;
        settings.report = [this](std::string_view what) {
            log_event(clock_, "error", "http", {{"what", what}});
        };
        return settings;
    }

    http::ServerSettings inside_settings() {
        http::ServerSettings settings;
        settings.unix_socket = assembly_.settings().unix_socket;
        settings.report = [this](std::string_view what) {
            log_event(clock_, "error", "console", {{"what", what}});
        };
        return settings;
    }

    Assembly& assembly_;
    console::House& house_;
    const ports::Clock& clock_;
    Counters counters_;
    operations::MessageReceiver receiver_;
    CountingIntake intake_;
    servicebw::ReceivingEndpoint endpoint_;
    servicebw::PortalMailbox mailbox_;
    operations::OutboxDispatcher dispatcher_;
    std::unique_ptr<http::HttpServer> outside_;
    std::unique_ptr<http::HttpServer> proxied_;
    http::HttpServer inside_;
    BackgroundWork outbox_work_;
    BackgroundWork timer_work_;
    BackgroundWork log_work_;
};

}  // namespace

void serve(Assembly& assembly, const std::function<void()>& wait) {
    const ports::Clock& clock = assembly.house().casework.clock;
    Daemon daemon(assembly);
    log_event(clock, "info", "serving",
              {{"address", assembly.settings().address},
               {"port", static_cast<std::int64_t>(daemon.port())}});
    wait();
    log_event(clock, "info", "draining");
    daemon.stop();
    log_event(clock, "info", "stopped");
}

}  // namespace foerderwerk::daemon
