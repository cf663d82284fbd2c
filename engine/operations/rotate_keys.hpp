// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/operations/casework.hpp"
#include "engine/operations/publish_log.hpp"

namespace foerderwerk::operations {

// A change of keys is an act of the register ("key.rotate"), so it stands in the evidence log. The
// rows of the register "key" say which keys were in use, and when:
//
//     master/<id>           kind, id, since, until
//     signing/<fingerprint> kind, id, certificate (Base64 of DER), since, until
//     log/<key id>          kind, id, vkey, first_size, last_size
//
// `until` and `last_size` are missing while a key is in use. Before the first change there are no
// rows: the configuration alone says which keys are in use.

/// Who changes keys, and why.
struct KeyActor {
    std::string actor;
    std::string reason;
};

/// Wraps every stored key under the sealing's current master key; all of them or none. `former_id`
/// names the key before (hex). Gives how many were wrapped anew. Throws OperatingError (corrupt)
/// when one cannot be unwrapped.
std::size_t rotate_master_key(Casework& casework, const std::string& former_id,
                              const KeyActor& who);

/// The certificate with which messages and documents are signed, DER and SHA-256 of it in hex.
struct SigningCertificate {
    std::string fingerprint;
    std::string der;
};
void rotate_signing_key(Casework& casework, const SigningCertificate& former,
                        const SigningCertificate& next, const KeyActor& who);

/// Enters the change into the log, publishes that with the former key, and adds the signature of
/// the next one to the very checkpoint: who trusts the former key sees in the log that the next
/// one follows. Gives the size of that checkpoint, up to which the former key counts.
std::uint64_t rotate_log_key(Casework& casework, ports::LogFiles& files, const LogKey& former,
                             const LogKey& next, const KeyActor& who);

/// Log keys that were in use before `current`, for checkpoints that only they have signed.
[[nodiscard]] std::vector<FormerLogKey> former_log_keys(ports::StoreReader& store,
                                                        const evidence::VerifierKey& current,
                                                        const Sha256& sha256);

/// The keys that a configuration names.
struct ConfiguredKeys {
    std::string master_id;            ///< hex
    std::string signing_fingerprint;  ///< hex
    std::string log_vkey;
};
/// Why the house may not be served with them: another key is in use by the register, or the stored
/// keys are wrapped under another master key. One sentence each, for the operator.
[[nodiscard]] std::vector<std::string> check_configured_keys(ports::StoreReader& store,
                                                             const ports::Sealing& sealing,
                                                             const ConfiguredKeys& keys);

}  // namespace foerderwerk::operations
