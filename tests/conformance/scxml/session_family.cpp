// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/session_family.hpp"

#include <algorithm>
#include <utility>

namespace foerderwerk::scxml_suite {
namespace {

using statechart::Event;
using statechart::Phase;
using statechart::Undelivered;

/// What one session sees of the outside during one macrostep.
class FamilyHost : public statechart::Host {
public:
    FamilyHost(SessionFamily& family, const SuiteFolder& folder, Member& member)
        : family_(family), folder_(folder), member_(member) {}

    [[nodiscard]] statechart::Surroundings around() { return {*this, environment_, {}}; }

    std::optional<Undelivered> send(const statechart::SendRequest& request) override {
        if (member_.cancelled) {
            return std::nullopt;
        }
        if (request.delayed()) {
            const auto delay = std::chrono::ceil<std::chrono::microseconds>(request.delay);
            family_.timers.push_back(
                {family_.now + delay, ++family_.timers_made, member_.id, request.number});
            return std::nullopt;
        }
        if (!request.target.starts_with("#_")) {
            return Undelivered{false, "the type is not supported"};
        }
        Event event = request.event;
        const std::string_view name = std::string_view(request.target).substr(2);
        Member* receiver = nullptr;
        if (name == "parent") {
            receiver = family_.find(member_.parent);
            event.invokeid = member_.invokeid;
        } else if (name.starts_with("scxml_")) {
            receiver = family_.find(name.substr(6));
        } else {
            receiver = child(name);
        }
        if (receiver == nullptr) {
            return Undelivered{true, "there is no such session"};
        }
        family_.deliveries.push_back({receiver->id, std::move(event)});
        return std::nullopt;
    }

    void cancel(const statechart::SendRequest& request) override {
        std::erase_if(family_.timers, [&](const FamilyTimer& timer) {
            return timer.session == member_.id && timer.number == request.number;
        });
    }

    void log(const std::string&, const feel::Value&) override {}

    std::optional<std::string> custom(const statechart::Custom&, statechart::DataModel&) override {
        return "no extension element is known here";
    }

    std::optional<Undelivered> invoke(const statechart::InvokeRequest& request) override {
        const bool scxml = request.type.empty() || request.type == "scxml" ||
                           request.type == "http://www.w3.org/TR/scxml/" ||
                           request.type == "http://www.w3.org/TR/scxml";
        const auto source = scxml ? source_of(request) : std::nullopt;
        if (!source) {
            return Undelivered{false, "there is nothing to invoke"};
        }
        auto chart = folder_.load(*source);
        if (!chart.has_value()) {
            const Reason& reason = chart.error().front();
            return Undelivered{false, reason.code + " " + reason.place + " " + reason.text};
        }
        Member made;
        made.id = "session" + std::to_string(family_.members.size() + 1);
        made.source = *source;
        made.document = std::move(*chart);
        made.arguments = request.arguments;
        made.parent = member_.id;
        made.invokeid = request.invokeid;
        family_.to_start.push_back(made.id);
        family_.members.push_back(std::move(made));
        return std::nullopt;
    }

    void cancel_invoke(const std::string& id) override {
        Member* running = child(id);
        if (running == nullptr) {
            return;
        }
        running->cancelled = true;
        if (running->session.phase == Phase::running) {
            FamilyHost host(family_, folder_, *running);
            (void)stop(*running->document, running->session, host.around());
        }
    }

