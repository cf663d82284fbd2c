// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/session_family.hpp"

#include <algorithm>
#include <utility>

#include "engine/statechart/session_json.hpp"

namespace foerderwerk::scxml_suite {

using statechart::Event;
using statechart::Phase;
using statechart::Undelivered;

class SessionFamily::Member : public statechart::Host {
public:
    SessionFamily* family = nullptr;
    std::shared_ptr<const statechart::Document> document;
    statechart::Session session;
    statechart::Start start;
    std::string parent;
    std::string invokeid;
    bool cancelled = false;
    feel::Environment environment;

    [[nodiscard]] statechart::Surroundings around() { return {*this, environment, {}}; }

    std::optional<Undelivered> send(const statechart::SendRequest& request) override {
        if (cancelled) {
            return std::nullopt;
        }
        if (request.delayed()) {
            family->timers_.push_back(
                {family->now_ + request.delay, ++family->order_, start.session_id, request.number});
            return std::nullopt;
        }
        if (!request.target.starts_with("#_")) {
            return Undelivered{false, "the type is not supported"};
        }
        Event event = request.event;
        const std::string_view name = std::string_view(request.target).substr(2);
        Member* receiver = nullptr;
        if (name == "parent") {
            receiver = family->find(parent);
            event.invokeid = invokeid;
        } else if (name.starts_with("scxml_")) {
            receiver = family->find(name.substr(6));
        } else {
            receiver = child(name);
        }
        if (receiver == nullptr) {
            return Undelivered{true, "there is no such session"};
        }
        family->deliveries_.push_back({receiver->start.session_id, std::move(event)});
        return std::nullopt;
    }

    void cancel(const statechart::SendRequest& request) override {
        std::erase_if(family->timers_, [&](const Timer& timer) {
            return timer.session == start.session_id && timer.number == request.number;
        });
    }

    void log(const std::string&, const feel::Value&) override {}

    std::optional<std::string> custom(const statechart::Custom&, statechart::DataModel&) override {
        return "no extension element is known here";
    }

    std::optional<Undelivered> invoke(const statechart::InvokeRequest& request) override {
        const bool scxml = request.type.empty() || request.type == "scxml" ||
                           request.type.starts_with("http://www.w3.org/TR/scxml");
        auto chart = scxml ? family->load_(request) : nullptr;
        if (chart == nullptr) {
            return Undelivered{false, "there is nothing to invoke"};
        }
        Member& made = family->add(std::move(chart), start.session_id, request.invokeid);
        made.start.arguments = request.arguments;
        family->to_start_.push_back(&made);
        return std::nullopt;
    }

    void cancel_invoke(const std::string& id) override {
        Member* running = child(id);
        if (running == nullptr) {
            return;
        }
        running->cancelled = true;
        if (running->session.phase == Phase::running) {
            (void)stop(*running->document, running->session, running->around());
        }
    }

    void forward(const std::string& id, const Event& event) override {
        if (Member* receiver = child(id)) {
            family->deliveries_.push_back({receiver->start.session_id, event});
        }
    }

private:
    [[nodiscard]] Member* child(std::string_view id) const {
        for (const auto& member : family->members_) {
            if (member->parent == start.session_id && member->invokeid == id &&
                !member->cancelled && member->session.phase != Phase::finished) {
                return member.get();
            }
        }
        return nullptr;
    }
};

SessionFamily::Member* SessionFamily::find(std::string_view session) const {
    for (const auto& member : members_) {
        if (member->start.session_id == session && !member->cancelled) {
            return member.get();
        }
    }
    return nullptr;
}

SessionFamily::Member& SessionFamily::add(std::shared_ptr<const statechart::Document> document,
                                          std::string parent, std::string invokeid) {
    auto member = std::make_unique<Member>();
    member->family = this;
    member->document = std::move(document);
    member->parent = std::move(parent);
    member->invokeid = std::move(invokeid);
    member->start.session_id = "session" + std::to_string(members_.size() + 1);
    members_.push_back(std::move(member));
    return *members_.back();
}

SessionFamily::SessionFamily(Load load) : load_(std::move(load)) {}
SessionFamily::~SessionFamily() = default;

void SessionFamily::reload(Member& member) {
    const auto json = session_to_json(*member.document, member.session);
    member.session = {};
    if (!json.has_value()) {
        failure_ = "cannot be stored: " + json.error();
        return;
    }
    const auto parsed = parse_json(canonical_json(*json));
    if (!parsed.has_value()) {
        failure_ = "cannot be read: " + parsed.error().reason;
        return;
    }
    auto loaded = session_from_json(*member.document, *parsed);
    if (!loaded.has_value()) {
        failure_ = "cannot be loaded: " + loaded.error();
        return;
    }
    member.session = std::move(*loaded);
}

void SessionFamily::after_step(Member& member,
                               const Result<statechart::Macrostep, Reason>& result) {
    if (!result.has_value()) {
        failure_ = result.error().code + ": " + result.error().text;
        return;
    }
    reload(member);
    if (member.session.phase == Phase::finished && !member.parent.empty() && !member.cancelled) {
        Event done;
        done.name = "done.invoke." + member.invokeid;
        done.data = member.session.done_data;
        done.invokeid = member.invokeid;
        deliveries_.push_back({member.parent, std::move(done)});
    }
}

void SessionFamily::deliver_all() {
    while (failure_.empty() && (!to_start_.empty() || !deliveries_.empty())) {
        if (!to_start_.empty()) {
            Member& member = *to_start_.front();
            to_start_.pop_front();
            if (!member.cancelled) {
                after_step(member, statechart::start(*member.document, member.session, member.start,
                                                     member.around()));
            }
            continue;
        }
        Delivery delivery = std::move(deliveries_.front());
        deliveries_.pop_front();
        Member* member = find(delivery.session);
        if (member != nullptr && member->session.phase == Phase::running) {
            after_step(*member, statechart::step(*member->document, member->session,
                                                 std::move(delivery.event), member->around()));
        }
    }
}

bool SessionFamily::fire_next() {
    const auto next =
        std::min_element(timers_.begin(), timers_.end(), [](const Timer& a, const Timer& b) {
            return std::pair(a.due, a.order) < std::pair(b.due, b.order);
        });
    if (next == timers_.end()) {
        return false;
    }
    const Timer timer = *next;
    timers_.erase(next);
    now_ = timer.due;
    if (Member* member = find(timer.session)) {
        after_step(*member, statechart::fire(*member->document, member->session, timer.number,
                                             member->around()));
    }
    return true;
}

void SessionFamily::run(std::shared_ptr<const statechart::Document> document) {
    Member& first = add(std::move(document), "", "");
    to_start_.push_back(&first);
    deliver_all();
    constexpr int timers_max = 10'000;
    for (int fired = 0; fired < timers_max && failure_.empty(); ++fired) {
        if (first.session.phase == Phase::finished || !fire_next()) {
            return;
        }
        deliver_all();
    }
}

std::vector<std::string> SessionFamily::configuration() const {
    std::vector<std::string> ids;
    const Member& first = *members_.front();
    for (const statechart::StateIndex index : first.session.configuration) {
        ids.push_back(first.document->states[index].id);
    }
    return ids;
}

}  // namespace foerderwerk::scxml_suite
