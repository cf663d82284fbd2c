// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/evidence/signed_note.hpp"
#include "engine/evidence/tree_hash.hpp"

namespace foerderwerk::evidence {

/// C2SP tlog-checkpoint: the log's name, its size and root. We write no extension lines and
/// refuse them.
struct Checkpoint {
    std::string origin;  ///< also the name of the key that signs
    TreeHead head;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// Three lines: origin, size in decimal, root in Base64.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
/// Code CHECKPOINT_FORM.
[[nodiscard]] Result<Checkpoint, Reason> parse_checkpoint_text(std::string_view text);

/// The bytes of the file `checkpoint`. The origin is the key's name.
[[nodiscard]] std::string sign_checkpoint(const TreeHead& head, const VerifierKey& key,
                                          const Ed25519Sign& sign, const Sha256& sha256);

/// What the checkpoint says, when signature and origin are those of the key (codes of open_note,
/// CHECKPOINT_FORM, CHECKPOINT_ORIGIN).
[[nodiscard]] Result<Checkpoint, Reason> open_checkpoint(std::string_view bytes,
                                                         const NoteVerifier& verifier);

}  // namespace foerderwerk::evidence
