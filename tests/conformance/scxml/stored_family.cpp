// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/stored_family.hpp"

#include <algorithm>

#include "connectors/database/sqlite_store.hpp"
#include "engine/statechart/session_json.hpp"

namespace foerderwerk::scxml_suite {
namespace {

using Text = std::optional<std::string>;

constexpr const char* programme = "scxml-suite";
constexpr const char* frame_note = "scxml-suite.family";

std::int64_t integer(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member != nullptr && member->is_integer() ? member->as_integer() : 0;
}

const Json::Array& array(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

Json source_json(const ChartSource& source) {
    Json::Array inside;
    for (const auto& [state, position] : source.inside) {
        inside.push_back(Json::Object{{"state", static_cast<std::int64_t>(state)},
                                      {"position", static_cast<std::int64_t>(position)}});
    }
    return json_object("file", source.file, "text", source.text, "inside", std::move(inside));
}

ChartSource read_source(const Json& json) {
    ChartSource source{.file = json.text("file"), .text = json.text("text"), .inside = {}};
    for (const Json& step : array(json, "inside")) {
        source.inside.emplace_back(static_cast<statechart::StateIndex>(integer(step, "state")),
                                   static_cast<std::size_t>(integer(step, "position")));
    }
    return source;
}

/// Writes and reads the parts; remembers the first problem.
class FamilyJson {
public:
    std::string problem;

    Json member(const Member& member) {
        Json session = checked(session_to_json(*member.document, member.session));
        Json arguments = checked(feel::to_json(feel::Value(member.arguments)));
        return json_object("id", member.id, "source", source_json(member.source), "session",
                           std::move(session), "arguments", std::move(arguments), "parent",
                           member.parent, "invokeid", member.invokeid, "cancelled",
                           member.cancelled);
    }

    Member read_member(const Json& json, const SuiteFolder& folder) {
        Member member;
        member.id = json.text("id");
        member.source = read_source(*json.find("source"));
        auto document = folder.load(member.source);
        if (!document.has_value()) {
            problem = member.id + ": " + document.error().front().text;
            return member;
        }
        member.document = std::move(*document);
        member.session =
            checked(statechart::session_from_json(*member.document, *json.find("session")));
        member.arguments = checked(feel::from_json(*json.find("arguments"))).as_context();
        member.parent = json.text("parent");
        member.invokeid = json.text("invokeid");
        member.cancelled = json.find("cancelled")->as_bool();
        return member;
    }

    /// All but members and timers.
    Json frame(const SessionFamily& family) {
        Json::Array starts(family.to_start.begin(), family.to_start.end());
        Json::Array deliveries;
        for (const Delivery& delivery : family.deliveries) {
            deliveries.push_back(
                json_object("session", delivery.session, "mail", mail(family, delivery.event)));
        }
        return json_object("starts", std::move(starts), "deliveries", std::move(deliveries), "now",
                           static_cast<std::int64_t>(family.now.count()), "timers_made",
                           family.timers_made, "failure", family.failure);
    }

    void read_frame(const Json& json, SessionFamily& family) {
        for (const Json& id : array(json, "starts")) {
            family.to_start.push_back(id.as_string());
        }
        for (const Json& delivery : array(json, "deliveries")) {
            auto carrier = checked(statechart::session_from_json(*family.members.front().document,
                                                                 *delivery.find("mail")));
            if (!carrier.external_events.empty()) {
                family.deliveries.push_back(
                    {delivery.text("session"), carrier.external_events.pop()});
            }
        }
        family.now = std::chrono::microseconds(integer(json, "now"));
        family.timers_made = static_cast<std::uint64_t>(integer(json, "timers_made"));
        family.failure = json.text("failure");
    }

private:
    template <class T, class E>
    T checked(Result<T, E> result) {
        if (!result.has_value()) {
            problem = result.error();
            return {};
        }
        return std::move(*result);
    }

    /// An event on its way, as the only thing in a session that has not begun: the form in which
    /// events are stored is the session's.
    Json mail(const SessionFamily& family, const statechart::Event& event) {
        statechart::Session carrier;
        carrier.external_events.push(event);
        return checked(session_to_json(*family.members.front().document, carrier));
    }
};

Result<Json, std::string> parse(const std::string& text) {
    auto json = parse_json(text);
    if (!json.has_value()) {
        return Failure<std::string>(std::move(json.error().reason));
    }
    return std::move(*json);
}

class TextStore : public FamilyStore {
public:
    Text save(const SessionFamily& family) override {
        FamilyJson writer;
        members_.clear();
        for (const Member& member : family.members) {
            members_.push_back(canonical_json(writer.member(member)));
        }
        frame_ = canonical_json(writer.frame(family));
        timers_ = family.timers;
        return writer.problem.empty() ? Text() : writer.problem;
    }

    Result<SessionFamily, std::string> load(const SuiteFolder& folder) override {
        SessionFamily family;
        FamilyJson reader;
        for (const std::string& text : members_) {
            const auto json = parse(text);
            if (!json.has_value()) {
                return Failure<std::string>(json.error());
            }
            family.members.push_back(reader.read_member(*json, folder));
        }
        reader.read_frame(*parse(frame_), family);
        family.timers = timers_;
        if (!reader.problem.empty()) {
            return Failure<std::string>(reader.problem);
        }
        return family;
    }

private:
    std::vector<std::string> members_;
    std::string frame_;
    std::vector<FamilyTimer> timers_;
};

/// Sorts by the order of sending when rows are compared as texts.
std::string timer_id(const FamilyTimer& timer) {
    const std::string order = std::to_string(timer.order);
    return std::string(20 - std::min<std::size_t>(order.size(), 20), '0') + order + "-" +
           std::to_string(timer.number);
}

FamilyTimer read_timer(const ports::TimerRow& row) {
    const std::size_t middle = row.timer_id.find('-');
    return {std::chrono::microseconds(row.due), std::stoull(row.timer_id.substr(0, middle)),
            row.case_id, std::stoull(row.timer_id.substr(middle + 1))};
}

class SqliteFamilyStore : public FamilyStore {
public:
    explicit SqliteFamilyStore(std::string path) : path_(std::move(path)) {}

    Text save(const SessionFamily& family) override {
        FamilyJson writer;
        database::SqliteStore store({.path = path_});
        store.write([&](ports::UnitOfWork& unit) {
            for (const Member& member : family.members) {
                write_member(unit, writer, member);
                write_timers(unit, family, member.id);
            }
            unit.put_note(frame_note, canonical_json(writer.frame(family)));
        });
        return writer.problem.empty() ? Text() : writer.problem;
    }

    Result<SessionFamily, std::string> load(const SuiteFolder& folder) override {
        SessionFamily family;
        FamilyJson reader;
        database::SqliteStore store({.path = path_});
        store.read([&](ports::StoreReader& rows) {
            // Sessions are numbered as they are made; a parent comes before its children.
            for (std::size_t i = 1; reader.problem.empty(); ++i) {
                const auto row = rows.find_case("session" + std::to_string(i));
                if (!row) {
                    break;
                }
                family.members.push_back(reader.read_member(*parse(row->state_json), folder));
                for (const ports::TimerRow& timer : rows.timers_of_case(row->case_id)) {
                    family.timers.push_back(read_timer(timer));
                }
            }
            if (reader.problem.empty()) {
                reader.read_frame(*parse(rows.note(frame_note).value_or("{}")), family);
            }
        });
        if (!reader.problem.empty()) {
            return Failure<std::string>(reader.problem);
        }
        return family;
    }

private:
    static void write_member(ports::UnitOfWork& unit, FamilyJson& writer, const Member& member) {
        ports::CaseRow row;
        row.case_id = member.id;
        row.programme = programme;
        row.definition = member.source.file;
        row.file_number = member.id;
        row.closed = member.session.phase == statechart::Phase::finished;
        row.state_json = canonical_json(writer.member(member));
        unit.put_case(row);
    }

    static void write_timers(ports::UnitOfWork& unit, const SessionFamily& family,
                             const std::string& session) {
        for (const ports::TimerRow& old : unit.timers_of_case(session)) {
            unit.drop_timer(session, old.timer_id);
        }
        for (const FamilyTimer& timer : family.timers) {
            if (timer.session == session) {
                unit.put_timer({session, timer_id(timer), "delayed send", timer.due.count()});
            }
        }
    }

    std::string path_;
};

}  // namespace

std::unique_ptr<FamilyStore> text_store() {
    return std::make_unique<TextStore>();
}

std::unique_ptr<FamilyStore> sqlite_store(const std::filesystem::path& database) {
    return std::make_unique<SqliteFamilyStore>(database.string());
}

}  // namespace foerderwerk::scxml_suite
