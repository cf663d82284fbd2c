// SPDX-License-Identifier: EUPL-1.2
// Goal: a time stamp service is asked as it is configured, over HTTP or as a program, and no
// failure of it becomes a stamp. Method: `openssl ts` behind a server of our own, and as a script.
#include <fstream>

#include <gtest/gtest.h>

#include "connectors/daemon/ask_for_stamp.hpp"
#include "connectors/http/http_server.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/signature/made_timestamps.hpp"

namespace foerderwerk::daemon {
namespace {

using signature::test::MadeTimestamps;

class StampServer {
public:
    explicit StampServer(const MadeTimestamps& stamps)
        : server_({}, {{.method = "POST", .prefix = "/tsr", .handler = [&](const auto& request) {
                            const std::string* type = request.header("Content-Type");
                            if (type == nullptr || *type != "application/timestamp-query") {
                                return http::text_response(415, "");
                            }
                            return http::text_response(status, stamps.answer(request.body),
                                                       "application/timestamp-reply");
                        }}}) {}
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(server_.port()) + "/tsr";
    }
    int status = 200;

private:
    http::HttpServer server_;
};

bool waits(const signature::TimestampService& service) {
    try {
        (void)service.stamp("bytes");
    } catch (const OperatingError& failure) {
        return failure.kind() == FailureKind::transient;
    }
    return false;
}

TEST(TimestampService, OverHttp) {
    const MadeTimestamps stamps;
    StampServer server(stamps);
    SealSettings settings;
    EXPECT_EQ(timestamp_service(settings), nullptr);
    settings.timestamp_url = server.url();
    settings.timestamp_trust = (stamps.folder() / "root.pem").string();
    const auto service = timestamp_service(settings);
    signature::ReasonList reasons;
    EXPECT_TRUE(signature::stamped_time(service->stamp("bytes"), "bytes", reasons).has_value());
    EXPECT_FALSE(signature::stamped_time(service->stamp("bytes"), "other", reasons).has_value());
    server.status = 503;
    EXPECT_TRUE(waits(*service));
    settings.timestamp_url = "http://127.0.0.1:9/tsr";  // discard: nobody answers
    EXPECT_TRUE(waits(*timestamp_service(settings)));
}

TEST(TimestampService, AsAProgram) {
    const MadeTimestamps stamps;
    const std::string folder = stamps.folder().string();
    SealSettings settings;
    settings.timestamp_trust = folder + "/root.pem";
    settings.timestamp_command = {"/bin/sh", "-c",
                                  "cd '" + folder +
                                      "' && cat > q && openssl ts -reply -config tsa.cnf -section "
                                      "service -queryfile q 2>/dev/null"};
    signature::ReasonList reasons;
    const auto token = timestamp_service(settings)->stamp("bytes");
    EXPECT_TRUE(signature::stamped_time(token, "bytes", reasons).has_value());
    for (const char* command : {"exit 1", "cat", "true"}) {
        settings.timestamp_command = {"/bin/sh", "-c", command};
        EXPECT_TRUE(waits(*timestamp_service(settings))) << command;
    }
    settings.timestamp_command = {"/nowhere/stamp"};
    EXPECT_TRUE(waits(*timestamp_service(settings)));
}

}  // namespace
}  // namespace foerderwerk::daemon
