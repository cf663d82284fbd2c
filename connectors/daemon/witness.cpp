// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/witness.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "connectors/console/execute_commands.hpp"
#include "connectors/daemon/read_folder.hpp"
#include "connectors/database/log_folder.hpp"
#include "connectors/http/http_client.hpp"
#include "connectors/signature/ed25519_key.hpp"
#include "connectors/signature/master_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/evidence/cosignature.hpp"
#include "engine/evidence/judge_growth.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace {

namespace fs = std::filesystem;
using console::CommandAnswer;
using evidence::Checkpoint;
using evidence::KeyType;

constexpr const char* usual_trust = "/etc/ssl/certs/ca-certificates.crt";

Digest sha256(std::string_view bytes) {
    static const signature::OpenSslSealing hashing{signature::MasterKey(std::string(32, 'w'))};
    return hashing.sha256(bytes);
}

bool verify(const evidence::Ed25519PublicKey& key, std::string_view text, std::string_view sig) {
    return signature::verify_ed25519(std::string(key.begin(), key.end()), text, sig);
}

evidence::NoteVerifier verifier_of(const evidence::VerifierKey& key) {
    return {.key = key, .verify = verify, .sha256 = sha256};
}

/// What the caller has to say differently, exit 2.
[[noreturn]] void bad_usage(const std::string& what) {
    throw OperatingError(FailureKind::misconfigured, what);
}

/// Reads one file of the published log; nothing when it is not there.
using ReadLog = std::function<std::optional<std::string>(const std::string& path)>;

ReadLog reader_of(const Json& arguments) {
    const std::string where = arguments.text("log");
    if (!where.starts_with("https://") && !where.starts_with("http://")) {
        auto folder = std::make_shared<database::LogFolder>(where);
        return [folder](const std::string& path) { return folder->read(path); };
    }
    http::ClientSettings settings;
    settings.base = where;
    settings.response_bytes_max = 64u * 1024;  // of a checkpoint; a tile has 8 KiB
    settings.tls.trust_file =
        arguments.text("trust").empty() ? usual_trust : arguments.text("trust");
    auto client = std::make_shared<http::HttpClient>(std::move(settings));
    return [client, where](const std::string& path) -> std::optional<std::string> {
        auto answer = client->send({.method = "GET", .path = "/" + path});
        if (!answer.has_value()) {
            throw OperatingError(FailureKind::transient, where + ": " + answer.error().text);
        }
        if (answer->status == 404) {
            return std::nullopt;
        }
        if (answer->status != 200) {
            throw OperatingError(FailureKind::transient,
                                 where + "/" + path + ": status " + std::to_string(answer->status));
        }
        return std::move(answer->body);
    };
}

/// One witness at a time works on a state folder.
class FolderLock {
public:
    explicit FolderLock(const fs::path& file)
        : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            throw OperatingError(FailureKind::transient, file.string() + " cannot be locked");
        }
    }
    ~FolderLock() { ::close(descriptor_); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int descriptor_;
};

struct Seen {
    Checkpoint checkpoint;
    Instant first_seen{};
};

class Witness {
public:
    Witness(const Json& arguments, Instant now)
        : folder_(prepared(arguments.text("state"))),
          lock_(folder_ / "lock"),
          files_(folder_),
          now_(now),
          log_(log_keys(arguments.text("vkey"), arguments.text("next-vkey"))),
          signing_(signing_key(arguments.text("name"))),
          own_(own_key(arguments.text("name"))) {}

    CommandAnswer look(const ReadLog& read) {
        const auto bytes = read("checkpoint");
        if (!bytes.has_value()) {
            return console::failed(3, "NOT_FOUND", "checkpoint",
                                   "Hier liegt kein Protokoll mit einem Prüfpunkt.");
        }
        const auto next = evidence::open_checkpoint(*bytes, verifier_of(log_.back()));
        if (!next.has_value()) {
            return cry(*bytes, next.error());
        }
        const auto last = last_seen();
        if (auto reason = judge(last, *next, read)) {
            return cry(*bytes, std::move(*reason));
        }
        return keep(*bytes, *next, last);
    }

private:
    static fs::path prepared(const std::string& folder) {
        fs::create_directories(fs::path(folder) / "seen");
        fs::permissions(folder, fs::perms::owner_all);
        return folder;
    }

