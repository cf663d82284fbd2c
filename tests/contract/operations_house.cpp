// SPDX-License-Identifier: EUPL-1.2
#include "tests/contract/operations_house.hpp"

#include <stdexcept>

#include "engine/feel/value_json.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/check_store.hpp"
#include "engine/operations/park_case.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/operations/subject_keys.hpp"

namespace foerderwerk::contract {

namespace {

constexpr const char* chart = R"(<scxml xmlns="http://www.w3.org/2005/07/scxml"
    xmlns:fw="urn:foerderwerk:workflow:1" version="1.0" datamodel="feel" name="probe"
    initial="start">
  <datamodel>
    <data id="wer"/><data id="n"/><data id="wert"/><data id="antwort"/>
    <fw:fact id="satz" source="register" register="satz" keyexpr='"x"'/>
  </datamodel>
  <state id="start"><transition event="message.antrag" target="offen">
    <fw:require code="ZU_KLEIN" field="n" cond="_event.data.n &gt; 0" text="Zu klein."/>
    <assign location="wer" expr="_event.data.name"/>
    <assign location="n" expr="_event.data.n"/>
    <send type="portal" event="eingang" target="box"><param name="wer" expr="wer"/></send>
  </transition></state>
  <state id="offen" fw:label="Offen">
    <onentry><send event="deadline.x" id="x" delay="60s"/></onentry>
    <onexit><cancel sendid="x"/></onexit>
    <transition event="message.nachtrag" cond='matches("a", "a")'><assign location="wert"
        expr="_x.facts.satz.wert"/></transition>
    <transition event="action.schreiben" fw:by="sb">
      <send type="portal" event="brief" target="box"/>
      <send type="portal" event="brief" target="andere"/></transition>
    <transition event="action.rechnen" fw:by="sb" cond='matches("a", "a")'/>
    <transition event="action.wecken" fw:by="sb">
      <send type="case" targetexpr="_event.data.ziel" event="admin.geweckt">
        <param name="wer" expr="wer"/></send></transition>
    <transition event="admin.geweckt" target="geweckt">
      <assign location="wer" expr="_event.data.wer"/></transition>
    <transition event="answer.portal"><assign location="antwort" expr="_event.name"/></transition>
    <transition event="deadline.x" cond="n = 13"><fw:refuse code="NEIN"
        text="Die Frist ist bockig."/></transition>
    <transition event="deadline.x" target="abgelaufen"/>
  </state>
  <state id="geweckt"/>
  <final id="abgelaufen"/>
</scxml>)";

}  // namespace

OperationsHouse::OperationsHouse(const std::string& database)
    : store({.path = database}),
      casework{.store = store,
               .sealing = sealing,
               .clock = clock,
               .definitions = definitions,
               .services = &services,
               .programmes = {},
               .warm = &warm,
               .numbers = &numbers} {
    const cases::Files files = {{"workflow.scxml", chart}};
    auto loaded = loader.load(files);
    if (!loaded.has_value()) {
        throw std::runtime_error(loaded.error().front().place + loaded.error().front().text);
    }
    definition = *loaded;
    definitions.add(definition);
    casework.programmes.push_back({.programme = "probe",
                                   .definition = definition->id.text(),
                                   .leistung = "100",
                                   .file_number_pattern = "P-{year}-{number:04}",
                                   .settings = {}});
    store.write([&](ports::UnitOfWork& unit) {
        unit.put_definition({.id = definition->id.text(),
                             .programme = "probe",
                             .files_json = operations::files_json(files)});
    });
}

ports::IntakeAnswer OperationsHouse::send(const std::string& id, int n,
                                          const std::string& file_number, const std::string& name) {
    feel::Context data;
    data.set("n", n);
    data.set("name", feel::Value::personal(name, "kontakt"));
    if (!file_number.empty()) {
        data.set("aktenzeichen", file_number);
    }
    operations::TrustedMessage message;
    message.leistung = "100";
    message.sender = "portal";
    message.message.name = file_number.empty() ? "antrag" : "nachtrag";
    message.message.id = id;
    message.message.data = feel::Value(std::move(data));
    message.canonical = canonical_json(*feel::to_json(message.message.data));
    message.received = message.canonical;
    message.report = "{}";
    ports::IntakeAnswer answer;
    store.write([&](ports::UnitOfWork& unit) {
        answer = operations::take_message(unit, casework, message);
    });
    return answer;
}

