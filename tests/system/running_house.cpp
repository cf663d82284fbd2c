// SPDX-License-Identifier: EUPL-1.2
#include "tests/system/running_house.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/system_clock.hpp"

namespace foerderwerk::tests {

namespace {

namespace fs = std::filesystem;

fs::path program() {
    return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin/foerderwerk";
}

pid_t spawn(const std::vector<std::string>& words, const fs::path& log) {
    const pid_t child = ::fork();
    if (child != 0) {
        return child;
    }
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    std::vector<char*> arguments;
    for (const std::string& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

int exit_code(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

}  // namespace

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no free port");
    }
    ::close(socket);
    return ntohs(address.sin_port);
}

void replace_in(std::string& text, const std::string& what, const std::string& with) {
    if (text.find(what) == std::string::npos) {
        throw std::runtime_error("not found: " + what);
    }
    replace_all(text, what, with);
}

RunningHouse::RunningHouse(const fs::path& parent) : port_(free_port()), portal_port_(free_port()) {
    std::string name = (parent / "foerderwerk-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    folder_ = name;
    const int code =
        exit_code(spawn({program().string(), "setup", "--dir", name, "--daemon-port",
                         std::to_string(port_), "--portal-port", std::to_string(portal_port_)},
                        folder_ / "setup.log"));
    if (code != 0) {
        throw std::runtime_error("setup failed: " + daemon::read_file(folder_ / "setup.log"));
    }
}

RunningHouse::~RunningHouse() {
    if (daemon_ > 0) {
        kill();
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

bool RunningHouse::start() {
    daemon_ =
        spawn({program().string(), "serve", "--config", (folder_ / "foerderwerk.toml").string()},
              folder_ / "daemon.log");
    http::ClientSettings settings;
    settings.base = "unix:" + (folder_ / "foerderwerk.sock").string();
    const http::HttpClient client(settings);
    for (int tries = 0; tries < 300; ++tries) {
        const auto answer = client.send({.method = "GET", .path = "/healthz"});
        if (answer.has_value() && answer->status == 200) {
            return true;
        }
        int status = 0;
        if (::waitpid(daemon_, &status, WNOHANG) == daemon_) {
            daemon_ = -1;
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

void RunningHouse::kill() {
    ::kill(daemon_, SIGKILL);
    exit_code(daemon_);
    daemon_ = -1;
}

int RunningHouse::stop() {
    ::kill(daemon_, SIGTERM);
    const int code = exit_code(daemon_);
    daemon_ = -1;
    return code;
}

int RunningHouse::command(const std::vector<std::string>& arguments, std::string* output) const {
    std::vector<std::string> words = {program().string(), "--config",
                                      (folder_ / "foerderwerk.toml").string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const fs::path log = folder_ / "command.log";
    fs::remove(log);
    const int code = exit_code(spawn(words, log));
    if (output != nullptr) {
        *output = daemon::read_file(log);
    }
    return code;
}

Portal::Portal(const RunningHouse& house, int port)
    : template_(daemon::read_file(std::string(FOERDERWERK_SOURCE_DIR) +
                                  "/tests/data/messages/antrag.einreichen.0101.xml")),
      signer_(std::make_unique<signature::MessageSigner>(
          daemon::read_file(house.folder_ / "keys/portal-signing.key"),
          daemon::read_file(house.folder_ / "keys/portal-signing.crt"))) {
    inbox_.base = "https://localhost:" + std::to_string(port == 0 ? house.port_ : port);
    inbox_.tls.trust_file = (house.folder_ / "keys/daemon-tls.crt").string();
    inbox_.tls.certificate_file = (house.folder_ / "keys/portal-client.crt").string();
    inbox_.tls.key_file = (house.folder_ / "keys/portal-client.key").string();
    inbox_.connect_time_max = std::chrono::milliseconds(2000);
    inbox_.answer_time_max = std::chrono::milliseconds(10'000);
}

Portal::Application Portal::application(std::uint64_t seed) const {
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "%08x-0000-4000-8000-%012llx",
                  static_cast<unsigned>(seed >> 32), static_cast<unsigned long long>(seed));
    Application application{.uuid = id.data(), .bytes = {}};
    std::string text = template_;
    const std::size_t from = text.find("UUID>") + 5;
    text.replace(from, text.find('<', from) - from, application.uuid);
    const std::size_t ags = text.find("ags>") + 4;
    text.replace(ags, 8, "08999001");
    replace_all(text, "bp:08336010", "bk-08999001");
    const Instant now = daemon::SystemClock().now().instant;
    const std::string later = to_string(berlin_date(now + std::chrono::days(30)));
    const std::size_t begin = text.find("kurs.beginn>") + 12;
    replace_all(text, text.substr(begin, 10), later);
    const std::size_t end = text.find("kurs.ende>");
    if (end != std::string::npos) {
        text.replace(end + 10, 10, to_string(berlin_date(now + std::chrono::days(32))));
    }
    auto bytes = signer_->sign(text, now);
    if (!bytes.has_value()) {
        throw std::runtime_error(bytes.error().front().text);
    }
    application.bytes = std::move(*bytes);
    return application;
}

int Portal::deliver(const Application& application) const {
    const http::HttpClient client(inbox_);
    const auto answer = client.send({.method = "PUT",
                                     .path = "/inbox/6007739/" + application.uuid + ".xml",
                                     .content_type = "application/xml",
                                     .body = application.bytes});
    return answer.has_value() ? answer->status : 0;
}

}  // namespace foerderwerk::tests
