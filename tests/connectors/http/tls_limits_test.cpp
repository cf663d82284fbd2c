// SPDX-License-Identifier: EUPL-1.2
// Goal: our TLS keeps the limits of BSI TR-02102-2 and TR-03116-4: versions, ciphers, groups,
// signatures, key lengths, no renegotiation, no compression, no resumption; as server and as
// client. Method: openssl s_client and s_server as the foreign side, one table row a connection.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "connectors/http/http_client.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/http/made_certificate.hpp"
#include "tests/connectors/http/spoken_tls.hpp"

namespace foerderwerk::http {
namespace {

using testing::MadeCertificate;
using testing::TemporaryFolder;
using Clients = TlsServerSettings::Clients;

class TlsLimits : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::has_openssl()) {
            GTEST_SKIP() << "the program openssl is missing";
        }
    }

    /// Made by the program: `key` as openssl req takes it.
    TlsServerSettings made(const std::string& name, const std::string& key,
                           const std::string& hash = "sha256") {
        TlsServerSettings settings{
            folder_.file(name + ".crt"), folder_.file(name + ".key"), Clients::anonymous, {}};
        int exit = -1;
        const std::string output = testing::output_of(
            "openssl req -x509 -newkey " + key + " -" + hash +
                " -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -out " +
                settings.certificate_file + " -keyout " + settings.key_file,
            exit);
        EXPECT_EQ(exit, 0) << output;
        return settings;
    }

    static std::unique_ptr<HttpServer> serve(const TlsServerSettings& tls) {
        ServerSettings settings;
        settings.limits.threads = 2;
        settings.tls = tls;
        return std::make_unique<HttpServer>(settings, std::vector<Route>{});
    }

    static void expect_spoken(const HttpServer& server,
                              const std::vector<testing::SpokenRow>& rows) {
        for (const testing::SpokenRow& row : rows) {
            int exit = -1;
            const std::string output = testing::s_client(server.port(), row.options, exit);
            EXPECT_EQ(exit == 0, row.spoken) << row.options << "\n" << output;
        }
    }

    TemporaryFolder folder_;
    MadeCertificate curves_{folder_, "curves"};
};

TEST_F(TlsLimits, TheServerSpeaksWhatTheGuidelinesAllowAndNothingElse) {
    const auto by_curves =
        serve({curves_.certificate_file, curves_.key_file, Clients::anonymous, {}});
    expect_spoken(*by_curves, testing::spoken_by_curves());
    expect_spoken(*serve(made("rsa", "rsa:3072")), testing::spoken_by_rsa());
}

TEST_F(TlsLimits, NothingIsRenegotiatedCompressedOrResumed) {
    const auto server = serve({curves_.certificate_file, curves_.key_file, Clients::anonymous, {}});
    int exit = -1;
    const std::string again = testing::s_client(server->port(), "-tls1_2", exit, "R\\n");
    EXPECT_NE(again.find("no renegotiation"), std::string::npos) << again;
    for (const char* version : {"-tls1_2", "-tls1_3"}) {
        const std::string output =
            testing::s_client(server->port(), std::string(version) + " -comp -reconnect", exit);
        EXPECT_NE(output.find("Compression: NONE"), std::string::npos) << output;
        EXPECT_EQ(output.find("Reused, "), std::string::npos) << output;
    }
}

TEST_F(TlsLimits, WeakKeysOfOurOwnAreRefusedAtTheStart) {
    EXPECT_THROW(serve(made("rsa2048", "rsa:2048")), OperatingError);
    EXPECT_THROW(serve(made("p192", "ec -pkeyopt ec_paramgen_curve:prime192v1")), OperatingError);
    EXPECT_NO_THROW(serve(made("p384", "ec -pkeyopt ec_paramgen_curve:secp384r1", "sha384")));
    const TlsServerSettings weak = made("weak-client", "rsa:2048");
    ClientSettings settings;
    settings.base = "https://localhost:1";
    settings.tls = {curves_.certificate_file, weak.certificate_file, weak.key_file};
    EXPECT_THROW(HttpClient{settings}, OperatingError);
}

TEST_F(TlsLimits, AClientWithAWeakKeyIsNobody) {
    const auto server =
        serve({curves_.certificate_file, curves_.key_file, Clients::registered, {}});
    for (const auto& [key, spoken] : {std::pair{"rsa:2048", false}, std::pair{"rsa:3072", true}}) {
        const TlsServerSettings client = made(std::string("client-") + (spoken ? "3" : "2"), key);
        int exit = -1;
        const std::string output = testing::s_client(
            server->port(), "-tls1_2 -cert " + client.certificate_file + " -key " + client.key_file,
            exit);
        EXPECT_EQ(exit == 0, spoken) << key << output;
    }
}

/// openssl s_server until the end of the test.
class ForeignServer {
public:
    ForeignServer(int port, const std::string& options) {
        pipe_ =
            ::popen(("exec openssl s_server -quiet -www -accept 127.0.0.1:" + std::to_string(port) +
                     " " + options + " 2>/dev/null & echo $!")
                        .c_str(),
                    "r");
        if (std::fscanf(pipe_, "%d", &process_) != 1) {
            process_ = 0;
        }
    }
    ~ForeignServer() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
        }
        ::pclose(pipe_);
    }
    ForeignServer(const ForeignServer&) = delete;
    ForeignServer& operator=(const ForeignServer&) = delete;

private:
    std::FILE* pipe_ = nullptr;
    int process_ = 0;
};

/// A port that was free a moment ago.
int free_port() {
    ServerSettings settings;
    settings.limits.threads = 1;
    return HttpServer(settings, {}).port();
}

TEST_F(TlsLimits, TheClientSpeaksToNobodyWhoOffersLess) {
    const TlsServerSettings weak = made("weak", "rsa:2048");
    const TlsServerSettings rsa = made("strong", "rsa:3072");
    const auto files = [](const TlsServerSettings& made_files) {
        return "-cert " + made_files.certificate_file + " -key " + made_files.key_file;
    };
    struct Row {
        std::string options;
        std::string trust;
        bool spoken;
    };
    for (const Row& row :
         {Row{files(rsa), rsa.certificate_file, true},
          Row{files(rsa) + " -tls1_2", rsa.certificate_file, true},
          Row{files(rsa) + " -tls1_2 -cipher AES256-GCM-SHA384", rsa.certificate_file, false},
          Row{files(rsa) + " -tls1_1 -cipher ALL:@SECLEVEL=0", rsa.certificate_file, false},
          Row{files(weak), weak.certificate_file, false}}) {
        const int port = free_port();
        const ForeignServer server(port, row.options);
        ClientSettings settings;
        settings.base = "https://localhost:" + std::to_string(port);
        settings.tls.trust_file = row.trust;
        const HttpClient client(settings);
        auto answer = client.send({.path = "/"});
        for (int tries = 0; tries < 200 && !answer.has_value() &&
                            answer.error().kind == TransportError::Kind::not_connected;
             ++tries) {
            ::usleep(20'000);  // until the foreign server listens
            answer = client.send({.path = "/"});
        }
        EXPECT_EQ(answer.has_value(), row.spoken)
            << row.options << (answer.has_value() ? "" : ": " + answer.error().text);
    }
}

}  // namespace
}  // namespace foerderwerk::http
