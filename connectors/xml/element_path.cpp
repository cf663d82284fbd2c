// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/element_path.hpp"

#include "connectors/xml/check_bytes.hpp"

namespace foerderwerk::xml {
namespace {

/// "[2]" for the second of several namesakes, else nothing.
std::string position_among(const XmlElement& parent, const XmlElement& element) {
    std::size_t before = 0;
    std::size_t all = 0;
    for (const XmlElement& sibling : parent.children) {
        if (&sibling == &element)
            before = all;
        if (sibling.name == element.name)
            ++all;
    }
    return all > 1 ? "[" + std::to_string(before + 1) + "]" : std::string();
}

}  // namespace

std::string ElementPath::place(std::string_view attribute) const {
    std::string text;
    for (std::size_t i = 0; i < way_.size(); ++i) {
        text += "/" + way_[i]->name;
        if (i > 0)
            text += position_among(*way_[i - 1], *way_[i]);
    }
    if (!attribute.empty())
        text += "/@" + std::string(attribute);
    if (!way_.empty() && way_.back()->line != 0) {
        text += " " + place_of({way_.back()->line, way_.back()->column});
    }
    return text;
}

}  // namespace foerderwerk::xml