    /// Told once and kept, so that nobody can bring another log under by telling another key. The
    /// log's keys in the order in which they took over from each other; the last one counts now.
    std::vector<evidence::VerifierKey> log_keys(const std::string& told, const std::string& next) {
        std::string kept = files_.read("log.vkey").value_or("");
        if (kept.empty() && told.empty()) {
            bad_usage("--vkey: the log's public key is needed at the first time");
        }
        if (kept.empty()) {
            kept = told + "\n";
            (void)one_key(told, "--vkey");
            files_.write("log.vkey", kept);
        }
        std::vector<evidence::VerifierKey> keys;
        std::istringstream lines(kept);
        std::string last;
        for (std::string line; std::getline(lines, line); last = line) {
            keys.push_back(one_key(line, "log.vkey"));
        }
        if (!told.empty() && told != last) {
            bad_usage("--vkey: this folder is the witness of another log");
        }
        if (!next.empty() && next != last) {
            keys.push_back(one_key(next, "--next-vkey"));
            if (keys.back().name != keys.front().name) {
                bad_usage("--next-vkey: this is the key of another log");
            }
            grown_keys_ = kept + next + "\n";
        }
        return keys;
    }

    static evidence::VerifierKey one_key(const std::string& text, const std::string& place) {
        auto key = evidence::parse_vkey(text, sha256);
        if (!key.has_value()) {
            bad_usage(place + ": " + key.error().text);
        }
        return std::move(*key);
    }

    /// What was seen before a change of keys stays signed by the former key.
    [[nodiscard]] Result<Checkpoint, Reason> open_kept(const std::string& note) const {
        for (const evidence::VerifierKey& key : log_) {
            if (auto checkpoint = evidence::open_checkpoint(note, verifier_of(key))) {
                return checkpoint;
            }
        }
        return evidence::open_checkpoint(note, verifier_of(log_.back()));
    }

    signature::Ed25519Key signing_key(const std::string& name) {
        if (const auto pem = files_.read("witness.key")) {
            return signature::Ed25519Key::from_pem(*pem);
        }
        if (!evidence::is_key_name(name)) {
            bad_usage("--name: at the first time a name without blanks and plus signs is needed");
        }
        auto made = signature::Ed25519Key::generate();
        write_file(folder_ / "witness.key", made.private_key_pem(), 0600);
        return made;
    }

    evidence::VerifierKey own_key(const std::string& name) {
        const std::string kept = files_.read("witness.vkey").value_or("");
        if (!kept.empty()) {
            auto key =
                evidence::parse_vkey(kept.substr(0, kept.size() - 1), sha256, KeyType::witness);
            if (!key.has_value()) {
                throw OperatingError(FailureKind::corrupt, "witness.vkey: " + key.error().text);
            }
            return std::move(*key);
        }
        evidence::VerifierKey key{.name = name, .public_key = {}, .type = KeyType::witness};
        const std::string bytes = signing_.public_key();
        std::copy(bytes.begin(), bytes.end(), key.public_key.begin());
        files_.write("witness.vkey", evidence::vkey_text(key, sha256) + "\n");
        return key;
    }

    /// The largest checkpoint; it stands for all before it, because each was proved to grow.
    std::optional<Seen> last_seen() {
        std::string newest;
        for (const auto& entry : fs::directory_iterator(folder_ / "seen")) {
            const std::string name = entry.path().filename().string();
            if (name.find('.') == std::string::npos) {  // no half-written file
                newest = std::max(newest, name);
            }
        }
        if (newest.empty()) {
            return std::nullopt;
        }
        const std::string note = files_.read("seen/" + newest).value_or("");
        const auto checkpoint = open_kept(note);
        const auto time = evidence::open_cosignature(note, verifier_of(own_));
        if (!checkpoint.has_value() || !time.has_value()) {
            throw OperatingError(FailureKind::corrupt,
                                 "seen/" + newest + " is not what this witness has kept");
        }
        return Seen{*checkpoint, *time};
    }

