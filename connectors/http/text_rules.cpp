// SPDX-License-Identifier: EUPL-1.2
#include "connectors/http/text_rules.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/types/utf8.hpp"

namespace foerderwerk::http {

namespace {

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

bool is_alphanumeric(char character) {
    const char small = lower(character);
    return (small >= 'a' && small <= 'z') || (character >= '0' && character <= '9');
}

int hex_digit(char character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    const char small = lower(character);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::optional<std::string> decode_form_part(std::string_view part) {
    std::string blanks(part);
    std::ranges::replace(blanks, '+', ' ');
    auto decoded = percent_decode(blanks);
    if (!decoded.has_value() || !is_valid_utf8(*decoded) ||
        decoded->find('\0') != std::string::npos) {
        return std::nullopt;
    }
    return decoded;
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool same_name(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_token(std::string_view text) {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [](char character) {
        return is_alphanumeric(character) || marks.find(character) != std::string_view::npos;
    });
}

bool is_field_value(std::string_view text) {
    return std::ranges::none_of(text, [](char character) {
        const auto byte = static_cast<std::uint8_t>(character);
        return (byte < 0x20 && character != '\t') || byte == 0x7F;
    });
}

std::string valid_utf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto before = text;
        if (next_code_point(text).has_value()) {
            result += before.substr(0, before.size() - text.size());
        } else {
            result += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        }
    }
    return result;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '%') {
            result += text[index];
            continue;
        }
        const int high = index + 2 < text.size() ? hex_digit(text[index + 1]) : -1;
        const int low = index + 2 < text.size() ? hex_digit(text[index + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        result += static_cast<char>(high * 16 + low);
        index += 2;
    }
    return result;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    static constexpr std::string_view unreserved = "-._~";
    std::string result;
    for (const char character : text) {
        if (is_alphanumeric(character) || unreserved.find(character) != std::string_view::npos) {
            result += character;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(character);
        result += '%';
        result += digits[byte >> 4U];
        result += digits[byte & 15U];
    }
    return result;
}

std::optional<FormValues> parse_form(std::string_view text, std::size_t entries_max) {
    FormValues values;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto entry = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (entry.empty()) {
            continue;
        }
        const auto equals = std::min(entry.find('='), entry.size());
        auto name = decode_form_part(entry.substr(0, equals));
        auto value = decode_form_part(entry.substr(std::min(equals + 1, entry.size())));
        if (!name.has_value() || !value.has_value() || values.size() == entries_max) {
            return std::nullopt;
        }
        values.emplace_back(std::move(*name), std::move(*value));
    }
    return values;
}

std::string write_form(const FormValues& values) {
    std::string result;
    for (const auto& [name, value] : values) {
        result += result.empty() ? "" : "&";
        result += percent_encode(name) + "=" + percent_encode(value);
    }
    return result;
}

}  // namespace foerderwerk::http
