// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/take_message.hpp"

#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

using ports::IntakeAnswer;

std::string text_at(const feel::Value& value, std::string_view outer, std::string_view inner) {
    const feel::Value* member = value.find(outer);
    const feel::Value* found = member != nullptr ? member->find(inner) : nullptr;
    return found != nullptr && found->kind() == feel::Kind::string ? found->as_string()
                                                                   : std::string();
}

std::string content_digest(ports::UnitOfWork& unit, const Casework& casework,
                           const TrustedMessage& message) {
    return commitment(casework.sealing, key_or_new(unit, casework.sealing, inbox_key),
                      message.canonical);
}

/// The answer to a message id that was taken before.
std::optional<IntakeAnswer> known_message(ports::UnitOfWork& unit, const Casework& casework,
                                          const TrustedMessage& message) {
    const auto known = unit.find_inbox(message.sender, message.message.id);
    if (!known.has_value()) {
        return std::nullopt;
    }
    if (known->content_digest == content_digest(unit, casework, message)) {
        return IntakeAnswer{
            .kind = IntakeAnswer::Kind::repeated, .receipt = known->receipt, .reasons = {}};
    }
    return IntakeAnswer{.kind = IntakeAnswer::Kind::conflict,
                        .receipt = {},
                        .reasons = {{"ID_CONFLICT", "nachrichtenUUID",
                                     "Unter dieser UUID wurde schon eine Nachricht mit anderem "
                                     "Inhalt angenommen."}}};
}

/// Seals what came in under the documents' key, which a new case gets now. Nothing is sealed for
/// a case whose key is destroyed.
void seal_documents(ports::StoreReader& store, const ports::Sealing& sealing,
                    const TrustedMessage& message, PreparedMessage& prepared) {
    const std::string& case_id = prepared.case_id;
    std::optional<std::string> key = key_if_any(store, sealing, key_id(case_id, documents_subject));
    if (!key.has_value()) {
        key = sealing.random_bytes(32);
        prepared.new_key = sealing.wrap_key(*key);
    }
    const auto add = [&](const char* kind, const std::string& content) {
        prepared.documents.push_back(sealed_document(sealing, *key, case_id, kind, content));
    };
    add("received", message.received);
    add("report", message.report);
    add("canonical", message.canonical);
}

void store_documents(ports::UnitOfWork& unit, const PreparedMessage& prepared) {
    if (prepared.new_key.has_value()) {
        const std::string id = key_id(prepared.case_id, documents_subject);
        if (unit.subject_key(id).has_value()) {
            throw OperatingError(FailureKind::corrupt, "the key " + id + " cannot be unwrapped");
        }
        unit.put_subject_key(id, *prepared.new_key);
    }
    for (const ports::DocumentRow& document : prepared.documents) {
        unit.put_document(document);
    }
}

cases::Command command_of(const TrustedMessage& message, const MessageRoute& route,
                          const std::string& case_id, const std::string& document) {
    cases::Command command;
    command.case_id = CaseId(case_id);
    command.event = "message." + message.message.name;
    command.data = message.message.data;
    command.actor = {
        .kind = cases::Actor::Kind::sender, .id = message.sender, .roles = {}, .on_behalf_of = {}};
    command.message = cases::MessageEvidence{.message_id = message.message.id,
                                             .document = document,
                                             .sender = message.sender,
                                             .signer_fingerprint = message.signer_fingerprint,
                                             .signature_algorithm = message.signature_algorithm,
                                             .reply_to = route.reply_to};
    return command;
}

/// The case that a follow-up message may speak to: of the programme it was delivered for, opened
/// by the same sender. For everybody else it does not exist.
std::string case_of(ports::StoreReader& store, const Casework& casework,
                    const TrustedMessage& message, const MessageRoute& route) {
    const auto case_id = store.case_by_file_number(route.file_number);
    const auto row = case_id.has_value() ? store.find_case(*case_id) : std::nullopt;
    const ProgrammeSettings* programme = casework.programme_of_leistung(message.leistung);
    if (!row.has_value() || programme == nullptr || programme->programme != row->programme) {
        return {};
    }
    const auto state = parse_json(row->state_json);
    return state.has_value() && state->text("sender") == message.sender ? *case_id : std::string();
}

}  // namespace

MessageRoute route_of(const feel::Value& data) {
    MessageRoute route;
    if (const feel::Value* number = data.find("aktenzeichen");
        number != nullptr && number->kind() == feel::Kind::string) {
        route.file_number = number->as_string();
    }
    route.reply_to = text_at(data, "kontakt", "postfach");
    if (route.reply_to.empty()) {
        route.reply_to = text_at(data, "kommune", "ags");
    }
    return route;
}

Result<PreparedMessage, Reasons> prepare_message(ports::StoreReader& store, Casework& casework,
                                                 const TrustedMessage& message) {
    PreparedMessage prepared;
    prepared.route = route_of(message.message.data);
    if (prepared.route.file_number.empty()) {
        prepared.programme = casework.programme_of_leistung(message.leistung);
        if (prepared.programme == nullptr) {
            return Failure<Reasons>(
                Reasons{{"RULE", message.leistung,
                         "Für diese Leistung ist hier kein Programm eingerichtet."}});
        }
        prepared.case_id = to_hex(casework.sealing.random_bytes(16));
    } else {
        prepared.case_id = case_of(store, casework, message, prepared.route);
        if (prepared.case_id.empty()) {
            return Failure<Reasons>(Reasons{
                {"RULE", "aktenzeichen", "Zu diesem Aktenzeichen gibt es keinen Vorgang."}});
        }
    }
    seal_documents(store, casework.sealing, message, prepared);
    prepared.command =
        command_of(message, prepared.route, prepared.case_id, prepared.documents.back().digest);
    return prepared;
}

IntakeAnswer take_message(ports::UnitOfWork& unit, Casework& casework,
                          const TrustedMessage& message) {
    if (auto answer = known_message(unit, casework, message)) {
        return std::move(*answer);
    }
    auto prepared = prepare_message(unit, casework, message);
    if (!prepared.has_value()) {
        return {.kind = IntakeAnswer::Kind::refused,
                .receipt = {},
                .reasons = std::move(prepared.error())};
    }
    return take_message(unit, casework, message, *prepared);
}

IntakeAnswer take_message(ports::UnitOfWork& unit, Casework& casework,
                          const TrustedMessage& message, PreparedMessage& prepared) {
    if (auto answer = known_message(unit, casework, message)) {
        return std::move(*answer);
    }
    store_documents(unit, prepared);
    const Handled handled =
        handle_in(unit, casework, prepared.command, prepared.programme, &prepared.decided);
    if (handled.incident.has_value()) {
        throw CaseParked(*handled.incident);
    }
    if (handled.kind == Handled::Kind::parked) {
        throw OperatingError(FailureKind::transient, "the case is parked as an incident");
    }
    const std::string receipt = prepared.case_id + "-" + std::to_string(handled.number);
    unit.put_inbox({.sender = message.sender,
                    .message_id = message.message.id,
                    .content_digest = content_digest(unit, casework, message),
                    .case_id = prepared.case_id,
                    .number = handled.number,
                    .receipt = receipt});
    return {.kind = IntakeAnswer::Kind::stored, .receipt = receipt, .reasons = handled.reasons};
}

}  // namespace foerderwerk::operations
