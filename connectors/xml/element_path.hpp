// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

/// The way from the root to the element that is being looked at, for the places in reasons.
class ElementPath {
public:
    void enter(const XmlElement& element) { way_.push_back(&element); }
    void leave() { way_.pop_back(); }
    [[nodiscard]] const XmlElement& current() const { return *way_.back(); }
    [[nodiscard]] bool empty() const { return way_.empty(); }

    /// "/root/child[2]/leaf/@attribute 12:7": local names, positions only among namesakes; line
    /// and column of the start tag, where known.
    [[nodiscard]] std::string place(std::string_view attribute = {}) const;

private:
    std::vector<const XmlElement*> way_;
};

}  // namespace foerderwerk::xml
