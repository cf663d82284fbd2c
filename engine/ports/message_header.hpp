// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/feel/value.hpp"
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

}  // namespace foerderwerk::ports
