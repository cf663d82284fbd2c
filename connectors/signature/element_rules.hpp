// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/signature/signature_parts.hpp"

namespace foerderwerk::signature {

enum class Space { ds, xades };

struct ElementName {
    Space space;
    std::string_view local;
    bool optional = false;
};

using AttributeNames = std::span<const std::string_view>;

/// One element of a signature and exactly what it consists of. Transforms and KeyInfo have checks
/// of their own, because their faults have classes of their own.
struct ElementRule {
    const _xmlNode* element;
    std::span<const ElementName> children;
    AttributeNames required_attributes;
    AttributeNames optional_attributes;
    bool holds_text;
};

/// The rules for the elements that are there, in document order; that one is missing is for the
/// rule of its parent to say.
[[nodiscard]] std::vector<ElementRule> element_rules(const SignatureParts& parts);

/// The child elements are the named ones, each once, in that order.
[[nodiscard]] bool has_children(const _xmlNode* parent, std::span<const ElementName> names);
/// Between the elements stands nothing but blanks: no comment, instruction, CDATA section or stray
/// text that another reader might take for content.
[[nodiscard]] bool has_only_blanks_between(const _xmlNode* parent);
/// Every required attribute, perhaps optional ones, no other, none with a prefix.
[[nodiscard]] bool has_attributes(const _xmlNode* element, AttributeNames required,
                                  AttributeNames optional);
/// "ds:SignedInfo, ds:KeyInfo" for a sentence.
[[nodiscard]] std::string listed(std::span<const ElementName> names);

}  // namespace foerderwerk::signature
