// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/log_proof.hpp"

#include "engine/evidence/log_text.hpp"

namespace foerderwerk::evidence {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_prefix = "extra ";
constexpr std::string_view index_prefix = "index ";
constexpr std::size_t most_siblings = 63;
constexpr std::size_t largest_proof = 128 * 1024;

Failure<Reason> form_error(std::string text) {
    return Failure<Reason>({"PROOF_FORM", "", std::move(text)});
}

}  // namespace

std::string write_log_proof(const LogProof& proof) {
    std::string bytes = std::string(first_line) + '\n';
    if (proof.extra) {
        bytes += std::string(extra_prefix) + to_base64(*proof.extra) + '\n';
    }
    bytes += std::string(index_prefix) + std::to_string(proof.index) + '\n';
    for (const Digest& sibling : proof.siblings) {
        bytes += to_base64(as_bytes(sibling)) + '\n';
    }
    return bytes + '\n' + proof.checkpoint;
}

Result<LogProof, Reason> parse_log_proof(std::string_view bytes) {
    if (bytes.size() > largest_proof) {
        return form_error("the proof is larger than 128 KiB");
    }
    if (take_line(bytes) != first_line) {
        return form_error("the first line does not name the format");
    }
    LogProof proof;
    auto line = take_line(bytes);
    if (line && line->starts_with(extra_prefix)) {
        proof.extra = from_base64(line->substr(extra_prefix.size()));
        if (!proof.extra) {
            return form_error("the extra line is not Base64");
        }
        line = take_line(bytes);
    }
    if (!line || !line->starts_with(index_prefix)) {
        return form_error("the index line is missing");
    }
    const auto index = parse_tree_size(line->substr(index_prefix.size()));
    if (!index) {
        return form_error("the index is not a number");
    }
    proof.index = *index;
    for (line = take_line(bytes); line && !line->empty(); line = take_line(bytes)) {
        const auto sibling = digest_from_base64(*line);
        if (!sibling || proof.siblings.size() == most_siblings) {
            return form_error("a sibling hash is not 32 bytes in Base64, or they are too many");
        }
        proof.siblings.push_back(*sibling);
    }
    if (!line) {
        return form_error("no blank line stands before the checkpoint");
    }
    proof.checkpoint = bytes;
    return proof;
}

Result<Checkpoint, Reason> verify_log_proof(const LogProof& proof, std::string_view entry,
                                            const NoteVerifier& verifier) {
    auto checkpoint = open_checkpoint(proof.checkpoint, verifier);
    if (!checkpoint) {
        return checkpoint;
    }
    const TreeHasher hasher(verifier.sha256);
    if (!verify_inclusion(hasher.leaf(entry), proof.index, checkpoint->head, proof.siblings,
                          hasher)) {
        return Failure<Reason>({"PROOF_INCLUSION", "entry " + std::to_string(proof.index),
                                "the entry is not proved to stand under this root"});
    }
    return checkpoint;
}

}  // namespace foerderwerk::evidence
