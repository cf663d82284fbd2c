// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/statechart/chart_runner.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <gtest/gtest.h>

namespace foerderwerk::statechart {
namespace {

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

}  // namespace

std::string whole_chart(std::string_view chart, std::string_view root) {
    if (chart.starts_with("<scxml") || chart.starts_with("<?xml")) {
        return std::string(chart);
    }
    return R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="feel" )"
           R"(xmlns:fw="urn:foerderwerk:workflow:1" )" +
           std::string(root) + ">" + std::string(chart) + "</scxml>";
}

ChartRunner::ChartRunner(std::string_view chart, std::string_view root) {
    auto read = xml::read_scxml(whole_chart(chart, root));
    if (read.has_value()) {
        document = std::move(*read);
        return;
    }
    for (const Reason& reason : read.error()) {
        ADD_FAILURE() << reason.code << " " << reason.place << " " << reason.text;
    }
}

void run_row(const ChartRow& row) {
    SCOPED_TRACE(row.name);
    ChartRunner runner(row.chart, row.root);
    if (runner.document.states.empty()) {
        return;
    }
    runner.start();
    std::istringstream events(row.events);
    for (std::string event; events >> event;) {
        if (event == "@next") {
            runner.fire_next();
        } else {
            runner.send(event);
        }
    }
    EXPECT_EQ(runner.failure, "");
    EXPECT_EQ(runner.active(), row.active);
    EXPECT_EQ(runner.trace(), row.trace);
}

void ChartRunner::start(const feel::Context& arguments) {
    const Surroundings around{*this, environment, limits};
    keep(statechart::start(document, session, {"s1", arguments}, around));
}

void ChartRunner::send(std::string_view name, feel::Value data) {
    Event event;
    event.name = name;
    event.data = std::move(data);
    send(std::move(event));
}

void ChartRunner::send(Event event) {
    drop_and_reload();
    keep(step(document, session, std::move(event), Surroundings{*this, environment, limits}));
}

void ChartRunner::fire_next() {
    drop_and_reload();
    if (session.delayed_sends.empty()) {
        notes.push_back("nothing-delayed");
        return;
    }
    const auto next = std::min_element(
        session.delayed_sends.begin(), session.delayed_sends.end(),
        [](const SendRequest& a, const SendRequest& b) { return a.delay < b.delay; });
    keep(fire(document, session, next->number, Surroundings{*this, environment, limits}));
}

void ChartRunner::keep(Result<Macrostep, Reason> result) {
    if (!result.has_value()) {
        failure = result.error().code;
        return;
    }
    last = std::move(*result);
    if (session.phase == Phase::running) {
        EXPECT_TRUE(is_legal_configuration(document, session.configuration)) << active();
        EXPECT_TRUE(session.internal_events.empty());
        EXPECT_TRUE(session.external_events.empty());
    }
}

void ChartRunner::drop_and_reload() {
    const auto json = session_to_json(document, session);
    ASSERT_TRUE(json.has_value()) << json.error();
    const std::string stored = canonical_json(*json);
    session = Session{};
    const auto parsed = parse_json(stored);
    ASSERT_TRUE(parsed.has_value()) << parsed.error().reason;
    auto loaded = session_from_json(document, *parsed);
    ASSERT_TRUE(loaded.has_value()) << loaded.error() << "\n" << stored;
    session = std::move(*loaded);
    const auto again = session_to_json(document, session);
    ASSERT_TRUE(again.has_value()) << again.error();
    EXPECT_EQ(canonical_json(*again), stored);
}

std::string ChartRunner::active() const {
    std::vector<std::string> ids;
    for (const StateIndex index : session.configuration) {
        if (document.states[index].is_atomic()) {
            ids.push_back(document.states[index].id);
        }
    }
    return join(ids);
}

std::string ChartRunner::trace() const {
    return join(notes);
}

std::string ChartRunner::taken() const {
    std::vector<std::string> words;
    for (const StateIndex index : last.exited) {
        words.push_back("-" + document.states[index].id);
    }
    for (const StateIndex index : last.entered) {
        words.push_back("+" + document.states[index].id);
    }
    return join(words);
}

std::string ChartRunner::variable(std::string_view name) const {
    const feel::Value* value = session.data.find(name);
    return value == nullptr ? "undeclared" : feel::to_text(*value);
}

std::optional<Undelivered> ChartRunner::send(const SendRequest& request) {
    if (request.type == "unsupported") {
        return Undelivered{false, "no such processor"};
    }
    if (request.target == "#_scxml_nowhere" || request.target == "#_parent") {
        return Undelivered{true, "nobody there"};
    }
    notes.push_back((request.delayed() ? "delay:" : "send:") + request.event.name +
                    (request.target.empty() ? "" : ">" + request.target) +
                    (request.event.data.is_null() ? "" : "=" + feel::to_text(request.event.data)));
    return std::nullopt;
}

void ChartRunner::cancel(const SendRequest& request) {
    notes.push_back("cancel:" + request.event.name);
}

void ChartRunner::log(const std::string& label, const feel::Value& value) {
    notes.push_back(value.is_null() ? label
                                    : label + (label.empty() ? "" : "=") + feel::to_text(value));
}

std::optional<std::string> ChartRunner::custom(const Custom& element, DataModel& data) {
    if (element.name == "refuse") {
        return "refused";
    }
    notes.push_back("custom:" + element.name);
    const feel::Expression* input = element.expression("inputexpr");
    if (input == nullptr || !element.location) {
        return std::nullopt;
    }
    auto value = data.evaluate(*input);
    if (!value.has_value()) {
        return value.error();
    }
    return data.assign(*element.location, std::move(*value));
}

std::optional<Undelivered> ChartRunner::invoke(const InvokeRequest& request) {
    if (request.type == "unsupported") {
        return Undelivered{false, "no such child"};
    }
    notes.push_back(
        "invoke:" + request.invokeid +
        (request.arguments.size() == 0 ? "" : "=" + feel::to_text(feel::Value(request.arguments))));
    return std::nullopt;
}

void ChartRunner::cancel_invoke(const std::string& invokeid) {
    notes.push_back("uninvoke:" + invokeid);
}

void ChartRunner::forward(const std::string& invokeid, const Event& event) {
    notes.push_back("forward:" + invokeid + ":" + event.name);
}

}  // namespace foerderwerk::statechart
