// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

/// Makes a tree of what the parser reports. Stops at the depth limit and at the first problem.
class TreeBuilder : public SaxEvents {
public:
    /// `starts`: where the start tags are, in document order. `limits` must outlive the builder.
    TreeBuilder(const XmlLimits& limits, std::vector<TagPosition> starts);

    bool start_element(std::u16string_view space, std::u16string_view name,
                       std::span<const SaxAttribute> attributes) override;
    void declare_prefix(std::u16string_view prefix, std::u16string_view space) override;
    void end_element() override;
    bool text(std::u16string_view characters) override;
    bool problem(const SaxProblem& problem) override;

    /// The tree, or why there is none. Once.
    [[nodiscard]] Result<XmlElement, Reasons> take();

private:
    const XmlLimits& limits_;
    std::vector<TagPosition> starts_;
    std::size_t next_ = 0;
    std::vector<XmlPrefix> declared_;
    std::u16string last_space_;  // neighbours mostly share their namespace
    std::string last_space_utf8_;
    std::vector<XmlElement> open_;
    XmlElement root_;
    Reasons reasons_;
};

}  // namespace foerderwerk::xml
