// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/evidence/signed_note.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::evidence {

/// SHA-256 and Ed25519 of OpenSSL, and a key that is the same in every run.
Digest openssl_sha256(std::string_view bytes);
std::string openssl_sign(std::string_view message);
bool openssl_verify(const Ed25519PublicKey& key, std::string_view message,
                    std::string_view signature);
VerifierKey test_key();
NoteVerifier test_verifier();

}  // namespace foerderwerk::evidence
