// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/evidence/signed_note.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::evidence {

// C2SP tlog-cosignature, cosignature/v1: a witness states that at a time it had seen the log with
// this checkpoint, and with nothing before that contradicts it.

/// What is signed: "cosignature/v1", "time <seconds since 1970>", then the checkpoint's text.
[[nodiscard]] std::string cosigned_text(std::string_view checkpoint_text, Instant time);

/// The line that a witness adds: eight bytes of time, big end first, and the signature. The key is
/// of type witness; `time` counts in whole seconds and is not before 1970.
[[nodiscard]] NoteSignature cosign(std::string_view checkpoint_text, Instant time,
                                   const VerifierKey& witness, const Ed25519Sign& sign,
                                   const Sha256& sha256);

/// When the witness cosigned the note (the latest of its lines). Every line under its name and id
/// must be right (NOTE_FORM, COSIGNATURE_MISSING, COSIGNATURE_WRONG). Whether the note is signed by
/// its log is another question, see open_checkpoint.
[[nodiscard]] Result<Instant, Reason> open_cosignature(std::string_view note,
                                                       const NoteVerifier& witness);

}  // namespace foerderwerk::evidence
