// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/tree_parser.hpp"
#include "connectors/xml/utf16_text.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {
namespace {

class TreeBuilder : public SaxEvents {
public:
    TreeBuilder(const XmlLimits& limits, std::vector<TagPosition> starts)
        : limits_(limits), starts_(std::move(starts)) {}

    bool start_element(std::u16string_view space, std::u16string_view name,
                       std::span<const SaxAttribute> attributes) override {
        const TagPosition at = next_ < starts_.size() ? starts_[next_] : TagPosition{};
        ++next_;
        if (open_.size() == limits_.depth_max) {
            reasons_.push_back(
                {"LIMITS", place_of(at), "Die Elemente sind tiefer geschachtelt als erlaubt."});
            return false;
        }
        XmlElement element;
        element.space = to_utf8(space);
        element.name = to_utf8(name);
        element.line = at.line;
        element.column = at.column;
        element.prefixes = std::exchange(declared_, {});
        element.attributes.reserve(attributes.size());
        for (const SaxAttribute& attribute : attributes) {
            element.attributes.push_back(
                {to_utf8(attribute.space), to_utf8(attribute.name), to_utf8(attribute.value)});
        }
        open_.push_back(std::move(element));
        return true;
    }

    void declare_prefix(std::u16string_view prefix, std::u16string_view space) override {
        declared_.push_back({to_utf8(prefix), to_utf8(space)});
    }

    void end_element() override {
        XmlElement element = std::move(open_.back());
        open_.pop_back();
        if (open_.empty()) {
            root_ = std::move(element);
        } else {
            open_.back().children.push_back(std::move(element));
        }
    }

    bool text(std::u16string_view characters) override {
        if (!open_.empty())
            append_utf8(open_.back().text, characters);
        return true;
    }

    bool problem(const SaxProblem& problem) override {
        reasons_.push_back({"WELLFORMED", place_of({problem.line, problem.column}),
                            "Das Dokument ist kein wohlgeformtes XML: " + problem.text + "."});
        return false;
    }

    Result<XmlElement, Reasons> take() {
        if (!reasons_.empty())
            return Failure(std::move(reasons_));
        FOERDERWERK_REQUIRE(open_.empty(), "a parse without a problem closes what it opened");
        return std::move(root_);
    }

private:
    const XmlLimits& limits_;
    std::vector<TagPosition> starts_;
    std::size_t next_ = 0;
    std::vector<XmlPrefix> declared_;
    std::vector<XmlElement> open_;
    XmlElement root_;
    Reasons reasons_;
};

}  // namespace

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
    auto starts = check_bytes(bytes, limits);
    if (!starts.has_value()) {
        return Failure(std::move(starts.error()));
    }
    TreeBuilder builder(limits, std::move(starts.value()));
    parser_.parse(bytes, builder);
    return builder.take();
}

Result<XmlElement, Reasons> parse_xml(std::string_view bytes, const XmlLimits& limits) {
    return TreeParser().parse(bytes, limits);
}

}  // namespace foerderwerk::xml
