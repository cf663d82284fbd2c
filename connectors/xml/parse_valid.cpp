// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/parse_valid.hpp"

#include <string>
#include <utility>
#include <vector>

#include "connectors/xml/tree_builder.hpp"

namespace foerderwerk::xml {
namespace {

/// Above it the copies that the validator makes of a document weigh more than a second parse.
constexpr std::size_t bytes_max = 256 * 1024;
/// Attributes are validated before the parser reports them, so they are held to the smallest
/// limit that any type has.
constexpr std::size_t attribute_bytes_max = 1024;
/// The end of the namespace of xsi:type, xsi:nil and xsi:schemaLocation.
constexpr std::string_view xsi_word = "XMLSchema-instance";
constexpr std::u16string_view xsi_space = u"http://www.w3.org/2001/XMLSchema-instance";

constexpr TextRule between_elements;

/// Builds the tree and knows the type of each open element, so that no text is longer than its
/// type allows when the validator comes to judge it, at the element's end.
class ValidTreeBuilder : public TreeBuilder {
public:
    ValidTreeBuilder(const XmlLimits& limits, std::vector<TagPosition> starts,
                     const MessageSchemas& schemas)
        : TreeBuilder(limits, std::move(starts)), schemas_(schemas) {}

    bool start_element(std::u16string_view space, std::u16string_view name,
                       std::span<const SaxAttribute> attributes) override {
        for (const SaxAttribute& attribute : attributes) {
            // In canonical form the word would have been found; a reference can hide it.
            if (attribute.space == xsi_space) {
                return refuse();
            }
        }
        if (!TreeBuilder::start_element(space, name, attributes)) {
            return refuse();
        }
        const XmlElement& element = open().back();
        const ElementRule* rule = rules_.empty()
                                      ? schemas_.message(element.space, element.name)
                                      : rules_.back()->type->element(element.space, element.name);
        if (rule == nullptr || rule->type == nullptr) {
            return refuse();
        }
        rules_.push_back(rule);
        return true;
    }

    void end_element() override {
        rules_.pop_back();
        TreeBuilder::end_element();
    }

    bool text(std::u16string_view characters) override {
        if (rules_.empty()) {
            return true;
        }
        const TypeRule& type = *rules_.back()->type;
        const TextRule& rule = type.text.has_value() ? *type.text : between_elements;
        TreeBuilder::text(characters);
        return open().back().text.size() <= rule.bytes_max || refuse();
    }

    bool problem(const SaxProblem&) override { return refuse(); }

    [[nodiscard]] bool is_valid() const { return is_valid_; }

private:
    bool refuse() {
        is_valid_ = false;
        return false;
    }

    const MessageSchemas& schemas_;
    std::vector<const ElementRule*> rules_;  // of the open elements
    bool is_valid_ = true;
};

}  // namespace

std::optional<XmlElement> parse_valid(std::string_view bytes, Markup markup,
                                      const MessageSchemas& schemas, SaxParser& validator) {
    if (bytes.size() > bytes_max || markup.longest_attribute_bytes > attribute_bytes_max ||
        bytes.find(xsi_word) != std::string_view::npos) {
        return std::nullopt;
    }
    const XmlLimits limits;
    ValidTreeBuilder builder(limits, std::move(markup.starts), schemas);
    validator.parse(bytes, builder);
    if (!builder.is_valid()) {
        return std::nullopt;
    }
    auto tree = builder.take();
    return tree.has_value() ? std::optional(std::move(*tree)) : std::nullopt;
}

}  // namespace foerderwerk::xml
