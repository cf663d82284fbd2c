// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_ring.hpp"

#include <functional>

#include "connectors/xml/read_scxml.hpp"
#include "engine/statechart/interpreter.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"
#include "tests/performance/run_script.hpp"

namespace foerderwerk::performance {

namespace {

constexpr int ring_size = 15;
constexpr int laps = 2000;  // of one round
constexpr int turns = 5;    // so that a busy machine slows all that is compared

[[noreturn]] void fail(const std::string& text) {
    throw OperatingError(FailureKind::permanent, "the ring of the benchmark: " + text);
}

/// Nothing of the ring reaches the outside.
class NoHost : public statechart::Host {
public:
    std::optional<statechart::Undelivered> send(const statechart::SendRequest&) override {
        fail("a send");
    }
    void cancel(const statechart::SendRequest&) override { fail("a cancel"); }
    void log(const std::string&, const feel::Value&) override { fail("a log"); }
    std::optional<std::string> custom(const statechart::Custom&, statechart::DataModel&) override {
        fail("an extension");
    }
    std::optional<statechart::Undelivered> invoke(const statechart::InvokeRequest&) override {
        fail("an invocation");
    }
    void cancel_invoke(const std::string&) override { fail("an invocation"); }
    void forward(const std::string&, const statechart::Event&) override { fail("a forward"); }
};

statechart::Document ring() {
    std::string chart =
        "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"feel\">";
    for (int i = 0; i < ring_size; ++i) {
        chart += "<state id=\"s" + std::to_string(i) + "\"><transition event=\"next\" target=\"s" +
                 std::to_string((i + 1) % ring_size) + "\"/></state>";
    }
    auto document = xml::read_scxml(chart + "</scxml>");
    if (!document.has_value()) {
        fail(document.error().front().text);
    }
    return std::move(*document);
}

/// Calls a second, the middle of many rounds.
double calls_a_second(double seconds, const std::function<void()>& round) {
    std::vector<double> rounds;
    const double end = MachineLoad::now_seconds() + seconds;
    do {
        const double begin = MachineLoad::now_seconds();
        round();
        rounds.push_back(ring_size * laps / (MachineLoad::now_seconds() - begin));
    } while (MachineLoad::now_seconds() < end);
    return median(rounds);
}

class Ring {
public:
    Ring() { check(statechart::start(document_, session_, {"ring", {}}, around_).has_value()); }

    void go_round() {
        statechart::Event event;
        event.name = "next";
        for (int i = 0; i < ring_size * laps; ++i) {
            check(statechart::step(document_, session_, event, around_).has_value());
        }
        check(document_.states[session_.configuration.at(0)].id == "s0");
    }

private:
    static void check(bool right) {
        if (!right) {
            fail("it went another way");
        }
    }

    statechart::Document document_ = ring();
    statechart::Session session_;
    NoHost host_;
    feel::Environment environment_;
    statechart::Surroundings around_{host_, environment_, {}};
};

[[gnu::noinline]] int next_by_switch(int state, std::string_view event) {
    if (event != "next") {
        return state;
    }
    switch (state) {
        case 0:
            return 1;
        case 1:
            return 2;
        case 2:
            return 3;
        case 3:
            return 4;
        case 4:
            return 5;
        case 5:
            return 6;
        case 6:
            return 7;
        case 7:
            return 8;
        case 8:
            return 9;
        case 9:
            return 10;
        case 10:
            return 11;
        case 11:
            return 12;
        case 12:
            return 13;
        case 13:
            return 14;
        default:
            return 0;
    }
}

void go_round_by_switch() {
    const std::string event = "next";
    int state = 0;
    for (int i = 0; i < ring_size * laps; ++i) {
        state = next_by_switch(state, event);
    }
    if (state != 0) {
        fail("the switch went another way");
    }
}

}  // namespace

RingFigures measure_ring(const std::filesystem::path& packages, double seconds) {
    const bool has_reference = std::filesystem::exists(packages / "node_modules/xstate");
    std::vector<double> ours;
    std::vector<double> by_switch;
    std::vector<double> xstate;
    std::string version;
    Ring ring;
    for (int turn = 0; turn < turns; ++turn) {
        ours.push_back(calls_a_second(seconds / turns, [&] { ring.go_round(); }));
        by_switch.push_back(calls_a_second(seconds / turns, go_round_by_switch));
        const auto lines = has_reference ? run_script("xstate/measure.mjs",
                                                      {packages.string(), std::to_string(ring_size),
                                                       std::to_string(seconds / turns)})
                                         : std::map<std::string, std::string>{};
        if (lines.contains("transitions")) {
            xstate.push_back(std::stod(lines.at("transitions")));
            version = lines.at("version");
        }
    }
    Figure beside_xstate{.name = "transitions in memory, ring of 15 states",
                         .unit = "/s",
                         .ours = median(ours),
                         .reference = {},
                         .reference_name = "xstate (not there)",
                         .target = {}};
    RingFigures result;
    if (xstate.empty()) {
        result.remark = "xstate was not measured: no Node, or no package in " + packages.string() +
                        " (./dev bench installs it).\n";
    } else {
        beside_xstate.reference = median(xstate);
        beside_xstate.reference_name = "xstate " + version + ", pure transitions under Node";
        beside_xstate.target = 10;
    }
    result.figures = {beside_xstate,
                      {.name = "the same ring",
                       .unit = "/s",
                       .ours = median(ours),
                       .reference = median(by_switch),
                       .reference_name = "a switch in C++, compiled",
                       .target = {}}};
    return result;
}

}  // namespace foerderwerk::performance
