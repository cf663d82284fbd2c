// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::servicebw::sandbox {

/// The namespace of the message family (xsd/foerderwerk-nachrichten-1.0.xsd).
inline constexpr std::string_view message_space = "urn:foerderwerk:xsd:nachrichten:1.0";

/// An authority or portal as the message head names it.
struct Party {
    std::string identifier;
    std::string name;
};

struct MessageHead {
    std::string uuid;
    std::string message;  ///< "antrag.einreichen"
    std::string code;     ///< "0101"
    Instant created;
    Party reader;
    Party author;
};

/// An element of the message family with text in it.
[[nodiscard]] xml::XmlElement leaf(std::string name, std::string text);
[[nodiscard]] xml::XmlElement branch(std::string name, std::vector<xml::XmlElement> children);
/// An XÖV code of one of our lists: the name of the list, its version and the code.
[[nodiscard]] xml::XmlElement code(std::string name, const std::string& list,
                                   const std::string& version, const std::string& value);

/// The unsigned message as bytes. Written here, by the portal's own few lines, and not with the
/// mapping the other side reads with: so that one mistake cannot hide on both sides.
[[nodiscard]] std::string message_bytes(const MessageHead& head,
                                        std::vector<xml::XmlElement> content);

}  // namespace foerderwerk::servicebw::sandbox
