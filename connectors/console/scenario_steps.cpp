// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>

#include <yaml-cpp/yaml.h>

#include "connectors/console/scenario_values.hpp"
#include "connectors/console/scenario_world.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/operations/check_store.hpp"
#include "engine/operations/fire_deadlines.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/operations/wake_case.hpp"
#include "engine/statechart/document.hpp"

namespace foerderwerk::console {

namespace {

/// A transition that only refuses is never taken: it did its work when its reason was given.
void add_refusals(const statechart::Document& chart, const Json& record,
                  std::vector<std::string>& taken) {
    const Json* stimulus = record.find("stimulus");
    const Json* reasons = record.find("reasons");
    if (stimulus == nullptr || reasons == nullptr) {
        return;
    }
    for (std::size_t index = 0; index < chart.transitions.size(); ++index) {
        const statechart::Transition& transition = chart.transitions[index];
        const bool heard = std::any_of(
            transition.events.begin(), transition.events.end(), [&](const std::string& event) {
                return statechart::matches_event(event, stimulus->text("event"));
            });
        for (const statechart::Action& action : transition.content) {
            const auto* custom = std::get_if<statechart::Custom>(&action.content);
            const std::string* code =
                custom != nullptr && custom->name == "refuse" ? custom->attribute("code") : nullptr;
            const bool given =
                heard && code != nullptr &&
                std::any_of(reasons->as_array().begin(), reasons->as_array().end(),
                            [code](const Json& r) { return r.text("code") == *code; });
            if (given) {
                taken.push_back(std::to_string(index));
            }
        }
    }
}

}  // namespace

void ScenarioHouse::move_clock(const YAML::Node& step) {
    const std::string on = text_of(member(step, "on"));
    const std::string at = text_of(member(step, "at"));
    const auto date = on.empty() ? std::optional(berlin_date(clock_.instant())) : parse_date(on);
    if (!date.has_value()) {
        throw std::runtime_error("on: '" + on + "' is no date");
    }
    if (on.empty() && at.empty()) {
        // Steps follow each other; two at the same instant would hide their order.
        clock_.set(clock_.instant() + std::chrono::minutes(1));
        return;
    }
    std::chrono::microseconds time = std::chrono::hours(9);
    if (!at.empty()) {
        const YAML::Node node = YAML::Load(at);
        const auto value = value_of(node, {});
        if (!value.has_value() || value->kind() != feel::Kind::time) {
            throw std::runtime_error("at: '" + at + "' is no time");
        }
        time =
            std::chrono::duration_cast<std::chrono::microseconds>(value->as_time().since_midnight);
    }
    const Instant moved = berlin_instant(*date, time);
    clock_.set(moved > clock_.instant() ? moved : clock_.instant() + std::chrono::seconds(1));
}

feel::Value ScenarioHouse::message_data(const YAML::Node& step, const std::string& alias) {
    const auto evaluate = [this](const std::string& text) -> Result<feel::Value, std::string> {
        feel::Value value = data(text);
        if (value.is_error()) {
            return Failure<std::string>("= " + text + ": " + value.error_reason());
        }
        return value;
    };
    auto given = value_of(member(step, "data"), evaluate);
    if (!given.has_value()) {
        throw std::runtime_error(given.error());
    }
    feel::Context message =
        given->kind() == feel::Kind::context ? given->as_context() : feel::Context();
    const auto known = cases_.find(alias);
    if (known == cases_.end()) {
        if (message.find("kommune") == nullptr) {
            message.set("kommune", default_municipality_);
        }
        return feel::Value(std::move(message));
    }
    if (message.find("aktenzeichen") == nullptr) {
        current_ = alias;
        const auto row = current_case();
        message.set("aktenzeichen", row.has_value() ? row->file_number : "");
    }
    return feel::Value(std::move(message));
}

StepOutcome ScenarioHouse::send_message(const YAML::Node& step, const std::string& name) {
    const std::string as = text_of(member(step, "as"));
    std::string alias = text_of(member(step, "case"));
    if (alias.empty()) {
        alias = !as.empty() ? as : current_.empty() ? "1" : current_;
    }
    const std::string id = text_of(member(step, "message_id"));
    operations::TrustedMessage message;
    message.leistung = "scenario";
    message.sender = "portal";
    message.message.name = name;
    message.message.id = id.empty() ? "message-" + std::to_string(++messages_) : id;
    message.message.data = message_data(step, alias);
    // A repetition of a first message must not be taken for a message to the case it made.
    const auto again = member(step, "again");
    if (again.IsDefined() && again.as<bool>()) {
        auto fresh = value_of(member(step, "data"), {});
        feel::Context first = fresh->as_context();
        if (first.find("kommune") == nullptr) {
            first.set("kommune", default_municipality_);
        }
        message.message.data = feel::Value(std::move(first));
    }
    message.canonical = name + canonical_json(*feel::to_json(message.message.data));
    message.received = message.canonical;
    message.report = "{}";
    ports::IntakeAnswer answer;
    casework_.store.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, casework_, message);
    });
    StepOutcome outcome;
    outcome.repeated = answer.kind == ports::IntakeAnswer::Kind::repeated;
    outcome.conflict = answer.kind == ports::IntakeAnswer::Kind::conflict;
    outcome.refused = answer.reasons;
    if (answer.kind == ports::IntakeAnswer::Kind::stored) {
        cases_[alias] = answer.receipt.substr(0, answer.receipt.find('-'));
        current_ = alias;
    }
    return outcome;
}

