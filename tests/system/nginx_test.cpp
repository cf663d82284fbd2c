// SPDX-License-Identifier: EUPL-1.2
// Goal: the shipped nginx configuration lets the portal's messages in and nothing else: no client
// without its certificate, no claimed certificate, no smuggled request, no weak TLS, and no slow
// client in anybody's way. Method: Debian's nginx with config/nginx/foerderwerk.conf, its paths
// replaced by those of a house of its own; raw bytes over TLS.
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/daemon/read_folder.hpp"
#include "tests/connectors/http/spoken_tls.hpp"
#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* nginx_program = "/usr/sbin/nginx";

/// A TLS connection that sends exactly the bytes it is told.
class RawTls {
public:
    RawTls(int port, const fs::path& keys, const std::string& name)
        : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
        if (!name.empty()) {
            SSL_CTX_use_certificate_file(context_.get(), (keys / (name + ".crt")).c_str(),
                                         SSL_FILETYPE_PEM);
            SSL_CTX_use_PrivateKey_file(context_.get(), (keys / (name + ".key")).c_str(),
                                        SSL_FILETYPE_PEM);
        }
        bio_ = BIO_new_ssl_connect(context_.get());
        BIO_set_conn_hostname(bio_, ("127.0.0.1:" + std::to_string(port)).c_str());
    }
    ~RawTls() { BIO_free_all(bio_); }
    RawTls(const RawTls&) = delete;
    RawTls& operator=(const RawTls&) = delete;

    bool send(const std::string& bytes) {
        return BIO_write(bio_, bytes.data(), static_cast<int>(bytes.size())) ==
               static_cast<int>(bytes.size());
    }
    /// Until the other side closes.
    std::string read_all() {
        std::string bytes;
        char chunk[4096];
        for (int count = 1; count > 0;) {
            count = BIO_read(bio_, chunk, sizeof chunk);
            bytes.append(chunk, static_cast<std::size_t>(std::max(count, 0)));
        }
        return bytes;
    }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    BIO* bio_ = nullptr;
};

class BehindNginx : public ::testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(nginx_program)) {
            GTEST_SKIP() << "nginx is missing (Debian package nginx-light)";
        }
        listen_on_socket();
        ASSERT_TRUE(house_.start());
        configure();
        process_ = ::fork();
        if (process_ == 0) {
            const std::string prefix = house_.folder().string();
            const std::string file = (house_.folder() / "nginx.conf").string();
            ::execl(nginx_program, nginx_program, "-p", prefix.c_str(), "-c", file.c_str(), "-e",
                    "nginx.log", nullptr);
            ::_exit(127);
        }
        for (int tries = 0; tries < 200 && ask("", healthz).empty(); ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
    }
    void TearDown() override {
        if (process_ > 0) {
            ::kill(process_, SIGTERM);
            ::waitpid(process_, nullptr, 0);
        }
    }

    void listen_on_socket() const {
        const fs::path file = house_.folder() / "foerderwerk.toml";
        std::string text = daemon::read_file(file);
        const std::string user = ::getpwuid(::geteuid())->pw_name;
        replace_in(text, "unix_socket = \"foerderwerk.sock\"\n",
                   "unix_socket = \"foerderwerk.sock\"\nproxy_socket = \"proxy.sock\"\n"
                   "proxy_user = \"" +
                       user + "\"\n");
        daemon::write_file(file, text, 0600);
    }

    void configure() const {
        const fs::path keys = house_.folder() / "keys";
        std::string text =
            daemon::read_file(fs::path(FOERDERWERK_SOURCE_DIR) / "config/nginx/foerderwerk.conf");
        replace_in(text, "listen 443 ssl", "listen 127.0.0.1:" + std::to_string(port_) + " ssl");
        replace_in(text, "keepalive_timeout           15s", "keepalive_timeout 1s");
        replace_in(text, "/etc/foerderwerk/tls/server.crt", keys / "daemon-tls.crt");
        replace_in(text, "/etc/foerderwerk/tls/server.key", keys / "daemon-tls.key");
        replace_in(text, "/etc/foerderwerk/tls/portal-authorities.pem", keys / "both.pem");
        replace_in(text, "/run/foerderwerk/proxy.sock", house_.folder() / "proxy.sock");
        daemon::write_file(house_.folder() / "site.conf", text, 0600);
        // nginx trusts both; the daemon's list has the portal's alone.
        daemon::write_file(keys / "both.pem",
                           daemon::read_file(keys / "portal-client.crt") +
                               daemon::read_file(keys / "daemon-client.crt"),
                           0600);
        std::string main = "daemon off; pid nginx.pid;\n";
        main += ::geteuid() == 0 ? "user root;\n" : "";
        main += "events { worker_connections 512; }\nhttp {\n  access_log off;\n";
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            main += std::string("  ") + kind + "_temp_path temp_" + kind + ";\n";
        }
        daemon::write_file(house_.folder() / "nginx.conf", main + "  include site.conf;\n}\n",
                           0600);
    }

    /// The whole answer to these bytes, from a client with the named pair of keys.
    std::string ask(const std::string& name, const std::string& bytes) const {
        RawTls client(port_, house_.folder() / "keys", name);
        client.send(bytes);
        return client.read_all();
    }

    [[nodiscard]] static int status_of(const std::string& answer) {
        return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
    }

    [[nodiscard]] std::string escaped_portal_certificate() const {
        std::string text = daemon::read_file(house_.folder() / "keys/portal-client.crt");
        replace_in(text, "\n", "%0A");
        replace_in(text, " ", "%20");
        return text;
    }

    static constexpr const char* healthz =
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    RunningHouse house_;
    int port_ = free_port();
    pid_t process_ = -1;
};

