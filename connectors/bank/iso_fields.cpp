// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/iso_fields.hpp"

#include <algorithm>

namespace foerderwerk::bank {

using xml::XmlElement;

const XmlElement* find(const XmlElement* parent, std::string_view name) {
    if (parent == nullptr) {
        return nullptr;
    }
    for (const XmlElement& child : parent->children) {
        if (child.name == name && child.space == parent->space) {
            return &child;
        }
    }
    return nullptr;
}

const XmlElement* find(const XmlElement* parent, std::string_view name, std::string_view below) {
    return find(find(parent, name), below);
}

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view()
                              : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

std::string text_of(const XmlElement* element) {
    return element == nullptr ? std::string() : std::string(trimmed(element->text));
}

std::optional<std::int64_t> parse_cents(std::string_view text) {
    text.remove_prefix(text.starts_with('+') ? 1 : 0);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    std::string fraction(text.substr(std::min(point + 1, text.size())));
    if (digits.empty() && fraction.empty()) {
        return std::nullopt;
    }
    while (fraction.size() > 2 && fraction.back() == '0') {
        fraction.pop_back();
    }
    if (fraction.size() > 2) {
        return std::nullopt;
    }
    digits += fraction + std::string(2 - fraction.size(), '0');
    std::int64_t cents = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9' || __builtin_mul_overflow(cents, std::int64_t{10}, &cents) ||
            __builtin_add_overflow(cents, std::int64_t{c - '0'}, &cents)) {
            return std::nullopt;
        }
    }
    return cents;
}

std::optional<LocalDate> date_of(const XmlElement* choice) {
    const std::string day = text_of(find(choice, "Dt"));
    return parse_date(day.empty() ? text_of(find(choice, "DtTm")).substr(0, 10)
                                  : std::string_view(day).substr(0, 10));
}

std::string code_of(const XmlElement* choice) {
    const std::string code = text_of(find(choice, "Cd"));
    return code.empty() ? text_of(find(choice, "Prtry")) : code;
}

Result<XmlElement, Reasons> parse_bank_file(std::string_view bytes) {
    constexpr xml::XmlLimits limits{
        .bytes_max = 100u * 1024 * 1024, .depth_max = 64, .elements_max = 2'000'000};
    return xml::parse_xml(bytes, limits);
}

}  // namespace foerderwerk::bank
