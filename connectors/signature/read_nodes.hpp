// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _xmlAttr;
struct _xmlNode;

namespace foerderwerk::signature {

inline constexpr std::string_view signature_namespace = "http://www.w3.org/2000/09/xmldsig#";
/// XAdES 1.3.2, the version of ETSI EN 319 132-1.
inline constexpr std::string_view properties_namespace = "http://uri.etsi.org/01903/v1.3.2#";

[[nodiscard]] std::string_view local_name(const _xmlNode* element);
[[nodiscard]] std::string_view namespace_of(const _xmlNode* element);
[[nodiscard]] bool is_signature_element(const _xmlNode* node, std::string_view name);

[[nodiscard]] std::vector<_xmlNode*> child_elements(const _xmlNode* parent);
/// The first child `ds:name`; null when there is none or `parent` is null.
[[nodiscard]] _xmlNode* signature_child(const _xmlNode* parent, std::string_view name);
/// The same for `xades:name`.
[[nodiscard]] _xmlNode* properties_child(const _xmlNode* parent, std::string_view name);

/// The attribute of that name in no namespace; null when there is none or `element` is null.
[[nodiscard]] _xmlAttr* attribute_of(const _xmlNode* element, std::string_view name);
[[nodiscard]] std::string value_of(const _xmlAttr* attribute);

/// The text of an element that holds nothing but text: no element, comment or CDATA section
/// splits it. No value when something does, or when `element` is null.
[[nodiscard]] std::optional<std::string> plain_text(const _xmlNode* element);
/// `plain_text` as base64 (XML Schema's form: blanks anywhere), decoded strictly.
[[nodiscard]] std::optional<std::string> base64_content(const _xmlNode* element);

/// "/a:antrag/ds:Signature (Zeile 7)"; names are shortened. "/" for null: the message as a whole.
[[nodiscard]] std::string place_of(const _xmlNode* element);

}  // namespace foerderwerk::signature