StepOutcome ScenarioHouse::outcome_of(const operations::Handled& handled) {
    StepOutcome outcome;
    outcome.refused = handled.reasons;
    return outcome;
}

StepOutcome ScenarioHouse::act(const YAML::Node& step, const std::string& name) {
    cases::Command command;
    command.case_id = CaseId(cases_[current_]);
    command.event = "action." + name;
    command.reason = text_of(member(step, "reason"));
    // As the daemon gives it: nothing without data, and what a clerk writes is sealed.
    if (member(step, "data").IsDefined()) {
        command.data = feel::Value::personal(message_data(step, current_), "vermerk");
    }
    const std::string person = text_of(member(step, "by"));
    casework_.store.read([&](ports::StoreReader& store) {
        auto actor =
            operations::person_as_actor(store, person, definition_->programme, clock_.now());
        if (!actor.has_value()) {
            throw std::runtime_error("by: nobody is called '" + person + "'");
        }
        command.actor = std::move(*actor);
    });
    return outcome_of(operations::handle_command(casework_, command));
}

StepOutcome ScenarioHouse::answer(const YAML::Node& step, const std::string& name) {
    cases::Command command;
    command.case_id = CaseId(cases_[current_]);
    command.event = "answer." + name;
    feel::Context data = message_data(step, current_).as_context();
    data.erase("aktenzeichen");
    if (data.find("value_date") == nullptr) {
        data.set("value_date", berlin_date(clock_.instant()));
    }
    if (data.find("end_to_end_id") == nullptr) {
        data.set("end_to_end_id", "E2E-1");
    }
    command.data = feel::Value(std::move(data));
    command.actor = {.kind = cases::Actor::Kind::connector,
                     .id = name.substr(0, name.find('.')),
                     .roles = {},
                     .on_behalf_of = {}};
    return outcome_of(operations::handle_command(casework_, command));
}

StepOutcome ScenarioHouse::advance(const std::string& to) {
    std::optional<std::int64_t> next;
    casework_.store.read([&](ports::StoreReader& store) { next = store.next_timer_micros(); });
    if (to == "deadline" || to == "frist") {
        if (!next.has_value()) {
            throw std::runtime_error("advance: no deadline is running");
        }
        clock_.set(operations::from_micros(*next));
    } else if (const auto date = parse_date(to)) {
        clock_.set(berlin_instant(*date, std::chrono::hours(8)));
    } else {
        throw std::runtime_error("advance: 'deadline' or a date is needed");
    }
    operations::fire_deadlines(casework_);
    return {};
}

