// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_hostile.hpp"

#include <array>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/signature/gate.hpp"
#include "engine/types/failure.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::performance {

namespace {

constexpr double mebibyte = 1024.0 * 1024.0;

struct Cost {
    double seconds = 0;
    double mebibytes = 0;
};

struct Usage {
    double seconds = 0;
    double mebibytes = 0;

    static Usage now() {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return {seconds(usage.ru_utime) + seconds(usage.ru_stime),
                static_cast<double>(usage.ru_maxrss) / 1024};
    }
};

/// In the child: judges, and says what it took.
Cost judge(const ports::MessageGate& gate, const ports::MessageCodec& codec,
           const std::string& bytes) {
    const Usage before = Usage::now();
    const auto verified = gate.verify(bytes, signature::test::arrival());
    const bool accepted = verified.has_value() && codec.read(verified->canonical_bytes());
    const Usage after = Usage::now();
    if (accepted) {
        return {.seconds = -1, .mebibytes = 0};
    }
    return {after.seconds - before.seconds, after.mebibytes - before.mebibytes};
}

Cost cost_of(const ports::MessageGate& gate, const ports::MessageCodec& codec,
             const hostile::HostileMessage& message) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        throw OperatingError(FailureKind::transient, "no pipe");
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const Cost cost = judge(gate, codec, message.bytes);
        const bool said = ::write(ends[1], &cost, sizeof cost) == sizeof cost;
        ::_exit(said ? 0 : 1);
    }
    ::close(ends[1]);
    Cost cost;
    const bool heard = child > 0 && ::read(ends[0], &cost, sizeof cost) == sizeof cost;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!heard || status != 0 || cost.seconds < 0) {
        throw OperatingError(FailureKind::permanent,
                             "not refused: " + message.attack + ", " + message.name);
    }
    return cost;
}

Figure worst(const char* name, const char* unit, double most, double limit,
             const std::string& message) {
    return {.name = name,
            .unit = unit,
            .ours = most,
            .reference = limit,
            .reference_name = "the limit; the worst: " + message,
            .less_is_better = true,
            .target = 1.0};
}

}  // namespace

std::vector<Figure> measure_hostile(const ports::MessageCodec& codec) {
    const signature::XmlSignatureGate gate(hostile::hostile_register());
    const auto messages = hostile::hostile_messages(signature::test::portal());
    // Libraries and the codec's grammars are there before the first message counts.
    static_cast<void>(gate.verify(messages.front().bytes, signature::test::arrival()));
    static_cast<void>(codec.read("<a/>"));
    Cost most;
    std::string slowest;
    std::string largest;
    for (const hostile::HostileMessage& message : messages) {
        const Cost cost = cost_of(gate, codec, message);
        const double size = static_cast<double>(static_cast<long>(
                                static_cast<double>(message.bytes.size()) / mebibyte)) +
                            1;
        const std::string name = message.attack + ", " + message.name;
        if (cost.seconds > most.seconds) {
            most.seconds = cost.seconds;
            slowest = name;
        }
        if (cost.mebibytes / size > most.mebibytes) {
            most.mebibytes = cost.mebibytes / size;
            largest = name;
        }
    }
    return {worst("a hostile message, time", "ms", most.seconds * 1000, 200, slowest),
            worst("a hostile message, memory for each MiB", "MiB", most.mebibytes, 64, largest)};
}

}  // namespace foerderwerk::performance
