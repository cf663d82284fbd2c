// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/operations/decide_ahead.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/ports/message_codec.hpp"
#include "engine/ports/message_intake.hpp"

namespace foerderwerk::operations {

/// A message that passed the gate and its schema, with what is kept of it.
struct TrustedMessage {
    std::string leistung;
    std::string sender;
    std::string signer_fingerprint;
    std::string signature_algorithm;
    ports::Message message;
    std::string canonical;  ///< the digested octets: what a duplicate is compared by
    std::string received;   ///< as it came in
    std::string report;     ///< verification report, canonical JSON
};

/// Which case a message belongs to, and where answers go.
struct MessageRoute {
    std::string file_number;  ///< member `aktenzeichen`; empty: a new case
    std::string reply_to;     ///< mailbox: `kontakt.postfach`, else `kommune.ags`
};
[[nodiscard]] MessageRoute route_of(const feel::Value& data);

/// What can be done for a message before the writer has it: finding its case, sealing what is
/// kept of it, and, for a new case, deciding.
struct PreparedMessage {
    MessageRoute route;
    std::string case_id;                           ///< of a new or of the known case
    const ProgrammeSettings* programme = nullptr;  ///< of a new case
    std::optional<std::string> new_key;            ///< of its documents, wrapped
    std::vector<ports::DocumentRow> documents;
    cases::Command command;
    Decided decided;  ///< ahead, for a new case
};

/// Reasons: no programme for this service, no such case of this sender.
[[nodiscard]] Result<PreparedMessage, Reasons> prepare_message(ports::StoreReader& store,
                                                               Casework& casework,
                                                               const TrustedMessage& message);

/// Duplicate check, documents and step, in one unit of work. `conflict` and `refused` leave
/// nothing behind. Throws OperatingError (transient) when the case is parked as an incident,
/// CaseParked when this very message did it: the sender comes again.
[[nodiscard]] ports::IntakeAnswer take_message(ports::UnitOfWork& unit, Casework& casework,
                                               const TrustedMessage& message,
                                               PreparedMessage& prepared);
/// The same, prepared in the unit itself.
[[nodiscard]] ports::IntakeAnswer take_message(ports::UnitOfWork& unit, Casework& casework,
                                               const TrustedMessage& message);

}  // namespace foerderwerk::operations
