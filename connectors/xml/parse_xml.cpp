// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/tree_builder.hpp"
#include "connectors/xml/tree_parser.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {
std::string_view XmlElement::attribute(std::string_view local_name) const {
    const std::string* found = find_attribute(local_name);
    return found == nullptr ? std::string_view() : std::string_view(*found);
}

const std::string* XmlElement::find_attribute(std::string_view local_name,
                                              std::string_view space_uri) const {
    for (const XmlAttribute& candidate : attributes) {
        if (candidate.name == local_name && candidate.space == space_uri)
            return &candidate.value;
    }
    return nullptr;
}

const XmlElement* XmlElement::child(std::string_view local_name) const {
    for (const XmlElement& candidate : children) {
        if (candidate.name == local_name)
            return &candidate;
    }
    return nullptr;
}

Result<XmlElement, Reasons> TreeParser::parse(std::string_view bytes, const XmlLimits& limits) {
    auto markup = check_bytes(bytes, limits);
    if (!markup.has_value()) {
        return Failure(std::move(markup.error()));
    }
    TreeBuilder builder(limits, std::move(markup->starts));
    parser_.parse(bytes, builder);
    return builder.take();
}

Result<XmlElement, Reasons> parse_xml(std::string_view bytes, const XmlLimits& limits) {
    return TreeParser().parse(bytes, limits);
}

}  // namespace foerderwerk::xml
