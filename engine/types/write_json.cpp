// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>

#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk {
namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;
constexpr std::string_view hex_digits = "0123456789abcdef";

/// A key whose order on code points is the order of UTF-16 code units (RFC 8785 section 3.2.3):
/// beyond the basic plane a code point is written with surrogates (D800 to DFFF), which sort
/// below U+E000 to U+FFFF.
std::uint32_t utf16_rank(char32_t code_point) {
    if (code_point >= 0x10000) {
        return static_cast<std::uint32_t>(code_point);
    }
    return code_point >= 0xE000 ? static_cast<std::uint32_t>(code_point) + 0x200000
                                : static_cast<std::uint32_t>(code_point);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool name_before(std::string_view left, std::string_view right) {
    if (is_ascii(left) && is_ascii(right)) {
        return left < right;
    }
    while (!left.empty() && !right.empty()) {
        const auto a = next_code_point(left);
        const auto b = next_code_point(right);
        FOERDERWERK_REQUIRE(a && b, "member names of a record are UTF-8");
        if (*a != *b) {
            return utf16_rank(*a) < utf16_rank(*b);
        }
    }
    return left.empty() && !right.empty();
}

bool needs_escape(char c) {
    return static_cast<std::uint8_t>(c) < 0x20 || c == '"' || c == '\\';
}

void write_escape(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    out += "\\u00";
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 0x0F];
}

void write_string(std::string& out, std::string_view text) {
    FOERDERWERK_REQUIRE(is_valid_utf8(text), "strings of a record are UTF-8");
    out += '"';
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (needs_escape(text[i])) {
            out += text.substr(done, i - done);
            write_escape(out, text[i]);
            done = i + 1;
        }
    }
    out += text.substr(done);
    out += '"';
}

void write_value(std::string& out, const Json& value);

void write_object(std::string& out, const Json::Object& object) {
    std::vector<const Json::Member*> members;
    members.reserve(object.size());
    for (const auto& member : object) {
        members.push_back(&member);
    }
    std::sort(members.begin(), members.end(), [](const Json::Member* a, const Json::Member* b) {
        return name_before(a->first, b->first);
    });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        FOERDERWERK_REQUIRE(i == 0 || members[i - 1]->first != members[i]->first,
                            "member names are distinct");
        out += i == 0 ? "" : ",";
        write_string(out, members[i]->first);
        out += ':';
        write_value(out, members[i]->second);
    }
    out += '}';
}

void write_array(std::string& out, const Json::Array& array) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        out += i == 0 ? "" : ",";
        write_value(out, array[i]);
    }
    out += ']';
}

void write_value(std::string& out, const Json& value) {
    if (value.is_null()) {
        out += "null";
    } else if (value.is_bool()) {
        out += value.as_bool() ? "true" : "false";
    } else if (value.is_integer()) {
        FOERDERWERK_REQUIRE(
            value.as_integer() >= -largest_exact && value.as_integer() <= largest_exact,
            "integers of a record are exact as IEEE doubles");
        out += std::to_string(value.as_integer());
    } else if (value.is_string()) {
        write_string(out, value.as_string());
    } else if (value.is_array()) {
        write_array(out, value.as_array());
    } else {
        write_object(out, value.as_object());
    }
}

}  // namespace

std::string canonical_json(const Json& value) {
    std::string out;
    write_value(out, value);
    return out;
}

}  // namespace foerderwerk
