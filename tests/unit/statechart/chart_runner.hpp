// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/read_scxml.hpp"
#include "engine/statechart/interpreter.hpp"
#include "engine/statechart/session_json.hpp"

namespace foerderwerk::statechart {

/// Runs one chart and writes down all that reaches the outside, one word or phrase each. Before
/// every step the session is written as canonical JSON, dropped, and read back.
class ChartRunner : public Host {
public:
    /// A chart without `<scxml …>` around it gets one, with the namespaces and the data model;
    /// `root` holds further attributes. A chart that is refused fails the test.
    explicit ChartRunner(std::string_view chart, std::string_view root = {});

    void start(const feel::Context& arguments = {});
    void send(std::string_view name, feel::Value data = {});
    void send(Event event);
    void fire_next();

    [[nodiscard]] std::string active() const;  ///< ids of the active leaves, by blanks
    [[nodiscard]] std::string trace() const;   ///< what was noted, by blanks
    [[nodiscard]] std::string taken() const;   ///< of the last step: "-exited +entered"
    [[nodiscard]] std::string variable(std::string_view name) const;

    Document document;
    Session session;
    Macrostep last;
    std::vector<std::string> notes;
    std::string failure;  ///< code of a step that failed
    StepLimits limits;
    feel::Environment environment;

    // Host
    std::optional<Undelivered> send(const SendRequest& request) override;
    void cancel(const SendRequest& request) override;
    void log(const std::string& label, const feel::Value& value) override;
    std::optional<std::string> custom(const Custom& element, DataModel& data) override;
    std::optional<Undelivered> invoke(const InvokeRequest& request) override;
    void cancel_invoke(const std::string& invokeid) override;
    void forward(const std::string& invokeid, const Event& event) override;

private:
    void keep(Result<Macrostep, Reason> result);
    void drop_and_reload();
};

/// One row of a table test. Events are separated by blanks; "@next" fires the delayed send with
/// the shortest delay. `trace` is what the outside saw, `active` the active leaves at the end.
struct ChartRow {
    const char* name;
    const char* chart;
    const char* events;
    const char* active;
    const char* trace;
    const char* root = "";  ///< further attributes of `<scxml>`
};
void run_row(const ChartRow& row);

/// A whole document around the given content of `<scxml>`.
[[nodiscard]] std::string whole_chart(std::string_view chart, std::string_view root = {});

}  // namespace foerderwerk::statechart
