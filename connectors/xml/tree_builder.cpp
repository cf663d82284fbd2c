// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/tree_builder.hpp"

#include <utility>

#include "connectors/xml/utf16_text.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {

TreeBuilder::TreeBuilder(const XmlLimits& limits, std::vector<TagPosition> starts)
    : limits_(limits), starts_(std::move(starts)) {}

bool TreeBuilder::start_element(std::u16string_view space, std::u16string_view name,
                                std::span<const SaxAttribute> attributes) {
    const TagPosition at = next_ < starts_.size() ? starts_[next_] : TagPosition{};
    ++next_;
    if (open_.size() == limits_.depth_max) {
        reasons_.push_back(
            {"LIMITS", place_of(at), "Die Elemente sind tiefer geschachtelt als erlaubt."});
        return false;
    }
    XmlElement& element = open_.emplace_back();
    if (space != last_space_) {
        last_space_ = space;
        last_space_utf8_ = to_utf8(space);
    }
    element.space = last_space_utf8_;
    append_utf8(element.name, name);
    element.line = at.line;
    element.column = at.column;
    element.prefixes = std::exchange(declared_, {});
    element.attributes.reserve(attributes.size());
    for (const SaxAttribute& attribute : attributes) {
        element.attributes.push_back(
            {to_utf8(attribute.space), to_utf8(attribute.name), to_utf8(attribute.value)});
    }
    return true;
}

void TreeBuilder::declare_prefix(std::u16string_view prefix, std::u16string_view space) {
    declared_.push_back({to_utf8(prefix), to_utf8(space)});
}

void TreeBuilder::end_element() {
    XmlElement& element = open_.back();
    if (open_.size() == 1) {
        root_ = std::move(element);
    } else {
        open_[open_.size() - 2].children.push_back(std::move(element));
    }
    open_.pop_back();
}

bool TreeBuilder::text(std::u16string_view characters) {
    if (!open_.empty())
        append_utf8(open_.back().text, characters);
    return true;
}

bool TreeBuilder::problem(const SaxProblem& problem) {
    reasons_.push_back({"WELLFORMED", place_of({problem.line, problem.column}),
                        "Das Dokument ist kein wohlgeformtes XML: " + problem.text + "."});
    return false;
}

Result<XmlElement, Reasons> TreeBuilder::take() {
    if (!reasons_.empty())
        return Failure(std::move(reasons_));
    FOERDERWERK_REQUIRE(open_.empty(), "a parse without a problem closes what it opened");
    return std::move(root_);
}

}  // namespace foerderwerk::xml
