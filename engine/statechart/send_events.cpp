// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/statechart/css_time.hpp"
#include "engine/statechart/macrostep_run.hpp"

namespace foerderwerk::statechart {
namespace {

constexpr std::size_t problems_max = 100;

bool is_scxml_type(std::string_view type) {
    return type.empty() || type == "scxml" || type == scxml_processor ||
           type == "http://www.w3.org/TR/scxml/";
}

}  // namespace

void MacrostepRun::enqueue(EventQueue& queue, Event event) {
    if (queue.size() >= around_.limits.events_max) {
        fail("the chart does not come to rest: too many waiting events");
        return;
    }
    queue.push(std::move(event));
}

void MacrostepRun::raise_error(std::string place, Problem problem, const std::string& sendid) {
    Event error;
    error.name = problem.unreachable ? "error.communication" : "error.execution";
    error.type = EventType::platform;
    error.sendid = sendid;
    feel::Context data;
    data.set("place", feel::Value(place));
    error.data = feel::Value(std::move(data));
    if (macrostep_.problems.size() < problems_max) {
        macrostep_.problems.push_back({error.name, std::move(place), std::move(problem.reason)});
    }
    enqueue(session_.internal_events, std::move(error));
}

std::string MacrostepRun::make_id(const std::string& prefix) {
    return prefix + "." + std::to_string(++session_.ids_made);
}

Result<std::string, std::string> MacrostepRun::text_of(const TextSource& source) {
    if (!source.expression) {
        return source.literal;
    }
    Result<feel::Value, std::string> value = data_.evaluate(*source.expression);
    if (!value.has_value()) {
        return Failure<std::string>(std::move(value.error()));
    }
    if (value->kind() != feel::Kind::string) {
        return Failure<std::string>("'" + source.expression->text() + "' does not give a text");
    }
    return value->as_string();
}

Result<feel::Context, std::string> MacrostepRun::evaluate_params(const std::vector<Param>& params) {
    feel::Context values;
    for (const Param& param : params) {
        Result<feel::Value, std::string> value = data_.evaluate(param.expression);
        if (!value.has_value()) {
            return Failure<std::string>(std::move(value.error()));
        }
        values.set(param.name, std::move(*value));
    }
    return values;
}

Result<feel::Value, std::string> MacrostepRun::evaluate_content(
    const std::vector<Param>& params, const std::optional<ValueSource>& content) {
    Result<feel::Value, std::string> value{feel::Value()};
    if (content && content->expression) {
        value = data_.evaluate(*content->expression);
    } else if (content) {
        value = content->literal;
    } else if (!params.empty()) {
        Result<feel::Context, std::string> values = evaluate_params(params);
        if (!values.has_value()) {
            return Failure<std::string>(std::move(values.error()));
        }
        value = feel::Value(std::move(*values));
    }
    if (value.has_value()) {
        if (auto reason = not_storable(*value)) {
            return Failure<std::string>(std::move(*reason));
        }
    }
    return value;
}

bool MacrostepRun::run(const Send& send, std::size_t line) {
    SendRequest request;
    request.sendid = send.id.empty() ? make_id("send") : send.id;
    const std::string sendid = request.sendid;
    std::optional<Problem> problem;
    if (send.id_location) {
        if (auto reason = data_.assign(*send.id_location, feel::Value(sendid))) {
            problem = Problem{std::move(*reason)};
        }
    }
    if (!problem) {
        problem = make_request(send, request);
    }
    if (!problem && request.delayed()) {
        if (auto undelivered = around_.host.send(request)) {
            problem = Problem{std::move(undelivered->reason), undelivered->unreachable};
        } else {
            session_.delayed_sends.push_back(std::move(request));
        }
    } else if (!problem) {
        problem = deliver_now(std::move(request));
    }
    if (problem) {
        raise_error(at_line(line), std::move(*problem), sendid);
    }
    return !problem;
}

std::optional<MacrostepRun::Problem> MacrostepRun::make_request(const Send& send,
                                                                SendRequest& request) {
    for (const auto& [source, text] :
         {std::pair{&send.event, &request.event.name}, std::pair{&send.target, &request.target},
          std::pair{&send.type, &request.type}}) {
        Result<std::string, std::string> given = text_of(*source);
        if (!given.has_value()) {
            return Problem{std::move(given.error())};
        }
        *text = std::move(*given);
    }
    Result<feel::Value, std::string> data = evaluate_content(send.params, send.content);
    if (!data.has_value()) {
        return Problem{std::move(data.error())};
    }
    request.event.data = std::move(*data);
    request.extensions = send.extensions;
    if (!send.id.empty() || send.id_location) {
        request.event.sendid = request.sendid;
    }
    if (is_scxml_type(request.type)) {
        request.event.origin = "#_scxml_" + session_.id;
        request.event.origintype = scxml_processor;
        if (request.event.name.empty()) {
            return Problem{"an event without a name cannot be sent to a session"};
        }
    }
    if (send.key) {
        Result<feel::Value, std::string> key = data_.evaluate(*send.key);
        if (!key.has_value()) {
            return Problem{std::move(key.error())};
        }
        request.key = std::move(*key);
    }
    return fill_timing(send, request);
}

std::optional<MacrostepRun::Problem> MacrostepRun::fill_timing(const Send& send,
                                                               SendRequest& request) {
    request.delay = send.delay;
    if (send.delay_expression) {
        Result<feel::Value, std::string> delay = data_.evaluate(*send.delay_expression);
        if (!delay.has_value()) {
            return Problem{std::move(delay.error())};
        }
        std::optional<std::chrono::nanoseconds> length;
        if (delay->kind() == feel::Kind::days_time_duration) {
            length = delay->as_days_time_duration().length;
        } else if (delay->kind() == feel::Kind::string) {
            length = parse_css_time(delay->as_string());
        }
        if (!length || *length < std::chrono::nanoseconds::zero()) {
            return Problem{"'" + send.delay_expression->text() + "' does not give a delay"};
        }
        request.delay = *length;
    }
    if (send.due) {
        Result<feel::Value, std::string> due = data_.evaluate(*send.due);
        if (!due.has_value()) {
            return Problem{std::move(due.error())};
        }
        if (due->kind() != feel::Kind::date && due->kind() != feel::Kind::date_time) {
            return Problem{"'" + send.due->text() + "' does not give a date"};
        }
        request.due = std::move(*due);
    }
    if (request.delay > std::chrono::nanoseconds::zero() || !request.due.is_null()) {
        if (request.target == "#_internal") {
            return Problem{"an internal event cannot be delayed"};
        }
        request.number = ++session_.ids_made;
    }
    return std::nullopt;
}

std::optional<MacrostepRun::Problem> MacrostepRun::deliver_now(SendRequest request) {
    if (is_scxml_type(request.type)) {
        return deliver_to_scxml(request);
    }
    if (auto undelivered = around_.host.send(request)) {
        return Problem{std::move(undelivered->reason), undelivered->unreachable};
    }
    return std::nullopt;
}

/// SCXML appendix C.1: the targets of the SCXML event processor.
std::optional<MacrostepRun::Problem> MacrostepRun::deliver_to_scxml(SendRequest& request) {
    const std::string_view target = request.target;
    if (target == "#_internal") {
        request.event.type = EventType::internal;
        request.event.origin.clear();
        request.event.origintype.clear();
        enqueue(session_.internal_events, std::move(request.event));
        return std::nullopt;
    }
    request.event.type = EventType::external;
    if (target.empty() || target == "#_scxml_" + session_.id) {
        enqueue(session_.external_events, std::move(request.event));
        return std::nullopt;
    }
    if (!target.starts_with("#_")) {
        return Problem{"'" + request.target + "' is no target for events"};
    }
    if (target != "#_parent" && !target.starts_with("#_scxml_") && !is_invoked(target.substr(2))) {
        return Problem{"there is no invocation '" + request.target + "'", true};
    }
    if (auto undelivered = around_.host.send(request)) {
        return Problem{std::move(undelivered->reason), undelivered->unreachable};
    }
    return std::nullopt;
}

bool MacrostepRun::run(const Cancel& cancel, std::size_t line) {
    const Result<std::string, std::string> sendid = text_of(cancel.sendid);
    if (!sendid.has_value()) {
        return raise_for(line, sendid.error());
    }
    std::erase_if(session_.delayed_sends, [&](const SendRequest& request) {
        if (request.sendid != *sendid) {
            return false;
        }
        around_.host.cancel(request);
        return true;
    });
    return true;
}

void MacrostepRun::cancel_all_delayed() {
    for (const SendRequest& request : session_.delayed_sends) {
        around_.host.cancel(request);
    }
    session_.delayed_sends.clear();
}

}  // namespace foerderwerk::statechart
