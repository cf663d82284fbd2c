// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/benchmark_house.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "connectors/daemon/read_folder.hpp"
#include "connectors/daemon/set_up.hpp"
#include "connectors/daemon/system_clock.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::performance {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t attachment_bytes = 2350;  // makes the signed message about 8 kB long
constexpr long tmpfs_magic = 0x01021994;

std::string ags_of(std::size_t number) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "08%06zu", number % 1'000'000);
    return text.data();
}

void replace_between(std::string& text, const std::string& before, const std::string& with) {
    const std::size_t from = text.find(before) + before.size();
    text.replace(from, text.find('<', from) - from, with);
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(socket);
    if (!bound) {
        throw OperatingError(FailureKind::transient, "no free port");
    }
    return ntohs(address.sin_port);
}

daemon::DaemonSettings settings_in(const fs::path& folder) {
    auto settings = daemon::read_daemon_settings((folder / "foerderwerk.toml").string());
    if (!settings.has_value()) {
        throw OperatingError(FailureKind::misconfigured, settings.error().front().text);
    }
    return std::move(*settings);
}

}  // namespace

DiskFolder::DiskFolder() {
    const char* wished = std::getenv("FOERDERWERK_BENCH_DIR");
    std::string name = std::string(wished != nullptr ? wished : "/var/tmp") + "/foerderwerk-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        throw OperatingError(FailureKind::misconfigured, "cannot make a folder like " + name);
    }
    path_ = name;
    struct statfs file_system {};
    if (::statfs(name.c_str(), &file_system) == 0 && file_system.f_type == tmpfs_magic) {
        fs::remove_all(path_);
        throw OperatingError(FailureKind::misconfigured,
                             name + " lies in memory; set FOERDERWERK_BENCH_DIR to a disk");
    }
}

DiskFolder::~DiskFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

BenchmarkHouse::BenchmarkHouse(const fs::path& folder, std::size_t cases)
    : folder_(folder),
      start_(daemon::SystemClock().now().instant),
      template_(sample_message("antrag.einreichen.0101.xml")) {
    const int port = free_port();
    daemon::set_up({.folder = folder_.string(),
                    .source = FOERDERWERK_SOURCE_DIR,
                    .daemon_port = port,
                    .portal_port = port == 65535 ? port - 1 : port + 1});
    open();
    fill_registers(cases);
    portal_ = std::make_unique<signature::MessageSigner>(
        daemon::read_file(folder_ / "keys/portal-signing.key"),
        daemon::read_file(folder_ / "keys/portal-signing.crt"));
    replace_between(template_, "kurs.beginn>",
                    to_string(berlin_date(start_ + std::chrono::days(30))));
    replace_between(template_, "kurs.ende>",
                    to_string(berlin_date(start_ + std::chrono::days(32))));
    replace_between(template_, "inhalt>", to_base64(std::string(attachment_bytes, 'x')));
}

BenchmarkHouse::~BenchmarkHouse() = default;

void BenchmarkHouse::open() {
    assembly_ = std::make_unique<daemon::Assembly>(settings_in(folder_));
}

std::uintmax_t BenchmarkHouse::close() {
    const std::string database = assembly_->settings().database;
    assembly_.reset();
    std::uintmax_t bytes = 0;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code none;
        const std::uintmax_t size = fs::file_size(database + suffix, none);
        bytes += none ? 0 : size;
    }
    return bytes;
}

/// The quota allows one person for each small municipality, so every case has one of its own.
void BenchmarkHouse::fill_registers(std::size_t cases) {
    operations::Casework& casework = house().casework;
    operations::RegisterAct act{.act = "master-data.import",
                                .actor = "setup",
                                .reason = {},
                                .rows = {},
                                .allotments = {},
                                .batches = {}};
    for (std::size_t i = 0; i < cases; ++i) {
        const Json row = Json::Object{{"ags", ags_of(i)},
                                      {"name", "Musterdorf"},
                                      {"art", "Gemeinde"},
                                      {"einwohner", Json::Object{{"number", "97"}}},
                                      {"stichtag", Json::Object{{"date", "2025-06-30"}}},
                                      {"kreis", "08000"}};
        act.rows.push_back({.name = "gemeinde",
                            .key = ags_of(i),
                            .valid_from = "0001-01-01",
                            .value = canonical_json(row)});
    }
    ports::PostingRow budget;
    budget.line = feel::to_text(*casework.programmes.front().settings.find("budget_line"));
    budget.amount = static_cast<std::int64_t>(cases) * 30'000;
    act.allotments.push_back(budget);
    casework.store.write([&](ports::UnitOfWork& unit) {
        static_cast<void>(operations::change_register(unit, casework, act));
    });
}

std::vector<Application> BenchmarkHouse::applications(std::size_t first, std::size_t count) const {
    std::vector<Application> made;
    for (std::size_t i = first; i < first + count; ++i) {
        std::array<char, 40> uuid{};
        std::snprintf(uuid.data(), uuid.size(), "be7c4000-0000-4000-8000-%012zx", i);
        const std::string ags = ags_of(i);
        std::string text = template_;
        replace_between(text, "UUID>", uuid.data());
        replace_between(text, "ags>", ags);
        replace_between(text, "postfach>", "bk-" + ags);
        auto bytes = portal_->sign(text, start_);
        if (!bytes.has_value()) {
            throw OperatingError(FailureKind::permanent, bytes.error().front().text);
        }
        made.push_back({.uuid = uuid.data(), .ags = ags, .bytes = std::move(*bytes)});
    }
    return made;
}

std::string sample_message(const std::string& name) {
    return daemon::read_file(fs::path(FOERDERWERK_SOURCE_DIR) / "tests/data/messages" / name);
}

}  // namespace foerderwerk::performance
