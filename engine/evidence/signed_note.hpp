// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/types/digest.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::evidence {

using Ed25519PublicKey = std::array<std::uint8_t, 32>;

/// RFC 8032, handed in by who links a library. Signing gives 64 bytes.
using Ed25519Sign = std::function<std::string(std::string_view message)>;
using Ed25519Verify = std::function<bool(const Ed25519PublicKey& key, std::string_view message,
                                         std::string_view signature)>;

using KeyId = std::array<std::uint8_t, 4>;

/// What a key signs: notes as they are (a log), or the statement of a witness about one.
enum class KeyType : std::uint8_t { log = 0x01, witness = 0x04 };

/// The public half of a log's or witness's key under its name. Names are printable ASCII without
/// blank and plus sign.
struct VerifierKey {
    std::string name;
    Ed25519PublicKey public_key{};
    KeyType type = KeyType::log;
    friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

[[nodiscard]] bool is_key_name(std::string_view name);

/// First four bytes of SHA-256(name ‖ LF ‖ type ‖ public key).
[[nodiscard]] KeyId key_id(const VerifierKey& key, const Sha256& sha256);

/// "name+hex(keyID)+base64(type ‖ public key)", as sumdb/note reads it for logs.
[[nodiscard]] std::string vkey_text(const VerifierKey& key, const Sha256& sha256);
/// Code VKEY; a key of the other type is refused like any other text.
[[nodiscard]] Result<VerifierKey, Reason> parse_vkey(std::string_view text, const Sha256& sha256,
                                                     KeyType type = KeyType::log);

/// One signature line. `blob` is what follows the key id: 64 bytes for Ed25519; witnesses'
/// cosignatures (other key ids) have their own layout and are carried along unread.
struct NoteSignature {
    std::string name;
    KeyId key{};
    std::string blob;
    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// C2SP signed-note: a text that ends with a line feed, a blank line, signature lines.
struct SignedNote {
    std::string text;
    std::vector<NoteSignature> signatures;
};

[[nodiscard]] std::string write_note(const SignedNote& note);
/// Code NOTE_FORM. At most 100 signatures and 64 KiB.
[[nodiscard]] Result<SignedNote, Reason> parse_note(std::string_view bytes);

/// The note with one signature line of this key.
[[nodiscard]] std::string sign_note(std::string text, const VerifierKey& key,
                                    const Ed25519Sign& sign, const Sha256& sha256);

/// What a verifier needs besides the bytes.
struct NoteVerifier {
    VerifierKey key;
    Ed25519Verify verify;
    Sha256 sha256;
};

/// The text, when the key's signature stands there and is right (NOTE_FORM, NOTE_UNSIGNED,
/// NOTE_SIGNATURE). Every line under the key's name and id must be right.
[[nodiscard]] Result<std::string, Reason> open_note(std::string_view bytes,
                                                    const NoteVerifier& verifier);

}  // namespace foerderwerk::evidence
