// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/xml/code_lists.hpp"
#include "connectors/xml/schema_model.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

/// Texts taken out of a tree while it is validated, each with the element it belongs to.
using HeldTexts = std::vector<std::pair<XmlElement*, std::string>>;

/// What has to be settled before a tree may reach the validator. Refuses text that is too long for
/// its type (code LIMITS), `xsi:type` and `xsi:nil` (what an element is says the schema alone) and
/// text between elements (SCHEMA). Drops xsi:schemaLocation, which is never followed. Checks
/// base64 itself, in linear time, and moves it to `held`, because the validator would copy a
/// document of megabytes several times.
[[nodiscard]] Reasons check_before_validation(XmlElement& tree, const ElementRule& rule,
                                              HeldTexts& held);
void put_back(HeldTexts& held);

/// An XÖV Code as a message gives it, presets of the schema put in where it gives nothing.
struct GivenCode {
    std::string uri;
    std::string version;
    std::optional<std::string> code;  ///< collapsed; nothing when the element is missing
};

/// What is wrong with a Code: the attribute at fault, "" for the code itself, and a German
/// sentence.
struct CodeFault {
    std::string_view attribute;
    std::string text;
};

/// What is wrong with a Code of that type, nothing when nothing is. A Code names a list and version
/// that we hold, by itself or by its schema; only a list that the schema fixes and that we do not
/// hold is taken unseen (the XÖV head names lists of its own).
[[nodiscard]] std::optional<CodeFault> fault_of(const GivenCode& given, const TypeRule& type,
                                                const CodeLists& lists);

/// What the validator is not asked: the letters of DIN 91379, which the standard writes down as
/// types (code SCHEMA), and code lists, which stand beside every schema (code RULE).
[[nodiscard]] Reasons check_letters_and_codes(const XmlElement& tree, const ElementRule& rule,
                                              const CodeLists& lists);

}  // namespace foerderwerk::xml