    void forward(const std::string& id, const Event& event) override {
        if (const Member* receiver = child(id)) {
            family_.deliveries.push_back({receiver->id, event});
        }
    }

private:
    [[nodiscard]] Member* child(std::string_view id) const {
        const auto found =
            std::find_if(family_.members.begin(), family_.members.end(), [&](const Member& other) {
                return other.parent == member_.id && other.invokeid == id && !other.cancelled &&
                       other.session.phase != Phase::finished;
            });
        return found == family_.members.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::optional<ChartSource> source_of(
        const statechart::InvokeRequest& request) const {
        if (request.document != nullptr) {
            return place_of(request.document.get());
        }
        if (request.content.kind() == feel::Kind::string) {
            return ChartSource{.file = {}, .text = request.content.as_string(), .inside = {}};
        }
        const std::string file = request.source.substr(request.source.find(':') + 1);
        return ChartSource{.file = file, .text = {}, .inside = {}};
    }

    [[nodiscard]] std::optional<ChartSource> place_of(const statechart::Document* chart) const {
        const auto& states = member_.document->states;
        for (statechart::StateIndex state = 0; state < states.size(); ++state) {
            const auto& invokes = states[state].invokes;
            for (std::size_t position = 0; position < invokes.size(); ++position) {
                if (invokes[position].document.get() == chart) {
                    ChartSource source = member_.source;
                    source.inside.emplace_back(state, position);
                    return source;
                }
            }
        }
        return std::nullopt;
    }

    SessionFamily& family_;
    const SuiteFolder& folder_;
    Member& member_;
    feel::Environment environment_;
};

void keep(SessionFamily& family, const Member& member,
          const Result<statechart::Macrostep, Reason>& result) {
    if (!result.has_value()) {
        family.failure = result.error().code + ": " + result.error().text;
        return;
    }
    if (member.session.phase == Phase::finished && !member.parent.empty() && !member.cancelled) {
        Event done;
        done.name = "done.invoke." + member.invokeid;
        done.data = member.session.done_data;
        done.invokeid = member.invokeid;
        family.deliveries.push_back({member.parent, std::move(done)});
    }
}

bool start_next(SessionFamily& family, const SuiteFolder& folder) {
    while (!family.to_start.empty()) {
        Member* member = family.find(family.to_start.front());
        family.to_start.pop_front();
        if (member != nullptr) {
            FamilyHost host(family, folder, *member);
            keep(family, *member,
                 start(*member->document, member->session, {member->id, member->arguments},
                       host.around()));
            return true;
        }
    }
    return false;
}

bool deliver_next(SessionFamily& family, const SuiteFolder& folder) {
    while (!family.deliveries.empty()) {
        Delivery delivery = std::move(family.deliveries.front());
        family.deliveries.pop_front();
        Member* member = family.find(delivery.session);
        if (member != nullptr && member->session.phase == Phase::running) {
            FamilyHost host(family, folder, *member);
            keep(
                family, *member,
                step(*member->document, member->session, std::move(delivery.event), host.around()));
            return true;
        }
    }
    return false;
}

bool fire_next(SessionFamily& family, const SuiteFolder& folder) {
    const auto next = std::min_element(
        family.timers.begin(), family.timers.end(), [](const FamilyTimer& a, const FamilyTimer& b) {
            return std::pair(a.due, a.order) < std::pair(b.due, b.order);
        });
    if (next == family.timers.end()) {
        return false;
    }
    const FamilyTimer timer = *next;
    family.timers.erase(next);
    family.now = timer.due;
    if (Member* member = family.find(timer.session)) {
        FamilyHost host(family, folder, *member);
        keep(family, *member,
             fire(*member->document, member->session, timer.number, host.around()));
    }
    return true;
}

}  // namespace

Member* SessionFamily::find(std::string_view session) {
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& member) {
        return member.id == session && !member.cancelled;
    });
    return found == members.end() ? nullptr : &*found;
}

Result<SessionFamily, Reasons> new_family(const SuiteFolder& folder, const std::string& file) {
    Member first;
    first.id = "session1";
    first.source.file = file;
    auto document = folder.load(first.source);
    if (!document.has_value()) {
        return Failure<Reasons>(std::move(document.error()));
    }
    first.document = std::move(*document);
    SessionFamily family;
    family.to_start.push_back(first.id);
    family.members.push_back(std::move(first));
    return family;
}

bool advance(SessionFamily& family, const SuiteFolder& folder) {
    if (!family.failure.empty() || family.members.front().session.phase == Phase::finished) {
        return false;
    }
    return start_next(family, folder) || deliver_next(family, folder) || fire_next(family, folder);
}

std::string states_of_first(const SessionFamily& family) {
    std::string ids;
    const Member& first = family.members.front();
    for (const statechart::StateIndex index : first.session.configuration) {
        ids += (ids.empty() ? "" : " ") + first.document->states[index].id;
    }
    return ids;
}

}  // namespace foerderwerk::scxml_suite