    [[nodiscard]] std::optional<Reason> judge(const std::optional<Seen>& last,
                                              const Checkpoint& next, const ReadLog& read) const {
        const evidence::TreeHasher hasher(sha256);
        const evidence::TreeHead before =
            last.has_value() ? last->checkpoint.head : evidence::TreeHead{0, hasher.empty_tree()};
        const evidence::TileReader tiles = [&read](const evidence::TileId& tile) {
            auto content = read(evidence::tile_path(tile));
            if (!content.has_value()) {
                throw OperatingError(FailureKind::corrupt,
                                     evidence::tile_path(tile) + " is missing");
            }
            return std::move(*content);
        };
        const auto growth = evidence::judge_growth(before, next.head, tiles, hasher);
        return growth == evidence::Growth::grown
                   ? std::nullopt
                   : std::optional(reason_of(growth, last.value_or(Seen{}), next));
    }

    static Reason reason_of(evidence::Growth growth, const Seen& last, const Checkpoint& next) {
        const std::string seen = std::to_string(last.checkpoint.head.size);
        const std::string day = to_string(last.first_seen);
        const std::string size = std::to_string(next.head.size);
        if (growth == evidence::Growth::rolled_back) {
            return {"WITNESS_ROLLED_BACK", next.origin,
                    "Das Protokoll hat " + size + " Einträge, ich habe am " + day + " schon " +
                        seen + " gesehen: es wurde auf einen älteren Stand zurückgesetzt."};
        }
        if (growth == evidence::Growth::forked) {
            return {"WITNESS_FORKED", next.origin,
                    "Die ersten " + seen + " von " + size +
                        " Einträgen sind nicht die, die ich am " + day +
                        " gesehen habe: das Protokoll wurde geändert."};
        }
        return {"WITNESS_TILES", next.origin,
                "Die veröffentlichten Kacheln ergeben nicht die Wurzel des Prüfpunkts über " +
                    size + " Einträge."};
    }

    CommandAnswer cry(const std::string& checkpoint, Reason reason) {
        files_.write("refused/" + to_string(now_), checkpoint);
        CommandAnswer answer;
        answer.exit = 5;
        answer.reasons = {std::move(reason)};
        return answer;
    }

    /// First kept on disk, then given out: what was cosigned is never forgotten.
    CommandAnswer keep(const std::string& bytes, const Checkpoint& next,
                       const std::optional<Seen>& last) {
        evidence::SignedNote note = evidence::parse_note(bytes).value();
        std::erase_if(note.signatures, [this](const auto& line) { return line.name == own_.name; });
        note.signatures.push_back(evidence::cosign(
            note.text, now_, own_, [this](std::string_view text) { return signing_.sign(text); },
            sha256));
        const std::string cosigned = evidence::write_note(note);
        const std::string size = std::to_string(next.head.size);
        if (!last.has_value() || last->checkpoint.head.size < next.head.size) {
            files_.write("seen/" + std::string(20 - size.size(), '0') + size, cosigned);
        }
        if (!grown_keys_.empty()) {  // a key counts once the log has shown a checkpoint under it
            files_.write("log.vkey", grown_keys_);
        }
        CommandAnswer answer;
        answer.result = console::with_file(
            Json::Object{{"log", next.origin},
                         {"size", next.head.size},
                         {"seen_before", last.has_value() ? last->checkpoint.head.size : 0},
                         {"witness", evidence::vkey_text(own_, sha256)}},
            "checkpoint.cosigned", cosigned);
        return answer;
    }

    fs::path folder_;
    FolderLock lock_;
    database::LogFolder files_;
    Instant now_;
    std::string grown_keys_;  ///< log.vkey with the key that is new in this run
    std::vector<evidence::VerifierKey> log_;
    signature::Ed25519Key signing_;
    evidence::VerifierKey own_;
};

}  // namespace

CommandAnswer witness(const Json& arguments, Instant now) {
    const Instant second = std::chrono::floor<std::chrono::seconds>(now);
    try {
        const ReadLog read = reader_of(arguments);
        return Witness(arguments, second).look(read);
    } catch (const OperatingError& failure) {
        switch (failure.kind()) {
            case FailureKind::corrupt:
                return console::failed(5, "WITNESS_TILES", "", failure.what());
            case FailureKind::transient:
                return console::failed(69, "UNAVAILABLE", "", failure.what());
            case FailureKind::permanent:
            case FailureKind::misconfigured:
                break;
        }
        return console::failed(2, "USAGE", "", failure.what());
    } catch (const fs::filesystem_error& failure) {
        return console::failed(1, "FAILED", "", failure.what());
    }
}

}  // namespace foerderwerk::daemon
