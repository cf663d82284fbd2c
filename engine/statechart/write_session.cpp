// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "engine/statechart/session_json.hpp"

namespace foerderwerk::statechart {
namespace {

class Writer {
public:
    Writer(const Document& document, const feel::SealPart& seal)
        : document_(document), seal_(seal) {}

    Json write(const Session& session) {
        Json json = frame(session);
        Json data(Json::Object{});
        for (const auto& [name, variable] : session.data.entries()) {
            data.set(name, value(variable, name));
        }
        json.set("data", std::move(data));
        return json;
    }

    Json frame(const Session& session) {
        Json json(Json::Object{});
        json.set("session", session.id);
        json.set("phase", session.phase == Phase::running    ? "running"
                          : session.phase == Phase::finished ? "finished"
                                                             : "not_started");
        json.set("configuration", states(session.configuration));
        json.set("ids", static_cast<std::int64_t>(session.ids_made));
        set_history(json, session);
        set_if_any(json, "bound", states(session.bound_states));
        set_if_any(json, "internal", events(session.internal_events));
        set_if_any(json, "external", events(session.external_events));
        set_if_any(json, "delayed", delayed(session));
        set_if_any(json, "invocations", invocations(session));
        set_value(json, "done", session.done_data, "done data");
        return json;
    }

    std::string problem;

private:
    Json value(const feel::Value& given, const std::string& what) {
        Result<Json, std::string> json = feel::to_json(given, seal_);
        if (!json.has_value()) {
            problem = what + ": " + json.error();
            return {};
        }
        return std::move(*json);
    }

    Json states(const std::vector<StateIndex>& list) const {
        Json::Array ids;
        for (const StateIndex index : list) {
            ids.emplace_back(document_.states[index].id);
        }
        return ids;
    }

    static void set_if_any(Json& json, const char* name, Json list) {
        if (!list.as_array().empty()) {
            json.set(name, std::move(list));
        }
    }

    static void set_text(Json& json, const char* name, const std::string& text) {
        if (!text.empty()) {
            json.set(name, text);
        }
    }

    void set_value(Json& json, const char* name, const feel::Value& given,
                   const std::string& what) {
        if (!given.is_null()) {
            json.set(name, value(given, what));
        }
    }

    void set_history(Json& json, const Session& session) const {
        Json history(Json::Object{});
        for (const State& state : document_.states) {
            if (state.is_history() && state.history_slot < session.history.size() &&
                !session.history[state.history_slot].empty()) {
                history.set(state.id, states(session.history[state.history_slot]));
            }
        }
        if (!history.as_object().empty()) {
            json.set("history", std::move(history));
        }
    }

    Json event(const Event& given) {
        Json json(Json::Object{});
        json.set("name", given.name);
        json.set("type", to_text(given.type));
        set_value(json, "data", given.data, "event " + given.name);
        set_text(json, "sendid", given.sendid);
        set_text(json, "origin", given.origin);
        set_text(json, "origintype", given.origintype);
        set_text(json, "invokeid", given.invokeid);
        return json;
    }

    Json events(const EventQueue& queue) {
        Json::Array list;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            list.push_back(event(queue[i]));
        }
        return list;
    }

    Json delayed(const Session& session) {
        Json::Array list;
        for (const SendRequest& request : session.delayed_sends) {
            Json json(Json::Object{});
            json.set("number", static_cast<std::int64_t>(request.number));
            json.set("sendid", request.sendid);
            set_text(json, "target", request.target);
            set_text(json, "type", request.type);
            json.set("event", event(request.event));
            json.set("delay", value(feel::DaysTimeDuration{request.delay}, "delay"));
            set_value(json, "due", request.due, "due");
            set_value(json, "key", request.key, "key");
            Json extensions(Json::Object{});
            for (const Extension& extension : request.extensions) {
                extensions.set(extension.name, extension.text);
            }
            if (!extensions.as_object().empty()) {
                json.set("extensions", std::move(extensions));
            }
            list.push_back(std::move(json));
        }
        return list;
    }

    Json invocations(const Session& session) const {
        Json::Array list;
        for (const Invocation& running : session.invocations) {
            Json json(Json::Object{});
            json.set("invokeid", running.invokeid);
            json.set("state", document_.states[running.state].id);
            json.set("position", static_cast<std::int64_t>(running.position));
            list.push_back(std::move(json));
        }
        return list;
    }

    const Document& document_;
    const feel::SealPart& seal_;
};

Result<Json, std::string> unless_problem(Json json, Writer& writer) {
    if (!writer.problem.empty()) {
        return Failure<std::string>(std::move(writer.problem));
    }
    return json;
}

}  // namespace

Result<Json, std::string> session_to_json(const Document& document, const Session& session,
                                          const feel::SealPart& seal) {
    Writer writer(document, seal);
    Json json = writer.write(session);
    return unless_problem(std::move(json), writer);
}

Result<Json, std::string> frame_to_json(const Document& document, const Session& session,
                                        const feel::SealPart& seal) {
    Writer writer(document, seal);
    Json json = writer.frame(session);
    return unless_problem(std::move(json), writer);
}

}  // namespace foerderwerk::statechart
