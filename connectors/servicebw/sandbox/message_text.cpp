// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/message_text.hpp"

#include "connectors/xml/write_xml.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using xml::XmlElement;

constexpr std::string_view head_space = "http://xoev.de/schemata/basisnachricht/g2g/1_1";
constexpr std::string_view authority_space = "http://xoev.de/schemata/basisnachricht/behoerde/1_1";

XmlElement in_space(std::string_view space, std::string name, std::string text,
                    std::vector<XmlElement> children = {}) {
    XmlElement element;
    element.space = space;
    element.name = std::move(name);
    element.text = std::move(text);
    element.children = std::move(children);
    return element;
}

/// The element <code> of an XÖV code stands in no namespace, whatever its parent's is.
XmlElement listed(XmlElement element, std::string list_uri, std::string version,
                  std::string value) {
    element.attributes.push_back({"", "listURI", std::move(list_uri)});
    element.attributes.push_back({"", "listVersionID", std::move(version)});
    element.children.push_back(in_space("", "code", std::move(value)));
    return element;
}

XmlElement party(std::string name, const Party& who) {
    return in_space(head_space, std::move(name), "",
                    {listed(in_space(authority_space, "verzeichnisdienst", ""),
                            "urn:xoev-de:kosit:codeliste:verzeichnisdienst", "3", "DVDV"),
                     in_space(authority_space, "kennung", who.identifier),
                     in_space(authority_space, "name", who.name)});
}

XmlElement head_element(const MessageHead& head) {
    auto identification =
        in_space(head_space, "identifikation.nachricht", "",
                 {in_space(head_space, "nachrichtenUUID", head.uuid),
                  listed(in_space(head_space, "nachrichtentyp", ""),
                         "urn:foerderwerk:codeliste:nachrichtentyp", "1", head.code),
                  in_space(head_space, "erstellungszeitpunkt", to_string(head.created))});
    return in_space(
        head_space, "nachrichtenkopf.g2g", "",
        {std::move(identification), party("leser", head.reader), party("autor", head.author)});
}

}  // namespace

XmlElement leaf(std::string name, std::string text) {
    return in_space(message_space, std::move(name), std::move(text));
}

XmlElement branch(std::string name, std::vector<XmlElement> children) {
    return in_space(message_space, std::move(name), "", std::move(children));
}

XmlElement code(std::string name, const std::string& list, const std::string& version,
                const std::string& value) {
    return listed(in_space(message_space, std::move(name), ""), "urn:foerderwerk:codeliste:" + list,
                  version, value);
}

std::string message_bytes(const MessageHead& head, std::vector<XmlElement> content) {
    auto root = in_space(message_space, head.message + "." + head.code, "", std::move(content));
    root.children.insert(root.children.begin(), head_element(head));
    root.attributes = {{"", "produkt", "portal-sandbox"},
                       {"", "produkthersteller", "Foerderwerk"},
                       {"", "standard", "Foerderwerk-Nachrichten"},
                       {"", "version", "1.0"}};
    return xml::write_xml(root, {{"fwm", std::string(message_space)},
                                 {"g2g", std::string(head_space)},
                                 {"beh", std::string(authority_space)}});
}

}  // namespace foerderwerk::servicebw::sandbox
