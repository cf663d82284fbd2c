// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/rotate_keys.hpp"

#include "engine/evidence/checkpoint.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "key";

/// The rows of one kind with their values.
std::vector<Json> keys_of_kind(ports::StoreReader& store, const std::string& kind) {
    std::vector<Json> values;
    for (const ports::RegisterRow& row : store.register_rows(register_name)) {
        auto value = parse_json(row.value);
        if (value.has_value() && value->text("kind") == kind) {
            values.push_back(std::move(*value));
        }
    }
    return values;
}

/// The row's value, or one that says what was in use before any row was written.
Json known_or(ports::StoreReader& store, const std::string& kind, const std::string& id,
              Json otherwise) {
    for (Json& value : keys_of_kind(store, kind)) {
        if (value.text("id") == id) {
            return std::move(value);
        }
    }
    return otherwise;
}

Json key_value(const std::string& kind, const std::string& id) {
    return Json::Object{{"kind", kind}, {"id", id}};
}

RegisterAct act_of(const KeyActor& who, const std::vector<Json>& values) {
    RegisterAct act{.act = "key.rotate",
                    .actor = who.actor,
                    .reason = who.reason,
                    .rows = {},
                    .allotments = {},
                    .batches = {}};
    for (const Json& value : values) {
        act.rows.push_back({.name = register_name,
                            .key = value.text("kind") + "/" + value.text("id"),
                            .valid_from = "",
                            .value = canonical_json(value)});
    }
    return act;
}

void must_differ(const std::string& former, const std::string& next) {
    if (former == next) {
        throw OperatingError(FailureKind::permanent, "the new key is the one in use");
    }
}

std::string key_id_text(const LogKey& key) {
    const evidence::KeyId id = evidence::key_id(key.verifier, key.sha256);
    return to_hex(std::string(id.begin(), id.end()));
}

Json log_key_value(const LogKey& key, std::uint64_t first_size) {
    Json value = key_value("log", key_id_text(key));
    value.set("vkey", evidence::vkey_text(key.verifier, key.sha256));
    value.set("first_size", first_size);
    return value;
}

/// The one without an end; nothing before the first change.
std::optional<std::string> in_use(ports::StoreReader& store, const std::string& kind,
                                  const char* end, const char* name) {
    for (const Json& value : keys_of_kind(store, kind)) {
        if (value.find(end) == nullptr) {
            return value.text(name);
        }
    }
    return std::nullopt;
}

}  // namespace

std::size_t rotate_master_key(Casework& casework, const std::string& former_id,
                              const KeyActor& who) {
    const ports::Sealing& sealing = casework.sealing;
    const std::string next_id = to_hex(sealing.master_key_id());
    must_differ(former_id, next_id);
    std::size_t wrapped = 0;
    casework.store.write([&](ports::UnitOfWork& unit) {
        wrapped = 0;
        for (const ports::RowOwner& row : unit.row_owners()) {
            if (row.table != "subject_key") {
                continue;
            }
            const auto old = unit.subject_key(row.owner);
            const auto key = old.has_value() ? sealing.unwrap_key(*old) : std::nullopt;
            if (!key.has_value()) {
                throw OperatingError(FailureKind::corrupt,
                                     "the key " + row.owner + " cannot be unwrapped");
            }
            unit.put_subject_key(row.owner, sealing.wrap_key(*key));
            ++wrapped;
        }
        const std::string now = to_string(casework.clock.now().instant);
        Json former = known_or(unit, "master", former_id, key_value("master", former_id));
        former.set("until", now);
        Json next = key_value("master", next_id);
        next.set("since", now);
        change_register(unit, casework, act_of(who, {former, next}));
    });
    return wrapped;
}

void rotate_signing_key(Casework& casework, const SigningCertificate& former,
                        const SigningCertificate& next, const KeyActor& who) {
    must_differ(former.fingerprint, next.fingerprint);
    const auto value_of = [](const SigningCertificate& certificate) {
        Json value = key_value("signing", certificate.fingerprint);
        value.set("certificate", to_base64(certificate.der));
        return value;
    };
    casework.store.write([&](ports::UnitOfWork& unit) {
        const std::string now = to_string(casework.clock.now().instant);
        Json old = known_or(unit, "signing", former.fingerprint, value_of(former));
        old.set("until", now);
        Json fresh = value_of(next);
        fresh.set("since", now);
        change_register(unit, casework, act_of(who, {old, fresh}));
    });
}

std::uint64_t rotate_log_key(Casework& casework, ports::LogFiles& files, const LogKey& former,
                             const LogKey& next, const KeyActor& who) {
    FOERDERWERK_REQUIRE(former.verifier.name == next.verifier.name, "a log keeps its name");
    must_differ(key_id_text(former), key_id_text(next));
    std::uint64_t size = 0;
    casework.store.write([&](ports::UnitOfWork& unit) {
        size = unit.log_size() + 1;  // with the entry of this very act
        Json old = known_or(unit, "log", key_id_text(former), log_key_value(former, 0));
        old.set("last_size", size);
        change_register(unit, casework, act_of(who, {old, log_key_value(next, size)}));
    });
    publish_log(casework.store, files, former);
    const auto published = evidence::parse_note(files.read("checkpoint").value_or(""));
    const auto added = published.has_value()
                           ? evidence::parse_note(evidence::sign_note(
                                 published->text, next.verifier, next.sign, next.sha256))
                           : published;
    if (!added.has_value()) {
        throw OperatingError(FailureKind::corrupt, "checkpoint: " + added.error().text);
    }
    evidence::SignedNote both = *published;
    both.signatures.insert(both.signatures.end(), added->signatures.begin(),
                           added->signatures.end());
    files.write("checkpoint", evidence::write_note(both));
    return size;
}

std::vector<FormerLogKey> former_log_keys(ports::StoreReader& store,
                                          const evidence::VerifierKey& current,
                                          const Sha256& sha256) {
    std::vector<FormerLogKey> former;
    for (const Json& value : keys_of_kind(store, "log")) {
        const auto key = evidence::parse_vkey(value.text("vkey"), sha256);
        const Json* last = value.find("last_size");
        if (key.has_value() && !(*key == current) && last != nullptr && last->is_integer()) {
            former.push_back({*key, static_cast<std::uint64_t>(last->as_integer())});
        }
    }
    return former;
}

std::vector<std::string> check_configured_keys(ports::StoreReader& store,
                                               const ports::Sealing& sealing,
                                               const ConfiguredKeys& keys) {
    std::vector<std::string> wrong;
    const auto compare = [&wrong](const char* what, const std::optional<std::string>& used,
                                  const std::string& configured) {
        if (used.has_value() && *used != configured) {
            wrong.push_back(std::string(what) + " in use is " + *used + ", the configured one is " +
                            configured);
        }
    };
    compare("the master key", in_use(store, "master", "until", "id"), keys.master_id);
    compare("the signing certificate", in_use(store, "signing", "until", "id"),
            keys.signing_fingerprint);
    compare("the log key", in_use(store, "log", "last_size", "vkey"), keys.log_vkey);
    const auto wrapped = store.subject_key(inbox_key);
    if (wrong.empty() && wrapped.has_value() && !sealing.unwrap_key(*wrapped).has_value()) {
        wrong.push_back("the stored keys are wrapped under another master key than " +
                        keys.master_id);
    }
    return wrong;
}

}  // namespace foerderwerk::operations
