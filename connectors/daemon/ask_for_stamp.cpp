// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/ask_for_stamp.hpp"

#include <Poco/Exception.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include "connectors/daemon/read_folder.hpp"
#include "connectors/http/http_client.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

constexpr std::size_t answer_bytes_max = std::size_t{256} * 1024;

[[noreturn]] void no_answer(const std::string& why) {
    throw OperatingError(FailureKind::transient, "time stamp service: " + why);
}

signature::AskForStamp over_http(const SealSettings& settings) {
    const std::string& url = settings.timestamp_url;
    const std::size_t host = url.find("://");
    const std::size_t slash = host == std::string::npos ? host : url.find('/', host + 3);
    http::ClientSettings client;
    client.base = url.substr(0, slash);
    client.tls.trust_file = settings.timestamp_server_trust;
    client.response_bytes_max = answer_bytes_max;
    const std::string path = slash == std::string::npos ? "/" : url.substr(slash);
    const auto service = std::make_shared<const http::HttpClient>(client);
    return [service, path](const std::string& query) {
        const auto answer = service->send({.method = "POST",
                                           .path = path,
                                           .content_type = "application/timestamp-query",
                                           .body = query});
        if (!answer.has_value()) {
            no_answer(answer.error().text);
        }
        if (answer->status != 200) {
            no_answer("it answered " + std::to_string(answer->status));
        }
        return answer->body;
    };
}

/// The query is smaller than a pipe's buffer: writing it never waits for the program.
std::string run_program(const std::vector<std::string>& command, const std::string& query) {
    try {
        Poco::Pipe in;
        Poco::Pipe out;
        const std::vector<std::string> arguments(command.begin() + 1, command.end());
        const Poco::ProcessHandle program =
            Poco::Process::launch(command.front(), arguments, &in, &out, nullptr);
        Poco::PipeOutputStream to(in);
        to << query;
        to.close();
        std::string answer(answer_bytes_max, '\0');
        Poco::PipeInputStream from(out);
        from.read(answer.data(), static_cast<std::streamsize>(answer.size()));
        answer.resize(static_cast<std::size_t>(from.gcount()));
        if (program.wait() != 0) {
            no_answer(command.front() + " failed");
        }
        return answer;
    } catch (const Poco::Exception& failure) {
        no_answer(command.front() + ": " + failure.displayText());
    }
}

}  // namespace

std::unique_ptr<signature::TimestampService> timestamp_service(const SealSettings& settings) {
    signature::AskForStamp ask;
    if (!settings.timestamp_url.empty()) {
        ask = over_http(settings);
    } else if (!settings.timestamp_command.empty()) {
        ask = [command = settings.timestamp_command](const std::string& query) {
            return run_program(command, query);
        };
    } else {
        return nullptr;
    }
    return std::make_unique<signature::TimestampService>(std::move(ask),
                                                         read_file(settings.timestamp_trust));
}

}  // namespace foerderwerk::daemon