TEST_F(BehindNginx, ThePortalsMessagesArriveAndNobodyElses) {
    const Portal portal(house_, port_);
    EXPECT_EQ(portal.deliver(portal.application(1)), 201);
    EXPECT_EQ(portal.deliver(portal.application(1)), 204) << "the same again";
    EXPECT_EQ(status_of(ask("portal-client", healthz)), 200);
    EXPECT_EQ(status_of(ask("", healthz)), 400) << "no certificate";
    EXPECT_EQ(status_of(ask("portal-tls", healthz)), 400) << "one that nginx does not know";
    const std::string put =
        "PUT /inbox/6007739/00000000-0000-4000-8000-000000000009.xml HTTP/1.1\r\nHost: x\r\n"
        "Connection: close\r\nContent-Type: application/xml\r\nContent-Length: 4\r\n";
    EXPECT_EQ(status_of(ask("portal-client", put + "\r\n<a/>")), 422) << "taken to the gate";
    EXPECT_EQ(status_of(ask("daemon-client", put + "\r\n<a/>")), 403) << "not on the list";
    const std::string claim = "X-Client-Certificate: " + escaped_portal_certificate() + "\r\n";
    EXPECT_EQ(status_of(ask("daemon-client", put + claim + "\r\n<a/>")), 403);
    EXPECT_EQ(status_of(ask("", put + claim + "\r\n<a/>")), 400);
    EXPECT_EQ(status_of(ask("portal-client",
                            "GET /metrics HTTP/1.1\r\nHost: x\r\n"
                            "Connection: close\r\n\r\n")),
              404)
        << "not for outside";
}

TEST_F(BehindNginx, SmuggledRequestsAreNotAnswered) {
    const std::string put = "PUT /inbox/6007739/x.xml HTTP/1.1\r\nHost: x\r\n";
    const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
    struct Row {
        const char* name;
        std::string bytes;
    };
    for (const Row& row :
         {Row{"both", put + length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden},
          Row{"length first", put + "Transfer-Encoding: chunked\r\n" + length + "\r\n" + hidden},
          Row{"two lengths", put + "Content-Length: 0\r\n" + length + "\r\n" + hidden},
          Row{"list of lengths", put + "Content-Length: 0, 4\r\n\r\n" + hidden},
          Row{"signed length", put + "Content-Length: +4\r\n\r\n" + hidden},
          Row{"other coding", put + "Transfer-Encoding: xchunked\r\n" + length + "\r\n" + hidden},
          Row{"blank before the colon",
              put + "Transfer-Encoding : chunked\r\n" + length + "\r\n" + hidden},
          Row{"tab in the coding",
              put + "Transfer-Encoding:\tx chunked\r\n" + length + "\r\n" + hidden},
          Row{"folded", put + "X: a\r\n Transfer-Encoding: chunked\r\n" + length + "\r\n" + hidden},
          Row{"bad chunk size", put + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + hidden},
          Row{"body of a GET", "GET /inbox/x HTTP/1.1\r\nHost: x\r\n" + length + "\r\n" + hidden},
          Row{"in the body", put + length + "Connection: close\r\n\r\n" + hidden}}) {
        const std::string answer = ask("portal-client", row.bytes);
        EXPECT_GE(status_of(answer), 400) << row.name << "\n" << answer;
        EXPECT_EQ(answer.find("\r\n\r\nok\n"), std::string::npos) << row.name << "\n" << answer;
    }
}

TEST_F(BehindNginx, SlowClientsShutNobodyOut) {
    std::vector<std::unique_ptr<RawTls>> slow;
    for (int index = 0; index < 60; ++index) {
        slow.push_back(std::make_unique<RawTls>(port_, house_.folder() / "keys", "portal-client"));
        ASSERT_TRUE(slow.back()->send(index % 2 == 0 ? "PUT /inbox/6007739/x.xml HTTP/1.1\r\nHo"
                                                     : "GET /healthz HTTP/1.1\r\nHost: x\r\nX: "));
    }
    const Portal portal(house_, port_);
    EXPECT_EQ(portal.deliver(portal.application(3)), 201);
    EXPECT_EQ(status_of(ask("portal-client", healthz)), 200);
}

TEST_F(BehindNginx, OneAddressCannotTakeAllUploads) {
    std::vector<std::unique_ptr<RawTls>> slow;
    for (int index = 0; index < 20; ++index) {
        slow.push_back(std::make_unique<RawTls>(port_, house_.folder() / "keys", "portal-client"));
        ASSERT_TRUE(
            slow.back()->send("PUT /inbox/6007739/x.xml HTTP/1.1\r\nHost: x\r\n"
                              "Content-Length: 9\r\n\r\nabc"));
    }
    int status = 0;
    for (int tries = 0; tries < 100 && status != 429; ++tries) {  // until all have arrived
        status = status_of(ask("portal-client", healthz));
    }
    EXPECT_EQ(status, 429);
    slow.clear();
    for (int tries = 0; tries < 100 && status != 200; ++tries) {
        status = status_of(ask("portal-client", healthz));
    }
    EXPECT_EQ(status, 200);
}

TEST_F(BehindNginx, SpeaksWhatTheGuidelinesAllowAndNothingElse) {
    if (!testing::has_openssl()) {
        GTEST_SKIP() << "the program openssl is missing";
    }
    for (const auto& row : testing::spoken_by_curves()) {
        int exit = -1;
        const std::string output = testing::s_client(port_, row.options, exit);
        EXPECT_EQ(exit == 0, row.spoken) << row.options << "\n" << output;
    }
    int exit = -1;
    const std::string again = testing::s_client(port_, "-tls1_2 -reconnect", exit, "R\\n");
    EXPECT_EQ(again.find("Reused, "), std::string::npos) << again;
}

}  // namespace
}  // namespace foerderwerk::tests
