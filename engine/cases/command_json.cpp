// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/command_json.hpp"

#include "engine/cases/actor_json.hpp"
#include "engine/cases/seal_values.hpp"

namespace foerderwerk::cases {

namespace {

Json message_json(const MessageEvidence& message) {
    return json_object("message_id", message.message_id, "document", message.document, "sender",
                       message.sender, "signer_fingerprint", message.signer_fingerprint,
                       "signature_algorithm", message.signature_algorithm, "reply_to",
                       message.reply_to);
}

MessageEvidence message_of(const Json& json) {
    return {.message_id = json.text("message_id"),
            .document = json.text("document"),
            .sender = json.text("sender"),
            .signer_fingerprint = json.text("signer_fingerprint"),
            .signature_algorithm = json.text("signature_algorithm"),
            .reply_to = json.text("reply_to")};
}

Result<feel::Value, std::string> member_value(const Json& json, std::string_view name,
                                              const feel::OpenPart& open) {
    const Json* member = json.find(name);
    if (member == nullptr) {
        return feel::Value();
    }
    return feel::from_json(*member, open);
}

}  // namespace

Json stimulus_json(const Command& command, const feel::Value& reason) {
    Json json = json_object("event", command.event);
    if (!command.data.is_null()) {
        json.set("data", sealed_json(command.data));
    }
    if (!reason.is_null()) {
        json.set("reason", sealed_json(reason));
    }
    if (!command.send_id.empty()) {
        json.set("send_id", command.send_id);
    }
    if (command.message.has_value()) {
        json.set("message", message_json(*command.message));
    }
    return json;
}

Json facts_json(const Facts& facts) {
    Json json = json_object("values", sealed_json(feel::Value(facts.values)), "programme",
                            sealed_json(feel::Value(facts.programme)));
    if (!facts.file_number.empty()) {
        json.set("file_number", facts.file_number);
    }
    return json;
}

Result<RecordedInputs, std::string> inputs_of_record(const Json& record,
                                                     const feel::OpenPart& open) {
    RecordedInputs inputs;
    const Json* stimulus = record.find("stimulus");
    const Json* facts = record.find("facts");
    const Json* actor = record.find("actor");
    if (stimulus == nullptr || facts == nullptr || actor == nullptr) {
        return Failure<std::string>("the record has no stimulus, facts or actor");
    }
    const auto instant = parse_instant(record.text("at"));
    const auto date = parse_date(record.text("date"));
    auto known_actor = actor_from_json(*actor);
    if (!instant.has_value() || !date.has_value() || !known_actor.has_value()) {
        return Failure<std::string>("the record has no valid time, date or actor");
    }
    inputs.now = {.instant = *instant, .berlin_date = *date};
    inputs.command.case_id = CaseId(record.text("case"));
    inputs.command.event = stimulus->text("event");
    inputs.command.send_id = stimulus->text("send_id");
    inputs.command.actor = std::move(*known_actor);
    if (const Json* message = stimulus->find("message")) {
        inputs.command.message = message_of(*message);
    }
    // Parts that this very record brought in get their ids again from decide().
    const Json* number = record.find("number");
    const std::string own =
        "p" + std::to_string(number != nullptr ? number->as_integer() : 0) + ".";
    const feel::OpenPart open_anew =
        [&](const std::string& part) -> Result<feel::Value, std::string> {
        auto value = open(part);
        if (!value.has_value() || !part.starts_with(own) || value->mark() == nullptr) {
            return value;
        }
        return feel::Value::personal(value->unmarked(), value->mark()->subject);
    };
    auto data = member_value(*stimulus, "data", open_anew);
    auto reason = member_value(*stimulus, "reason", open_anew);
    auto values = member_value(*facts, "values", open);
    auto programme = member_value(*facts, "programme", open);
    for (const auto* read : {&data, &reason, &values, &programme}) {
        if (!read->has_value()) {
            return Failure<std::string>(read->error());
        }
    }
    inputs.command.data = std::move(*data);
    inputs.reason = std::move(*reason);
    inputs.command.reason = inputs.reason.is_null() ? "" : feel::to_text(inputs.reason);
    if (values->kind() == feel::Kind::context) {
        inputs.facts.values = values->as_context();
    }
    if (programme->kind() == feel::Kind::context) {
        inputs.facts.programme = programme->as_context();
    }
    inputs.facts.file_number = facts->text("file_number");
    const Json* semantics = record.find("semantics");
    inputs.facts.semantics =
        semantics != nullptr && semantics->is_integer() ? semantics->as_integer() : 0;
    return inputs;
}

}  // namespace foerderwerk::cases
