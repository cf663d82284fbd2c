// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <initializer_list>
#include <utility>

#include "engine/statechart/session_json.hpp"

namespace foerderwerk::statechart {
namespace {

/// Reads on after a problem and keeps the first one, so that no call needs a check of its own.
class Reader {
public:
    Reader(const Document& document, const feel::OpenPart& open)
        : document_(document), open_(open) {}

    Session read(const Json& json, const Json* data) {
        expect_members(json, {"session", "phase", "configuration", "ids", "data", "history",
                              "bound", "internal", "external", "delayed", "invocations", "done"});
        Session session;
        session.id = text(json, "session");
        session.phase = phase(text(json, "phase"));
        session.configuration = states(json.find("configuration"));
        session.ids_made = number(json, "ids");
        read_data(data, session);
        read_history(json, session);
        session.bound_states = states(json.find("bound"));
        read_events(json.find("internal"), session.internal_events);
        read_events(json.find("external"), session.external_events);
        read_delayed(json.find("delayed"), session);
        read_invocations(json.find("invocations"), session);
        session.done_data = value(json.find("done"));
        if (problem.empty() && session.phase != Phase::not_started &&
            !is_legal_configuration(document_, session.configuration)) {
            problem = "the configuration does not fit the definition";
        }
        return session;
    }

    std::string problem;

private:
    void complain(std::string text) {
        if (problem.empty()) {
            problem = std::move(text);
        }
    }

    void expect_members(const Json& json, std::initializer_list<std::string_view> known) {
        if (!json.is_object()) {
            complain("an object is missing");
            return;
        }
        for (const Json::Member& member : json.as_object()) {
            if (std::find(known.begin(), known.end(), member.first) == known.end()) {
                complain("the member '" + member.first + "' is not known");
            }
        }
    }

    std::string text(const Json& json, std::string_view name, bool required = true) {
        const Json* member = json.find(name);
        if (member == nullptr && !required) {
            return {};
        }
        if (member == nullptr || !member->is_string()) {
            complain("the text '" + std::string(name) + "' is missing");
            return {};
        }
        return member->as_string();
    }

    std::uint64_t number(const Json& json, std::string_view name) {
        const Json* member = json.find(name);
        if (member == nullptr || !member->is_integer() || member->as_integer() < 0) {
            complain("the number '" + std::string(name) + "' is missing");
            return 0;
        }
        return static_cast<std::uint64_t>(member->as_integer());
    }

    Phase phase(const std::string& name) {
        if (name != "running" && name != "finished" && name != "not_started") {
            complain("the phase '" + name + "' is not known");
        }
        return name == "running"    ? Phase::running
               : name == "finished" ? Phase::finished
                                    : Phase::not_started;
    }

    feel::Value value(const Json* json) {
        if (json == nullptr) {
            return {};
        }
        Result<feel::Value, std::string> read = feel::from_json(*json, open_);
        if (!read.has_value()) {
            complain(read.error());
            return {};
        }
        return std::move(*read);
    }

    StateIndex state(const Json& json) {
        const auto found = json.is_string() ? document_.find_state(json.as_string()) : std::nullopt;
        if (!found) {
            complain("the definition has no state '" +
                     (json.is_string() ? json.as_string() : std::string()) + "'");
        }
        return found.value_or(root_state);
    }

    const Json::Array& array(const Json* json) {
        static const Json::Array none;
        if (json != nullptr && !json->is_array()) {
            complain("a list is missing");
        }
        return json != nullptr && json->is_array() ? json->as_array() : none;
    }

    std::vector<StateIndex> states(const Json* json) {
        std::vector<StateIndex> list;
        for (const Json& id : array(json)) {
            list.push_back(state(id));
        }
        return list;
    }

    void read_data(const Json* data, Session& session) {
        if (data == nullptr || !data->is_object()) {
            complain("the object 'data' is missing");
            return;
        }
        for (const Json::Member& member : data->as_object()) {
            session.data.set(member.first, value(&member.second));
        }
    }

