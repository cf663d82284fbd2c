// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

/// parse_xml with the library's parser kept for the next document: making one costs more than
/// parsing a message. One per thread.
class TreeParser {
public:
    [[nodiscard]] Result<XmlElement, Reasons> parse(std::string_view bytes,
                                                    const XmlLimits& limits = {});

private:
    SaxParser parser_;
};

}  // namespace foerderwerk::xml
