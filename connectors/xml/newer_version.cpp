// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/newer_version.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "connectors/xml/element_path.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view version_attribute = "version";

/// "1.7". No number has more than four digits or a zero in front.
struct Version {
    int major = 0;
    int minor = 0;
};

std::optional<int> number(std::string_view digits) {
    const bool is_plain = !digits.empty() && digits.size() <= 4 &&
                          (digits.front() != '0' || digits.size() == 1) &&
                          std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_plain) {
        return std::nullopt;
    }
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<Version> version(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos) {
        return std::nullopt;
    }
    const auto major = number(text.substr(0, point));
    const auto minor = number(text.substr(point + 1));
    if (!major || !minor) {
        return std::nullopt;
    }
    return Version{*major, *minor};
}

XmlAttribute* attribute_of(XmlElement& root) {
    const auto found = std::ranges::find_if(root.attributes, [](const XmlAttribute& attribute) {
        return attribute.name == version_attribute && attribute.space.empty();
    });
    return found == root.attributes.end() ? nullptr : &*found;
}

}  // namespace

NewerVersion::NewerVersion(XmlElement& root, const ElementRule& rule) : root_(root) {
    const AttributeRule* fixed = rule.type->attribute("", version_attribute);
    XmlAttribute* given = attribute_of(root);
    if (fixed == nullptr || given == nullptr) {
        return;
    }
    const auto ours = version(fixed->preset);
    const auto theirs = version(given->value);
    if (ours && theirs && theirs->major == ours->major && theirs->minor > ours->minor) {
        held_ = fixed->preset;
        named_ = given->value;
        given->value = held_;
    }
}

void NewerVersion::put_back() {
    if (is_named()) {
        attribute_of(root_)->value = named_;
    }
}

Reason NewerVersion::reason() const {
    ElementPath path;
    path.enter(root_);
    return {"VERSION", path.place(version_attribute),
            "Die Nachricht nennt die Version " + named_ + "; sie wird nach " + held_ + " gelesen."};
}

}  // namespace foerderwerk::xml
