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

IntakeAnswer refused(IntakeAnswer::Kind kind, Reason reason) {
    return {.kind = kind, .receipt = {}, .reasons = {std::move(reason)}};
}

/// Keeps what came in, sealed; gives the keyed digest of the canonical bytes.
std::string keep_documents(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                           const std::string& case_id, const TrustedMessage& message) {
    store_document(unit, sealing, case_id, "received", message.received);
    store_document(unit, sealing, case_id, "report", message.report);
    return store_document(unit, sealing, case_id, "canonical", message.canonical);
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
std::string case_of(ports::UnitOfWork& unit, const Casework& casework,
                    const TrustedMessage& message, const MessageRoute& route) {
    const auto case_id = unit.case_by_file_number(route.file_number);
    const auto row = case_id.has_value() ? unit.find_case(*case_id) : std::nullopt;
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

IntakeAnswer take_message(ports::UnitOfWork& unit, Casework& casework,
                          const TrustedMessage& message) {
    const std::string digest = commitment(
        casework.sealing, key_or_new(unit, casework.sealing, inbox_key), message.canonical);
    if (const auto known = unit.find_inbox(message.sender, message.message.id)) {
        if (known->content_digest == digest) {
            return {.kind = IntakeAnswer::Kind::repeated, .receipt = known->receipt, .reasons = {}};
        }
        return refused(IntakeAnswer::Kind::conflict,
                       {"ID_CONFLICT", "nachrichtenUUID",
                        "Unter dieser UUID wurde schon eine Nachricht mit anderem Inhalt "
                        "angenommen."});
    }
    const MessageRoute route = route_of(message.message.data);
    const ProgrammeSettings* programme = nullptr;
    std::string case_id;
    if (route.file_number.empty()) {
        programme = casework.programme_of_leistung(message.leistung);
        if (programme == nullptr) {
            return refused(IntakeAnswer::Kind::refused,
                           {"RULE", message.leistung,
                            "Für diese Leistung ist hier kein Programm eingerichtet."});
        }
        case_id = to_hex(casework.sealing.random_bytes(16));
    } else {
        case_id = case_of(unit, casework, message, route);
        if (case_id.empty()) {
            return refused(
                IntakeAnswer::Kind::refused,
                {"RULE", "aktenzeichen", "Zu diesem Aktenzeichen gibt es keinen Vorgang."});
        }
    }
    const std::string document = keep_documents(unit, casework.sealing, case_id, message);
    const Handled handled =
        handle_in(unit, casework, command_of(message, route, case_id, document), programme);
    if (handled.incident.has_value()) {
        throw CaseParked(*handled.incident);
    }
    if (handled.kind == Handled::Kind::parked) {
        throw OperatingError(FailureKind::transient, "the case is parked as an incident");
    }
    const std::string receipt = case_id + "-" + std::to_string(handled.number);
    unit.put_inbox({.sender = message.sender,
                    .message_id = message.message.id,
                    .content_digest = digest,
                    .case_id = case_id,
                    .number = handled.number,
                    .receipt = receipt});
    return {.kind = IntakeAnswer::Kind::stored, .receipt = receipt, .reasons = handled.reasons};
}

}  // namespace foerderwerk::operations
