// SPDX-License-Identifier: EUPL-1.2
#include "connectors/feel_services/time_zones.hpp"

#include <fstream>
#include <map>

#include <date/tz.h>

// Written before C++20, the header means the library's own type where std::chrono has one by now.
namespace date {
template <class Duration>
using own_hh_mm_ss = hh_mm_ss<Duration>;
}  // namespace date
#define hh_mm_ss own_hh_mm_ss
#include <date/ptz.h>
#undef hh_mm_ss

#include "engine/types/failure.hpp"

namespace foerderwerk::feel_services {

namespace {

using std::chrono::seconds;

constexpr const char* database_folder = "/usr/share/zoneinfo/";

// The library reads the changes that are written out in a zone's file and holds on to the last of
// them. The rule for all later years stands in the file's last line, in the notation of POSIX.
constexpr int last_year_written_out = 2037;

std::string rule_of(const std::string& zone) {
    std::ifstream file(database_folder + zone, std::ios::binary);
    std::string line;
    std::string last;
    while (std::getline(file, line))
        last = std::move(line);
    return last;
}

std::optional<Posix::time_zone> read_rule(const std::string& zone) {
    const std::string rule = rule_of(zone);
    try {
        return rule.empty() ? std::nullopt : std::optional(Posix::time_zone(rule));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

const date::tzdb& database() {
    try {
        return date::get_tzdb();
    } catch (const std::runtime_error& failure) {
        throw OperatingError(FailureKind::misconfigured,
                             std::string("time zone database: ") + failure.what());
    }
}

struct Zone {
    const date::time_zone* known = nullptr;
    std::optional<Posix::time_zone> rule;
};

const std::map<std::string, Zone, std::less<>>& zones() {
    static const auto all = [] {
        std::map<std::string, Zone, std::less<>> found;
        for (const date::time_zone& zone : database().zones)
            found.emplace(zone.name(), Zone{&zone, read_rule(zone.name())});
        return found;
    }();
    return all;
}

}  // namespace

std::optional<seconds> zone_offset(const std::string& zone, LocalDate day,
                                   std::chrono::nanoseconds time_of_day) {
    const auto found = zones().find(zone);
    if (found == zones().end() || !day.ok())
        return std::nullopt;
    const date::local_seconds local{std::chrono::sys_days(day).time_since_epoch() +
                                    std::chrono::floor<seconds>(time_of_day)};
    try {
        const bool by_rule =
            static_cast<int>(day.year()) > last_year_written_out && found->second.rule;
        const date::local_info info =
            by_rule ? found->second.rule->get_info(local) : found->second.known->get_info(local);
        return info.first.offset;
    } catch (const std::runtime_error& failure) {
        throw OperatingError(FailureKind::corrupt, "time zone " + zone + ": " + failure.what());
    }
}

std::string zone_database_version() {
    std::ifstream file(std::string(database_folder) + "tzdata.zi");
    constexpr std::string_view mark = "# version ";
    std::string line;
    std::getline(file, line);
    return line.starts_with(mark) ? line.substr(mark.size()) : "unknown";
}

}  // namespace foerderwerk::feel_services
