// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_gate.hpp"

#include <algorithm>
#include <functional>

#include <time.h>

#include "connectors/signature/certificates.hpp"
#include "connectors/signature/sign_message.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/run_callers.hpp"

namespace foerderwerk::performance {

namespace {

constexpr std::size_t turns = 20;

/// Of this thread alone: what one core would need, whoever else runs on it.
double thread_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// One kind of work on a message, with the best time of its turns.
struct Part {
    const char* name;
    std::function<void(std::size_t message)> work;
    double seconds_each = 1e9;

    void turn(std::size_t first, std::size_t count) {
        const double begin = thread_seconds();
        for (std::size_t i = first; i < first + count; ++i) {
            work(i);
        }
        seconds_each =
            std::min(seconds_each, (thread_seconds() - begin) / static_cast<double>(count));
    }
};

void whole_gate(console::House& house, const std::string& bytes, Instant now) {
    const auto verified = house.gate.verify(bytes, now);
    if (!verified.has_value()) {
        throw OperatingError(FailureKind::permanent, verified.error().front().text);
    }
    const auto message = house.codec.read(verified->canonical_bytes());
    if (!message.has_value()) {
        throw OperatingError(FailureKind::permanent, message.error().front().text);
    }
}

Figure rate(const std::string& name, double seconds, double bare_seconds,
            const std::string& reference, std::optional<double> target) {
    return {.name = name,
            .unit = "/s",
            .ours = 1 / seconds,
            .reference = 1 / bare_seconds,
            .reference_name = reference,
            .target = target};
}

void require_signed(const Result<std::string, Reasons>& made) {
    if (!made.has_value()) {
        throw OperatingError(FailureKind::permanent, made.error().front().text);
    }
}

/// The best of some turns with one caller and with two, in turn.
Figure measure_two_threads(const ports::MessageGate& gate,
                           const std::vector<Application>& applications, Instant now,
                           std::size_t messages) {
    double one = 0;
    double two = 0;
    const auto work = [&](std::size_t /*caller*/, std::size_t i) {
        static_cast<void>(gate.verify(applications[i % applications.size()].bytes, now));
    };
    for (std::size_t turn = 0; turn < 5; ++turn) {
        one = std::max(one, run_callers(1, 0, messages, 10, work).a_second());
        two = std::max(two, run_callers(2, 0, 2 * messages, 10, work).a_second());
    }
    return {.name = "signatures verified on two cores",
            .unit = "/s",
            .ours = two,
            .reference = one,
            .reference_name = "the same on one core",
            .target = 1.6};
}

}  // namespace

std::vector<Figure> measure_gate(BenchmarkHouse& benchmark,
                                 const std::vector<Application>& applications, const BareKeys& keys,
                                 std::size_t messages) {
    console::House& house = benchmark.house();
    BareMessage bare(keys);
    const std::size_t known = std::min<std::size_t>(applications.size(), 64);
    std::vector<std::string> canonical;
    for (std::size_t i = 0; i < known; ++i) {
        canonical.push_back(bare.verify(applications[i].bytes));
    }
    const auto bytes = [&](std::size_t i) -> const std::string& {
        return applications[i % known].bytes;
    };
    // What no gate can do without: the register says, at every message, whose key it is.
    const auto certificate = signature::read_certificate(keys.sender_certificate_pem);
    const auto find_sender = [&] {
        bool found = false;
        house.casework.store.read([&](ports::StoreReader& store) {
            found = store.register_row("sender", certificate->fingerprint_sha256_hex, "9999-12-31")
                        .has_value();
        });
        if (!found) {
            throw OperatingError(FailureKind::permanent, "the sender is not registered");
        }
    };
    const signature::MessageSigner signer(keys.signing_key_pem, keys.signing_certificate_pem);
    const std::string decision = sample_message("antrag.entscheidung.0201.xml");
    std::vector<Part> parts{
        {"whole", [&](std::size_t i) { whole_gate(house, bytes(i), benchmark.start()); }},
        {"verify",
         [&](std::size_t i) { static_cast<void>(house.gate.verify(bytes(i), benchmark.start())); }},
        {"read", [&](std::size_t i) { static_cast<void>(house.codec.read(canonical[i % known])); }},
        {"bare verify", [&](std::size_t i) { static_cast<void>(bare.verify(bytes(i))); }},
        {"bare validate", [&](std::size_t i) { bare.validate(canonical[i % known]); }},
        // One after the other for each message, as a gate has to: each finds the caches as the
        // other left them.
        {"bare parts",
         [&](std::size_t i) {
             find_sender();
             bare.validate(bare.verify(bytes(i)));
         }},
        {"bare gate",
         [&](std::size_t i) {
             find_sender();
             static_cast<void>(bare.verify(bytes(i)));
         }},
        {"sign", [&](std::size_t) { require_signed(signer.sign(decision, benchmark.start())); }},
        // What is signed is looked at again before it leaves the house, by both.
        {"bare sign",
         [&](std::size_t) { static_cast<void>(bare.verify_own(bare.sign(decision))); }}};
    const std::size_t each = std::max<std::size_t>(1, messages / turns);
    for (std::size_t turn = 0; turn < turns; ++turn) {
        for (Part& part : parts) {
            part.turn(turn * each, each);
        }
    }
    Figure on_two = measure_two_threads(house.gate, applications, benchmark.start(), messages);
    return {
        rate("messages through the whole gate", parts[0].seconds_each, parts[5].seconds_each,
             "libxml2 parse + sender's row read + xmlsec verify + Xerces validate, one core", 0.7),
        rate("  of it the signature", parts[1].seconds_each, parts[6].seconds_each,
             "libxml2 parse + sender's row read + xmlsec verify, one core", 0.8),
        rate("  of it schema and values", parts[2].seconds_each, parts[4].seconds_each,
             "Xerces parse and validate, cached grammars", {}),
        rate("decisions signed and looked at", parts[7].seconds_each, parts[8].seconds_each,
             "libxml2 parse + xmlsec sign + write, then parse + verify, one core", 0.8),
        std::move(on_two)};
}

}  // namespace foerderwerk::performance