operations::Handled OperationsHouse::act(const std::string& case_id, const std::string& action,
                                         feel::Value data) {
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = "action." + action;
    command.data = std::move(data);
    command.actor = {
        .kind = cases::Actor::Kind::person, .id = "p-1", .roles = {"sb"}, .on_behalf_of = {}};
    return operations::handle_command(casework, command);
}

void OperationsHouse::set_register(const std::string& name, const std::string& key,
                                   const std::string& valid_from, const std::string& value) {
    operations::RegisterAct act{.act = "set",
                                .actor = "setup",
                                .reason = {},
                                .rows = {{name, key, valid_from, value}},
                                .allotments = {},
                                .batches = {}};
    store.write([&](ports::UnitOfWork& unit) { operations::change_register(unit, casework, act); });
}

void OperationsHouse::park(const std::string& case_id, const std::string& cause) {
    store.write([&](ports::UnitOfWork& unit) {
        operations::park_case(unit, casework,
                              {.case_id = case_id, .event = "action.x", .cause = cause});
    });
}

std::string OperationsHouse::resume(const std::string& case_id, const std::string& reason) {
    std::string code;
    store.write([&](ports::UnitOfWork& unit) {
        const auto record = operations::resume_case(unit, casework, case_id, "be-1", reason);
        code = record.has_value() ? "" : record.error().code;
    });
    return code;
}

ports::CaseRow OperationsHouse::row(const std::string& case_id) {
    ports::CaseRow found;
    store.read([&](ports::StoreReader& reader) {
        found = reader.find_case(case_id).value_or(ports::CaseRow{});
    });
    return found;
}

std::vector<ports::OutboxRow> OperationsHouse::outbox(const std::string& case_id) {
    std::vector<ports::OutboxRow> rows;
    store.read([&](ports::StoreReader& reader) { rows = reader.outbox_of_case(case_id); });
    return rows;
}

feel::Value OperationsHouse::data(const std::string& case_id, const std::string& name) {
    feel::Value value;
    store.read([&](ports::StoreReader& reader) {
        const cases::CaseState state =
            operations::load_state(reader, casework, *reader.find_case(case_id), *definition);
        const feel::Value* found = state.session.data.find(name);
        value = found != nullptr ? *found : feel::Value();
    });
    return value;
}

void OperationsHouse::spoil_key(const std::string& case_id, const std::string& subject) {
    store.write([&](ports::UnitOfWork& unit) {
        unit.put_subject_key(operations::key_id(case_id, subject), std::string(60, 'x'));
    });
    warm.forget(case_id);
}

std::string OperationsHouse::findings() {
    std::string found;
    store.read([&](ports::StoreReader& reader) {
        for (const Reason& reason : operations::check_store(reader, casework).reasons) {
            found += reason.place + ": " + reason.text + "\n";
        }
        for (const ports::CaseRow& one : reader.list_cases({.programme = {},
                                         .state = {},
                                         .role = {},
                                         .open_only = false,
                                         .most = 100,
                                         .after_case = {}})) {
            for (const auto& step : operations::replay_case(reader, casework, one.case_id).steps) {
                if (step.verdict != cases::ReplayedStep::Verdict::identical) {
                    found += one.case_id + " " + std::to_string(step.number) + step.detail + "\n";
                }
            }
        }
    });
    return found;
}

feel::Answer<bool> BrittleServices::matches(const std::string&, const std::string&,
                                            const std::string&) const {
    if (broken) {
        throw std::logic_error("Rechenfehler");
    }
    return true;
}

std::string case_of(const ports::IntakeAnswer& answer) {
    return answer.receipt.substr(0, answer.receipt.find('-'));
}

ports::DeliveryAnswer ScriptedProcessor::send(const ports::OutgoingDocument& document) {
    sent.push_back(document);
    if (meanwhile) {
        meanwhile();
    }
    if (dies) {
        throw std::runtime_error("the process ends here");
    }
    return answer;
}

}  // namespace foerderwerk::contract