    void read_history(const Json& json, Session& session) {
        session.history.resize(document_.history_count);
        const Json* history = json.find("history");
        if (history == nullptr) {
            return;
        }
        if (!history->is_object()) {
            complain("the object 'history' is missing");
            return;
        }
        for (const Json::Member& member : history->as_object()) {
            const State& keeper = document_.states[state(Json(member.first))];
            if (!keeper.is_history()) {
                complain("'" + member.first + "' is no history");
                continue;
            }
            auto& remembered = session.history[keeper.history_slot];
            remembered = states(&member.second);
            for (const StateIndex index : remembered) {
                if (!document_.is_descendant(index, keeper.parent)) {
                    complain("the history '" + member.first + "' does not fit the definition");
                }
            }
        }
    }

    Event event(const Json* json) {
        Event read;
        if (json == nullptr) {
            complain("an event is missing");
            return read;
        }
        expect_members(*json,
                       {"name", "type", "data", "sendid", "origin", "origintype", "invokeid"});
        read.name = text(*json, "name");
        const std::string type = text(*json, "type");
        read.type = type == to_text(EventType::platform)   ? EventType::platform
                    : type == to_text(EventType::internal) ? EventType::internal
                                                           : EventType::external;
        if (type != to_text(read.type)) {
            complain("the type of event '" + type + "' is not known");
        }
        read.data = value(json->find("data"));
        read.sendid = text(*json, "sendid", false);
        read.origin = text(*json, "origin", false);
        read.origintype = text(*json, "origintype", false);
        read.invokeid = text(*json, "invokeid", false);
        return read;
    }

    void read_events(const Json* json, EventQueue& queue) {
        for (const Json& entry : array(json)) {
            queue.push(event(&entry));
        }
    }

    void read_delayed(const Json* json, Session& session) {
        for (const Json& entry : array(json)) {
            expect_members(entry, {"number", "sendid", "target", "type", "event", "delay", "due",
                                   "key", "extensions"});
            SendRequest request;
            request.number = number(entry, "number");
            request.sendid = text(entry, "sendid");
            request.target = text(entry, "target", false);
            request.type = text(entry, "type", false);
            request.event = event(entry.find("event"));
            const feel::Value delay = value(entry.find("delay"));
            if (delay.kind() == feel::Kind::days_time_duration) {
                request.delay = delay.as_days_time_duration().length;
            } else {
                complain("a delay is missing");
            }
            request.due = value(entry.find("due"));
            request.key = value(entry.find("key"));
            const Json* extensions = entry.find("extensions");
            if (extensions != nullptr && extensions->is_object()) {
                for (const Json::Member& member : extensions->as_object()) {
                    request.extensions.push_back({member.first, text(*extensions, member.first)});
                }
            }
            session.delayed_sends.push_back(std::move(request));
        }
    }

    void read_invocations(const Json* json, Session& session) {
        for (const Json& entry : array(json)) {
            Invocation running;
            running.invokeid = text(entry, "invokeid");
            running.state = state(Json(text(entry, "state")));
            running.position = static_cast<std::size_t>(number(entry, "position"));
            if (running.position >= document_.states[running.state].invokes.size()) {
                complain("the invocation '" + running.invokeid + "' does not fit the definition");
            }
            session.invocations.push_back(std::move(running));
        }
    }

    const Document& document_;
    const feel::OpenPart& open_;
};

Result<Session, std::string> read_session(const Document& document, const Json& json,
                                          const Json* data, const feel::OpenPart& open) {
    Reader reader(document, open);
    Session session = reader.read(json, data);
    if (!reader.problem.empty()) {
        return Failure<std::string>(std::move(reader.problem));
    }
    return session;
}

}  // namespace

Result<Session, std::string> session_from_json(const Document& document, const Json& json,
                                               const feel::OpenPart& open) {
    return read_session(document, json, json.find("data"), open);
}

Result<Session, std::string> session_from_frame(const Document& document, const Json& frame,
                                                const Json& data, const feel::OpenPart& open) {
    return read_session(document, frame, &data, open);
}

}  // namespace foerderwerk::statechart
