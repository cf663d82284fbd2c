// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/checkpoint.hpp"

#include "engine/evidence/log_text.hpp"

namespace foerderwerk::evidence {

std::string checkpoint_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + std::to_string(checkpoint.head.size) + '\n' +
           to_base64(as_bytes(checkpoint.head.root)) + '\n';
}

Result<Checkpoint, Reason> parse_checkpoint_text(std::string_view text) {
    const Failure<Reason> failure(
        {"CHECKPOINT_FORM", "", "the text is not the three lines origin, size, root"});
    const auto origin = take_line(text);
    const auto size_text = take_line(text);
    const auto root_text = take_line(text);
    if (!origin || !size_text || !root_text || !text.empty() || !is_key_name(*origin)) {
        return failure;
    }
    const auto size = parse_tree_size(*size_text);
    const auto root = digest_from_base64(*root_text);
    if (!size || !root) {
        return failure;
    }
    return Checkpoint{std::string(*origin), {*size, *root}};
}

std::string sign_checkpoint(const TreeHead& head, const VerifierKey& key, const Ed25519Sign& sign,
                            const Sha256& sha256) {
    return sign_note(checkpoint_text({key.name, head}), key, sign, sha256);
}

Result<Checkpoint, Reason> open_checkpoint(std::string_view bytes, const NoteVerifier& verifier) {
    const auto text = open_note(bytes, verifier);
    if (!text) {
        return Failure<Reason>(text.error());
    }
    auto checkpoint = parse_checkpoint_text(*text);
    if (checkpoint && checkpoint->origin != verifier.key.name) {
        return Failure<Reason>({"CHECKPOINT_ORIGIN", checkpoint->origin,
                                "the checkpoint is of another log than its key"});
    }
    return checkpoint;
}

}  // namespace foerderwerk::evidence
