// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/signed_note.hpp"

#include <algorithm>

#include "engine/evidence/log_text.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::evidence {
namespace {

constexpr std::string_view signature_prefix = "\xE2\x80\x94 ";  // em dash, blank
constexpr std::size_t most_signatures = 100;
constexpr std::size_t largest_note = 64 * 1024;

Failure<Reason> form_error(std::string text) {
    return Failure<Reason>({"NOTE_FORM", "", std::move(text)});
}

std::string typed_key(const VerifierKey& key) {
    return static_cast<char>(key.type) + std::string(key.public_key.begin(), key.public_key.end());
}

std::string as_text(const KeyId& key) {
    return {key.begin(), key.end()};
}

template <std::size_t size>
std::array<std::uint8_t, size> first_bytes(std::string_view bytes) {
    std::array<std::uint8_t, size> array{};
    std::transform(bytes.begin(), bytes.begin() + size, array.begin(),
                   [](char c) { return static_cast<std::uint8_t>(c); });
    return array;
}

Result<NoteSignature, Reason> parse_signature_line(std::string_view line) {
    if (!line.starts_with(signature_prefix)) {
        return form_error("a signature line must begin with an em dash and a blank");
    }
    line.remove_prefix(signature_prefix.size());
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(0, blank);
    const auto bytes = from_base64(line.substr(std::min(blank + 1, line.size())));
    if (!is_key_name(name) || !bytes || bytes->size() < 5) {
        return form_error("a signature line needs a name and Base64 of key id and signature");
    }
    return NoteSignature{std::string(name), first_bytes<4>(*bytes), bytes->substr(4)};
}

bool has_control_character(std::string_view bytes) {
    return std::any_of(bytes.begin(), bytes.end(), [](char c) {
        return (static_cast<std::uint8_t>(c) < 0x20 && c != '\n') || c == '\x7F';
    });
}

}  // namespace

bool is_key_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(),
                                        [](char c) { return c > ' ' && c < '\x7F' && c != '+'; });
}

KeyId key_id(const VerifierKey& key, const Sha256& sha256) {
    return first_bytes<4>(as_bytes(sha256(key.name + '\n' + typed_key(key))));
}

std::string vkey_text(const VerifierKey& key, const Sha256& sha256) {
    FOERDERWERK_REQUIRE(is_key_name(key.name), "key names are checked where they come from");
    return key.name + '+' + to_hex(as_text(key_id(key, sha256))) + '+' + to_base64(typed_key(key));
}

Result<VerifierKey, Reason> parse_vkey(std::string_view text, const Sha256& sha256, KeyType type) {
    const Failure<Reason> failure({"VKEY", "", "the verifier key is not name+hash+key"});
    const std::size_t first = text.find('+');
    const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
    if (second == text.npos || !is_key_name(text.substr(0, first))) {
        return failure;
    }
    const auto bytes = from_base64(text.substr(second + 1));
    if (!bytes || bytes->size() != 33 || bytes->front() != static_cast<char>(type)) {
        return failure;
    }
    VerifierKey key{std::string(text.substr(0, first)),
                    first_bytes<32>(std::string_view(*bytes).substr(1)), type};
    // Comparing the whole text also refuses a second spelling, such as upper-case hex.
    return vkey_text(key, sha256) == text ? Result<VerifierKey, Reason>(std::move(key)) : failure;
}

std::string write_note(const SignedNote& note) {
    FOERDERWERK_REQUIRE(note.text.ends_with('\n'), "a note's text ends with a line feed");
    std::string bytes = note.text + '\n';
    for (const auto& [name, key, blob] : note.signatures) {
        bytes += signature_prefix;
        bytes += name + ' ' + to_base64(as_text(key) + blob) + '\n';
    }
    return bytes;
}

Result<SignedNote, Reason> parse_note(std::string_view bytes) {
    if (bytes.size() > largest_note) {
        return form_error("the note is larger than 64 KiB");
    }
    if (has_control_character(bytes) || !is_valid_utf8(bytes)) {
        return form_error("the note is not plain UTF-8 text");
    }
    // Signature lines have no blank line between them, so the last one is the divider.
    const std::size_t divider = bytes.rfind("\n\n");
    if (divider == bytes.npos) {
        return form_error("no blank line stands before the signatures");
    }
    SignedNote note{std::string(bytes.substr(0, divider + 1)), {}};
    std::string_view rest = bytes.substr(divider + 2);
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (!line || note.signatures.size() == most_signatures) {
            return form_error("the signature lines do not end, or are more than 100");
        }
        auto signature = parse_signature_line(*line);
        if (!signature) {
            return Failure<Reason>(signature.error());
        }
        note.signatures.push_back(std::move(*signature));
    }
    if (note.signatures.empty()) {
        return form_error("the note carries no signature line");
    }
    return note;
}

std::string sign_note(std::string text, const VerifierKey& key, const Ed25519Sign& sign,
                      const Sha256& sha256) {
    std::string signature = sign(text);
    FOERDERWERK_REQUIRE(signature.size() == 64, "an Ed25519 signature has 64 bytes");
    return write_note({std::move(text), {{key.name, key_id(key, sha256), std::move(signature)}}});
}

Result<std::string, Reason> open_note(std::string_view bytes, const NoteVerifier& verifier) {
    auto note = parse_note(bytes);
    if (!note) {
        return Failure<Reason>(note.error());
    }
    const KeyId id = key_id(verifier.key, verifier.sha256);
    bool signed_by_key = false;
    for (const NoteSignature& signature : note->signatures) {
        if (signature.name != verifier.key.name || signature.key != id) {
            continue;
        }
        if (!verifier.verify(verifier.key.public_key, note->text, signature.blob)) {
            return Failure<Reason>(
                {"NOTE_SIGNATURE", signature.name, "the signature does not fit the text"});
        }
        signed_by_key = true;
    }
    if (!signed_by_key) {
        return Failure<Reason>(
            {"NOTE_UNSIGNED", verifier.key.name, "no signature line is of the expected key"});
    }
    return std::move(note->text);
}

}  // namespace foerderwerk::evidence
