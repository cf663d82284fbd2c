// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace foerderwerk::http {

// Both sides speak TLS 1.3, and TLS 1.2 only with ECDHE (P-256, P-384) and AES-GCM, signed by ECDSA
// or RSA-PSS; keys of 128 bits of security (RSA from 3072 bits); no renegotiation, no compression,
// no session resumption (BSI TR-02102-2, TR-03116-4). A certificate with a weaker key is refused:
// our own at the start, the peer's in the handshake.

struct TlsServerSettings {
    enum class Clients {
        anonymous,     ///< no certificate is asked for
        registered,    ///< a certificate is asked for and its key proven, but no authority is
                       ///< checked: the handler looks the fingerprint up in its register
        by_authority,  ///< a certificate below `client_authority_file` is demanded
    };
    std::string certificate_file;  ///< PEM, leaf first
    std::string key_file;          ///< PEM
    Clients clients = Clients::anonymous;
    std::string client_authority_file;  ///< PEM; only for by_authority
};

struct TlsClientSettings {
    std::string trust_file;        ///< PEM: authorities, or the server's very certificate
    std::string certificate_file;  ///< PEM; empty: the client shows none
    std::string key_file;
};

}  // namespace foerderwerk::http