/// What a step left for other cases (waiting list) happens before the next step.
void ScenarioHouse::wake_cases() {
    const auto open = [this] {
        std::vector<ports::OutboxRow> items;
        casework_.store.read([&](ports::StoreReader& store) { items = store.open_outbox("case"); });
        return items;
    };
    // One that moves may wake the next; each item is closed, so this ends with the last one.
    for (auto waiting = open(); !waiting.empty(); waiting = open()) {
        const ports::OutboxRow& item = waiting.front();
        casework_.store.write([&](ports::UnitOfWork& unit) {
            ports::OutboxRow done = item;
            done.status = "delivered";
            unit.put_outbox(done);
            (void)operations::wake_case_in(unit, casework_, done);
        });
    }
}

StepOutcome ScenarioHouse::run(const YAML::Node& step) {
    move_clock(step);
    if (const std::string alias = text_of(member(step, "case")); !alias.empty()) {
        current_ = alias;
    }
    std::int64_t before = 0;
    if (const auto row = current_case()) {
        before = row->number;
    }
    const std::string earlier = current_;
    StepOutcome outcome;
    if (const std::string name = text_of(member(step, "message")); !name.empty()) {
        outcome = send_message(step, name);
    } else if (const std::string action = text_of(member(step, "action")); !action.empty()) {
        outcome = act(step, action);
    } else if (const std::string answered = text_of(member(step, "answer")); !answered.empty()) {
        outcome = answer(step, answered);
    } else if (const YAML::Node row = member(step, "register"); row.IsDefined()) {
        put_municipality(row);
    } else if (const YAML::Node providers = member(step, "providers"); providers.IsDefined()) {
        put_providers(providers);
    } else if (const std::string amount = text_of(member(step, "allot")); !amount.empty()) {
        allot(amount);
    } else if (const std::string to = text_of(member(step, "advance")); !to.empty()) {
        outcome = advance(to);
    }
    wake_cases();
    const std::int64_t after_number = current_ == earlier ? before : 0;
    casework_.store.read([&](ports::StoreReader& store) {
        for (const ports::OutboxRow& item : store.outbox_of_case(cases_[current_])) {
            if (item.number > after_number && item.processor == "portal") {
                outcome.mailbox.push_back(item.event == "refusal" ? "antrag.rueckweisung"
                                                                  : item.event);
            }
        }
    });
    return outcome;
}

namespace {

void add_differences(const std::vector<cases::ReplayedStep>& steps, const std::string& place,
                     std::vector<std::string>& wrong) {
    for (const cases::ReplayedStep& step : steps) {
        if (step.verdict != cases::ReplayedStep::Verdict::identical) {
            wrong.push_back(place + std::to_string(step.number) + ": " + step.detail);
        }
    }
}

/// The transitions that a record took; of a refusal those whose reason it gives.
void add_taken(const statechart::Document& chart, const Json& record,
               std::vector<std::string>& taken) {
    if (const Json* transitions = record.find("transitions")) {
        for (const Json& transition : transitions->as_array()) {
            taken.push_back(std::to_string(transition.find("index")->as_integer()));
        }
    } else if (record.text("kind") == "refused") {
        add_refusals(chart, record, taken);
    }
}

}  // namespace

std::vector<std::string> ScenarioHouse::replay_all() {
    std::vector<std::string> wrong;
    casework_.store.read([&](ports::StoreReader& store) {
        for (const auto& [alias, id] : cases_) {
            const operations::CaseReplay replay = operations::replay_case(store, casework_, id);
            add_differences(replay.steps, "case " + alias + ", record ", wrong);
        }
        for (const Reason& reason : operations::check_store(store, casework_).reasons) {
            wrong.push_back(reason.place + ": " + reason.text);
        }
    });
    return wrong;
}

std::vector<std::string> ScenarioHouse::taken() {
    std::vector<std::string> taken;
    casework_.store.read([&](ports::StoreReader& store) {
        store.for_each_record("", [&](const ports::RecordRow& row) {
            add_taken(definition_->chart, parse_json(row.bytes).value_or(Json()), taken);
        });
    });
    return taken;
}

}  // namespace foerderwerk::console
