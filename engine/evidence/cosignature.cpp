// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/cosignature.hpp"

#include <algorithm>

#include "engine/types/failure.hpp"

namespace foerderwerk::evidence {
namespace {

constexpr std::size_t time_length = 8;
constexpr std::size_t signature_length = 64;
/// Beyond it an Instant in microseconds would overflow (the year 9999).
constexpr std::uint64_t latest_second = 253'402'300'799;

std::uint64_t seconds_of(Instant time) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    FOERDERWERK_REQUIRE(seconds >= 0, "nothing is cosigned before 1970");
    return static_cast<std::uint64_t>(seconds);
}

std::string big_endian(std::uint64_t number) {
    std::string bytes(time_length, '\0');
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
        *byte = static_cast<char>(number & 0xFF);
        number >>= 8;
    }
    return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) {
        number = number << 8 | static_cast<std::uint8_t>(byte);
    }
    return number;
}

/// The time in a line's blob, when the signature behind it is right.
std::optional<Instant> time_of(const NoteSignature& line, std::string_view text,
                               const NoteVerifier& witness) {
    if (line.blob.size() != time_length + signature_length) {
        return std::nullopt;
    }
    const std::uint64_t seconds = from_big_endian(std::string_view(line.blob).substr(0, 8));
    if (seconds > latest_second) {
        return std::nullopt;
    }
    const Instant time{std::chrono::seconds(seconds)};
    const bool right = witness.verify(witness.key.public_key, cosigned_text(text, time),
                                      std::string_view(line.blob).substr(time_length));
    return right ? std::optional(time) : std::nullopt;
}

}  // namespace

std::string cosigned_text(std::string_view checkpoint_text, Instant time) {
    return "cosignature/v1\ntime " + std::to_string(seconds_of(time)) + "\n" +
           std::string(checkpoint_text);
}

NoteSignature cosign(std::string_view checkpoint_text, Instant time, const VerifierKey& witness,
                     const Ed25519Sign& sign, const Sha256& sha256) {
    FOERDERWERK_REQUIRE(witness.type == KeyType::witness, "a log's key does not cosign");
    const std::string signature = sign(cosigned_text(checkpoint_text, time));
    FOERDERWERK_REQUIRE(signature.size() == signature_length, "an Ed25519 signature has 64 bytes");
    return {witness.name, key_id(witness, sha256), big_endian(seconds_of(time)) + signature};
}

Result<Instant, Reason> open_cosignature(std::string_view note, const NoteVerifier& witness) {
    const auto parsed = parse_note(note);
    if (!parsed) {
        return Failure<Reason>(parsed.error());
    }
    const KeyId id = key_id(witness.key, witness.sha256);
    std::optional<Instant> latest;
    for (const NoteSignature& line : parsed->signatures) {
        if (line.name != witness.key.name || line.key != id) {
            continue;
        }
        const auto time = time_of(line, parsed->text, witness);
        if (!time) {
            return Failure<Reason>({"COSIGNATURE_WRONG", line.name,
                                    "the cosignature does not fit time and checkpoint"});
        }
        latest = std::max(latest.value_or(*time), *time);
    }
    if (!latest) {
        return Failure<Reason>(
            {"COSIGNATURE_MISSING", witness.key.name, "no line is of the expected witness"});
    }
    return *latest;
}

}  // namespace foerderwerk::evidence
