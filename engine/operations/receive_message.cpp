// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/receive_message.hpp"

#include "engine/operations/park_case.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

using ports::Delivery;
using ports::IntakeAnswer;

constexpr std::size_t intake_rows_kept = 10'000;

IntakeAnswer unavailable() {
    return {.kind = IntakeAnswer::Kind::unavailable,
            .receipt = {},
            .reasons = {{"UNAVAILABLE", "",
                         "Die Nachricht kann gerade nicht gespeichert werden. Bitte später erneut "
                         "senden."}}};
}

std::string reasons_json(const Reasons& reasons) {
    Json::Array array;
    for (const Reason& reason : reasons) {
        array.push_back(Json::Object{{"code", reason.code}, {"place", reason.place}});
    }
    return canonical_json(Json(std::move(array)));
}

}  // namespace

IntakeAnswer MessageReceiver::refuse(const Delivery& delivery, IntakeAnswer::Kind kind,
                                     Reasons reasons) {
    const ports::IntakeRow row{.at = to_micros(delivery.received),
                               .peer = delivery.transport.basic_user.empty()
                                           ? delivery.transport.client_certificate_fingerprint
                                           : delivery.transport.basic_user,
                               .digest = to_hex(casework_.sealing.sha256(delivery.bytes)),
                               .bytes = static_cast<std::int64_t>(delivery.bytes.size()),
                               .reasons_json = reasons_json(reasons)};
    try {
        casework_.store.write(
            [&row](ports::UnitOfWork& unit) { unit.append_intake(row, intake_rows_kept); });
    } catch (const OperatingError& failure) {
        // The verdict on the message does not depend on the journal; it is told all the same.
        if (failure.kind() != FailureKind::transient) {
            throw;
        }
    }
    return {.kind = kind, .receipt = {}, .reasons = std::move(reasons)};
}

IntakeAnswer MessageReceiver::receive(const Delivery& delivery) {
    const auto verified = gate_.verify(delivery.bytes, casework_.clock.now().instant);
    if (!verified.has_value()) {
        return refuse(delivery, IntakeAnswer::Kind::refused, verified.error());
    }
    const auto message = codec_.read(verified->canonical_bytes());
    if (!message.has_value()) {
        return refuse(delivery, IntakeAnswer::Kind::refused, message.error());
    }
    if (message->id != delivery.message_id) {
        return refuse(delivery, IntakeAnswer::Kind::refused,
                      {{"RULE", "nachrichtenkopf.g2g/identifikation.nachricht/nachrichtenUUID",
                        "Die UUID der Nachricht ist eine andere als die im Pfad der Lieferung."}});
    }
    IntakeAnswer answer = store(delivery, {.leistung = delivery.leistung,
                                           .sender = verified->sender(),
                                           .signer_fingerprint = verified->signer_fingerprint(),
                                           .signature_algorithm = verified->signature_algorithm(),
                                           .message = *message,
                                           .canonical = verified->canonical_bytes(),
                                           .received = delivery.bytes,
                                           .report = canonical_json(verified->report())});
    if (answer.kind == IntakeAnswer::Kind::stored) {
        answer.warnings = message->warnings;
    }
    return answer;
}

std::optional<PreparedMessage> MessageReceiver::prepare(const TrustedMessage& message) {
    std::optional<PreparedMessage> prepared;
    casework_.store.read([&](ports::StoreReader& store) {
        if (!store.find_inbox(message.sender, message.message.id).has_value()) {
            auto result = prepare_message(store, casework_, message);
            if (result.has_value()) {
                prepared = std::move(*result);
            }
        }
    });
    if (prepared.has_value() && prepared->programme != nullptr) {
        prepared->decided = decide_ahead(casework_, prepared->command, prepared->programme);
    }
    return prepared;
}

IntakeAnswer MessageReceiver::store(const Delivery& delivery, const TrustedMessage& message) {
    IntakeAnswer answer;
    try {
        std::optional<PreparedMessage> prepared = prepare(message);
        casework_.store.write([&](ports::UnitOfWork& unit) {
            answer = prepared ? take_message(unit, casework_, message, *prepared)
                              : take_message(unit, casework_, message);
        });
    } catch (const CaseParked& parked) {
        // Nothing of the message is kept, its sender has it and comes again; that the case halted
        // is.
        casework_.store.write(
            [&](ports::UnitOfWork& unit) { park_case(unit, casework_, parked.incident()); });
        return unavailable();
    } catch (const OperatingError& failure) {
        if (failure.kind() != FailureKind::transient) {
            throw;
        }
        return unavailable();
    }
    if (answer.kind == IntakeAnswer::Kind::conflict || answer.kind == IntakeAnswer::Kind::refused) {
        return refuse(delivery, answer.kind, answer.reasons);
    }
    return answer;
}

}  // namespace foerderwerk::operations
