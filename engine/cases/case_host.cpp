// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/case_host.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "engine/cases/child_case.hpp"
#include "engine/cases/explain_decision.hpp"
#include "engine/cases/ledger_units.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/cases/write_notice.hpp"
#include "engine/dmn/evaluate_decision.hpp"
#include "engine/feel/subjects.hpp"

namespace foerderwerk::cases {

namespace {

using statechart::Custom;
using statechart::DataModel;
using statechart::SendRequest;
using statechart::Undelivered;

/// The text of an attribute `name`, or of the expression `nameexpr`. It stands open in the record,
/// so a personal value may not become one.
Result<std::string, std::string> text_of(const Custom& element, DataModel& data,
                                         const std::string& name) {
    if (const std::string* literal = element.attribute(name)) {
        return *literal;
    }
    const feel::Expression* expression = element.expression(name + "expr");
    if (expression == nullptr) {
        return std::string();
    }
    auto value = data.evaluate(*expression);
    if (!value.has_value()) {
        return Failure<std::string>(value.error());
    }
    if (!subject_of(*value).empty()) {
        return Failure<std::string>(name + "expr gives personal data, which may not stand here");
    }
    return feel::to_text(*value);
}

/// Whether a record could name an instant of that day.
bool has_instant(LocalDate date) {
    return date.year() >= std::chrono::year(1970) && date.year() <= std::chrono::year(9998);
}

Instant instant_of(const feel::DateTime& moment) {
    const auto time =
        std::chrono::duration_cast<std::chrono::microseconds>(moment.time.since_midnight);
    if (moment.time.offset.has_value()) {
        return std::chrono::sys_days(moment.date) + time - *moment.time.offset;
    }
    return berlin_instant(moment.date, time);
}

/// A legal date is over at its end: the timer is due when the next day begins in Berlin.
std::optional<Instant> due_instant(const SendRequest& request, Now now) {
    if (request.due.is_null()) {
        return now.instant + std::chrono::duration_cast<std::chrono::microseconds>(request.delay);
    }
    if (request.due.kind() != feel::Kind::date && request.due.kind() != feel::Kind::date_time) {
        return std::nullopt;
    }
    const LocalDate date = request.due.kind() == feel::Kind::date ? request.due.as_date()
                                                                  : request.due.as_date_time().date;
    if (!has_instant(date)) {
        return std::nullopt;
    }
    if (request.due.kind() == feel::Kind::date) {
        const auto next_day = std::chrono::sys_days(request.due.as_date()) + std::chrono::days(1);
        return berlin_instant(LocalDate(next_day), std::chrono::microseconds(0));
    }
    return instant_of(request.due.as_date_time());
}

}  // namespace

CaseHost::CaseHost(const Definition& definition, const Facts& facts, const CaseState& state,
                   const feel::Environment& environment, DerivationLog& derivations)
    : definition_(definition), facts_(facts), environment_(environment), derivations_(derivations) {
    collected_.holdings = state.holdings;
    collected_.waiting = state.waiting;
    for (const auto& [id, value] : facts_.values.entries()) {
        if (const auto line = line_of_fact(value)) {
            lines_[line->name] = line->balance;
            line_is_money_[line->name] = line->money;
        }
    }
}

std::optional<Undelivered> CaseHost::send(const SendRequest& request) {
    if (request.delayed() || !request.due.is_null()) {
        const std::optional<Instant> due = due_instant(request, environment_.now);
        if (!due.has_value()) {
            return Undelivered{.unreachable = false,
                               .reason = "fw:due must be a date from 1970 to 9998"};
        }
        collected_.timers_set.push_back({.id = std::to_string(request.number),
                                         .event = request.event.name,
                                         .due = *due,
                                         .derivation = derivation_of(request.due)});
        return std::nullopt;
    }
    if (std::ranges::find(event_processors, request.type) == event_processors.end()) {
        return Undelivered{.unreachable = false,
                           .reason = "no event I/O processor of type " + request.type};
    }
    collected_.effects.push_back({.id = {},
                                  .processor = request.type,
                                  .event = request.event.name,
                                  .target = request.target,
                                  .data = request.event.data});
    return std::nullopt;
}

/// Of fw:due itself, which was evaluated last; else of the expression in this step that computed
/// the date, when fw:due names a variable.
feel::Value CaseHost::derivation_of(const feel::Value& due) const {
    if (due.is_null() || facts_.semantics < 2) {
        return {};
    }
    const feel::Value own = derivations_.of_last_expression();
    return own.is_null() ? derivations_.of_result(due) : own;
}

void CaseHost::evaluated(const std::string& subject) {
    derivations_.end_expression(subject);
}

void CaseHost::cancel(const SendRequest& request) {
    const std::string id = std::to_string(request.number);
    const auto set = std::find_if(collected_.timers_set.begin(), collected_.timers_set.end(),
                                  [&id](const Timer& timer) { return timer.id == id; });
    if (set != collected_.timers_set.end()) {
        collected_.timers_set.erase(set);
        return;
    }
    collected_.timers_dropped.push_back(id);
}

// Log lines of a chart are for its author, who sees them in `workflow test`; a case's record
// holds what was decided.
void CaseHost::log(const std::string&, const feel::Value&) {}

std::optional<std::string> CaseHost::custom(const Custom& element, DataModel& data) {
    if (element.name == "require") {
        return require(element, data);
    }
    if (element.name == "refuse") {
        return refuse(element, data);
    }
    if (element.name == "decide") {
        return decide_by_rules(element, data);
    }
    if (element.name == "reserve") {
        return post(element, data, ledger::PostingKind::reserve);
    }
    if (element.name == "commit") {
        return post(element, data, ledger::PostingKind::commit);
    }
    if (element.name == "pay") {
        return post(element, data, ledger::PostingKind::pay);
    }
    if (element.name == "release") {
        const std::string* from = element.attribute("from");
        const std::string kept = from != nullptr ? *from : "committed";
        return post(element, data,
                    kept == "reserved" ? ledger::PostingKind::release_reserved
                    : kept == "paid"   ? ledger::PostingKind::take_back
                                       : ledger::PostingKind::release_committed);
    }
    if (element.name == "document") {
        return write_document(element, data);
    }
    if (element.name == "wait") {
        return wait(element, data);
    }
    if (element.name == "leave") {
        collected_.waiting = {};
        return std::nullopt;
    }
    return "unknown element fw:" + element.name;
}

// The child begins when the effect is delivered: a step opens nothing outside its own case.
std::optional<Undelivered> CaseHost::invoke(const statechart::InvokeRequest& request) {
    if (request.type != "case") {
        return Undelivered{.unreachable = false,
                           .reason = "no child of type " + request.type + " can be invoked"};
    }
    if (request.source.empty()) {
        return Undelivered{.unreachable = false, .reason = "src names the programme of the child"};
    }
    collected_.effects.push_back({.id = {},
                                  .processor = "case",
                                  .event = invoke_event,
                                  .target = request.source + "#" + request.invokeid,
                                  .data = feel::Value(request.arguments)});
    return std::nullopt;
}

void CaseHost::cancel_invoke(const std::string& invokeid) {
    collected_.effects.push_back({.id = {},
                                  .processor = "case",
                                  .event = cancel_event,
                                  .target = "#" + invokeid,
                                  .data = {}});
}

void CaseHost::forward(const std::string&, const statechart::Event&) {}

std::optional<std::string> CaseHost::add_reason(const Custom& element, DataModel& data) {
    // A condition that did not hold refuses, whatever becomes of the words for it.
    const auto text = text_of(element, data, "text");
    const std::string* code = element.attribute("code");
    const std::string* place = element.attribute("field");
    collected_.reasons.push_back({.code = code != nullptr ? *code : "REFUSED",
                                  .place = place != nullptr ? *place : "",
                                  .text = text.value_or("Die Voraussetzungen für diesen Schritt "
                                                        "sind nicht erfüllt.")});
    return text.has_value() ? std::nullopt : std::optional(text.error());
}

std::optional<std::string> CaseHost::require(const Custom& element, DataModel& data) {
    const feel::Expression* condition = element.expression("cond");
    if (condition == nullptr) {
        return "fw:require needs cond";
    }
    const auto holds = data.holds(*condition);
    if (!holds.has_value()) {
        return holds.error();
    }
    return *holds ? std::nullopt : add_reason(element, data);
}

std::optional<std::string> CaseHost::refuse(const Custom& element, DataModel& data) {
    return add_reason(element, data);
}

// Which file answers: by the legal day of the case, never by the day it runs.
Result<CaseHost::ChosenTable, std::string> CaseHost::choose_table(const Custom& element,
                                                                  DataModel& data) {
    const std::string* rules = element.attribute("rules");
    const std::string* table = element.attribute("table");
    if (rules == nullptr) {
        return ChosenTable{table != nullptr ? *table : usual_tables, ""};
    }
    const auto date = data.evaluate(*element.expression("dateexpr"));
    if (!date.has_value()) {
        return Failure<std::string>(date.error());
    }
    const bool is_day = date->kind() == feel::Kind::date;
    if (!is_day && date->kind() != feel::Kind::date_time) {
        return Failure<std::string>("dateexpr of fw:decide gives no date");
    }
    const LocalDate day = is_day ? date->as_date() : date->as_date_time().date;
    const RuleVersion* version = version_for(definition_.rule_sets.at(*rules), day);
    if (version == nullptr) {
        return Failure<std::string>("the rules '" + *rules + "' have no version for " +
                                    to_string(day));
    }
    return ChosenTable{version->file, to_string(day)};
}

std::optional<std::string> CaseHost::decide_by_rules(const Custom& element, DataModel& data) {
    const std::string* decision = element.attribute("decision");
    const feel::Expression* input = element.expression("inputexpr");
    if (decision == nullptr || input == nullptr || !element.location.has_value()) {
        return "fw:decide needs decision, inputexpr and location";
    }
    const auto inputs = data.evaluate(*input);
    if (!inputs.has_value()) {
        return inputs.error();
    }
    if (inputs->kind() != feel::Kind::context) {
        return "the inputs of a decision are a context";
    }
    auto table = choose_table(element, data);
    if (!table.has_value()) {
        return table.error();
    }
    auto decided = dmn::evaluate(definition_.tables.at(table->file), *decision,
                                 inputs->as_context(), environment_);
    derivations_.end_expression(decided.has_value() ? decided->derived_from_subject
                                                    : subject_of(*inputs));
    if (!decided.has_value()) {
        return decided.error().front().text;
    }
    const std::string& subject = decided->derived_from_subject;
    if (decided->value.is_null() && !decided->problems.empty()) {
        // A problem may quote what was asked, and it goes open into the record.
        return "decision " + *decision + ": " +
               (subject.empty() ? decided->problems.front() : "a problem over personal data");
    }
    UsedRule used{.decision = *decision,
                  .table = std::move(table->file),
                  .day = std::move(table->day),
                  .rule_ids = {},
                  .sentences = explain_decision(*decision, *decided)};
    for (const dmn::MatchedRule& rule : decided->matched) {
        used.rule_ids.push_back(rule.rule_id);
    }
    collected_.rules.push_back(std::move(used));
    return data.assign(*element.location, subject.empty()
                                              ? std::move(decided->value)
                                              : feel::mark_texts(decided->value, subject));
}

std::optional<std::string> CaseHost::wait(const Custom& element, DataModel& data) {
    const auto line = text_of(element, data, "line");
    if (!line.has_value()) {
        return line.error();
    }
    const feel::Expression* since = element.expression("sinceexpr");
    if (line->empty() || since == nullptr) {
        return "fw:wait needs lineexpr and sinceexpr";
    }
    const auto value = data.evaluate(*since);
    if (!value.has_value()) {
        return value.error();
    }
    if (value->kind() != feel::Kind::date_time || !has_instant(value->as_date_time().date)) {
        return "fw:wait needs sinceexpr to be a date and time from 1970 to 9998";
    }
    collected_.waiting = {.line = *line, .since = instant_of(value->as_date_time())};
    return std::nullopt;
}

std::optional<std::string> CaseHost::post(const Custom& element, DataModel& data,
                                          ledger::PostingKind kind) {
    const auto line = text_of(element, data, "line");
    if (!line.has_value()) {
        return line.error();
    }
    const auto balance = lines_.find(*line);
    if (balance == lines_.end()) {
        return "no fact tells the balance of the line '" + *line + "'";
    }
    const feel::Expression* amount = element.expression("amountexpr");
    if (amount == nullptr) {
        return "fw:" + element.name + " needs amountexpr";
    }
    const bool money = line_is_money_[*line];
    const auto units = ledger_amount(data, *amount, money);
    if (!units.has_value()) {
        return units.error();
    }
    ledger::Posting posting;
    posting.line = *line;
    posting.kind = kind;
    posting.amount = *units;
    if (const feel::Expression* limit = element.expression("limitexpr")) {
        const auto limited = ledger_amount(data, *limit, money);
        if (!limited.has_value()) {
            return limited.error();
        }
        posting.limit = *limited;
    }
    if (posting.amount == 0) {
        return std::nullopt;  // nothing to post, for instance no rest to release
    }
    auto applied = ledger::apply(posting, balance->second, collected_.holdings[*line]);
    if (!applied.has_value()) {
        collected_.reasons.push_back(applied.error());
        return std::nullopt;
    }
    balance->second = applied->line;
    collected_.lines_after[*line] = applied->line;
    collected_.holdings[*line] = applied->holding;
    collected_.postings.push_back(std::move(posting));
    return std::nullopt;
}

std::optional<std::string> CaseHost::write_document(const Custom& element, DataModel& data) {
    const std::string* path = element.attribute("template");
    if (path == nullptr || !element.location.has_value()) {
        return "fw:document needs template and location";
    }
    const auto notice = definition_.notices.find(*path);
    if (notice == definition_.notices.end()) {
        return "no template " + *path;
    }
    auto text = write_notice(notice->second, data);
    if (!text.has_value()) {
        return text.error();
    }
    return data.assign(*element.location, std::move(*text));
}

}  // namespace foerderwerk::cases
