// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/machine_load.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

namespace foerderwerk::performance {

namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double own_processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

/// proc(5): user, nice, system, idle, iowait, irq, softirq, steal in ticks.
double busy_seconds_of(const std::string& line) {
    std::istringstream text(line);
    std::string name;
    std::array<double, 8> ticks{};
    text >> name;
    for (double& tick : ticks) {
        text >> tick;
    }
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
    return busy / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

MachineLoad MachineLoad::now() {
    MachineLoad load;
    std::ifstream averages("/proc/loadavg");
    std::string one;
    std::string five;
    std::string fifteen;
    averages >> one >> five >> fifteen;
    load.averages = one + " " + five + " " + fifteen;
    std::ifstream stat("/proc/stat");
    for (std::string line; std::getline(stat, line);) {
        if (line.starts_with("cpu ")) {
            load.busy_seconds = busy_seconds_of(line);
        } else if (line.starts_with("procs_running ")) {
            load.runnable = std::stoi(line.substr(14));
        }
    }
    load.seconds = now_seconds();
    load.own_seconds = own_processor_seconds();
    load.processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return load;
}

double MachineLoad::now_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string what_else_ran(const MachineLoad& before, const MachineLoad& after) {
    const double elapsed = std::max(after.seconds - before.seconds, 0.001);
    const double own = after.own_seconds - before.own_seconds;
    const double others = std::max(after.busy_seconds - before.busy_seconds - own, 0.0);
    std::array<char, 320> text{};
    std::snprintf(text.data(), text.size(),
                  "%.0f s on %d processors; other programs used %.2f of them on average, this one "
                  "%.2f.\nLoad average before %s, after %s; runnable before %d, after %d.",
                  elapsed, after.processors, others / elapsed, own / elapsed,
                  before.averages.c_str(), after.averages.c_str(), before.runnable, after.runnable);
    return text.data();
}

}  // namespace foerderwerk::performance
