// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/feel/value.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::ports {

/// An authority as a directory service knows it (XÖV basis message 1.1, BehoerdeType).
struct MessageParty {
    std::string key;  ///< "psw:08111000", prefix and key in the DVDV
    std::string name;
};

/// What the caller settles for the head of a message: ids and times are given, never drawn here.
struct MessageHeader {
    std::string root_name;  ///< "antrag.entscheidung.0201", see MessageCodec::root_name
    std::string uuid;
    Instant created;
    MessageParty reader;
    MessageParty author;
    std::string product = "Förderwerk";
    std::string product_maker = "Förderwerk";
    std::string product_version;  ///< empty: not given
    std::string signature_id;     ///< attribute Id, empty: none
};

/// The members of a message's data that stand beside its content: the root's attributes and
/// `nachrichtenkopf_g2g`. The caller adds the content to it.
[[nodiscard]] feel::Context message_header(const MessageHeader& header);

/// The id of the message of an outbox item: a UUID of version 8 (RFC 9562, section 5.8) from the
/// first 16 bytes of SHA-256 over the outbox id. A message composed again has the same id, and
/// whoever has both can tell that they belong together.
[[nodiscard]] std::string message_uuid(const std::string& outbox_id, const Sha256& sha256);

}  // namespace foerderwerk::ports
