// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

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

bool utf16_before(std::string_view left, std::string_view right) {
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

/// What a byte asks of the writer.
enum class ByteKind : std::uint8_t { plain, escape, multibyte };

constexpr std::array<ByteKind, 256> byte_kinds = [] {
    std::array<ByteKind, 256> kinds{};
    for (std::size_t byte = 0; byte < kinds.size(); ++byte) {
        const bool escape = byte < 0x20 || byte == '"' || byte == '\\';
        kinds[byte] = byte >= 0x80 ? ByteKind::multibyte
                      : escape     ? ByteKind::escape
                                   : ByteKind::plain;
    }
    return kinds;
}();

constexpr std::uint64_t every_byte = 0x0101010101010101;

/// Whether one of eight bytes is no plain one: a control character, a quotation mark, a backslash
/// or part of a multi-byte character. A byte of the differences is zero where the bytes are equal,
/// and subtracting borrows into the top bit.
bool any_not_plain(std::uint64_t bytes) {
    const std::uint64_t quotes = bytes ^ (every_byte * '"');
    const std::uint64_t backslashes = bytes ^ (every_byte * '\\');
    const std::uint64_t found =
        (bytes - every_byte * 0x20) | (quotes - every_byte) | (backslashes - every_byte) | bytes;
    return (found & (every_byte * 0x80)) != 0;
}

/// Appends to a buffer that is made large enough once for each string, not for each byte.
class Writer {
public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void value(const Json& value);
    [[nodiscard]] std::string text() const { return {buffer_, used_}; }

private:
    void object(const Json::Object& object);
    void array(const Json::Array& array);
    void string(std::string_view text);
    void escape(char c);

    void make_room(std::size_t bytes) {
        if (used_ + bytes > size_) {
            size_ = 2 * (used_ + bytes);
            auto larger = std::make_unique_for_overwrite<char[]>(size_);
            std::copy_n(buffer_, used_, larger.get());
            large_ = std::move(larger);
            buffer_ = large_.get();
        }
    }
    void put(char c) {
        make_room(1);
        buffer_[used_++] = c;
    }
    void put(std::string_view text) {
        make_room(text.size());
        put_in_room(text);
    }
    void put_in_room(std::string_view text) {
        std::copy_n(text.data(), text.size(), buffer_ + used_);
        used_ += text.size();
    }

    std::array<char, 512> small_;  // most values are small, and then cost no memory of their own
    std::unique_ptr<char[]> large_;
    char* buffer_ = small_.data();
    std::size_t size_ = small_.size();
    std::size_t used_ = 0;
};

void Writer::escape(char c) {
    static constexpr std::string_view named = "\"\\\b\f\n\r\t";
    static constexpr std::string_view names = "\"\\bfnrt";
    buffer_[used_++] = '\\';
    if (const std::size_t known = named.find(c); known != std::string_view::npos) {
        buffer_[used_++] = names[known];
        return;
    }
    const auto byte = static_cast<std::uint8_t>(c);
    put_in_room("u00");
    buffer_[used_++] = hex_digits[byte >> 4];
    buffer_[used_++] = hex_digits[byte & 0x0F];
}

void Writer::string(std::string_view text) {
    constexpr std::size_t longest_escape = 6;
    make_room(longest_escape * text.size() + 2);
    buffer_[used_++] = '"';
    std::size_t done = 0;
    bool ascii = true;
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t eight = 0;
        if (i + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if (!any_not_plain(eight)) {
                i += sizeof eight;
                continue;
            }
        }
        const ByteKind kind = byte_kinds[static_cast<std::uint8_t>(text[i])];
        ascii = ascii && kind != ByteKind::multibyte;
        if (kind == ByteKind::escape) {
            put_in_room(text.substr(done, i - done));
            escape(text[i]);
            done = i + 1;
        }
        ++i;
    }
    FOERDERWERK_REQUIRE(ascii || is_valid_utf8(text), "strings of a record are UTF-8");
    put_in_room(text.substr(done));
    buffer_[used_++] = '"';
}

void Writer::object(const Json::Object& object) {
    std::vector<const Json::Member*> members;
    members.reserve(object.size());
    bool ascii = true;
    for (const auto& member : object) {
        ascii = ascii && is_ascii(member.first);
        members.push_back(&member);
    }
    // Among ASCII the order of bytes is the order of UTF-16 code units.
    const auto before = [ascii](const Json::Member* a, const Json::Member* b) {
        return ascii ? a->first < b->first : utf16_before(a->first, b->first);
    };
    std::sort(members.begin(), members.end(), before);
    put('{');
    for (std::size_t i = 0; i < members.size(); ++i) {
        FOERDERWERK_REQUIRE(i == 0 || members[i - 1]->first != members[i]->first,
                            "member names are distinct");
        if (i > 0) {
            put(',');
        }
        string(members[i]->first);
        put(':');
        value(members[i]->second);
    }
    put('}');
}

void Writer::array(const Json::Array& array) {
    put('[');
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) {
            put(',');
        }
        value(array[i]);
    }
    put(']');
}

void Writer::value(const Json& value) {
    if (value.is_null()) {
        put("null");
    } else if (value.is_bool()) {
        put(value.as_bool() ? "true" : "false");
    } else if (value.is_integer()) {
        FOERDERWERK_REQUIRE(
            value.as_integer() >= -largest_exact && value.as_integer() <= largest_exact,
            "integers of a record are exact as IEEE doubles");
        put(std::to_string(value.as_integer()));
    } else if (value.is_string()) {
        string(value.as_string());
    } else if (value.is_array()) {
        array(value.as_array());
    } else {
        object(value.as_object());
    }
}

}  // namespace

bool canonical_before(std::string_view left, std::string_view right) {
    return is_ascii(left) && is_ascii(right) ? left < right : utf16_before(left, right);
}

std::string canonical_json(const Json& value) {
    Writer writer;
    writer.value(value);
    return writer.text();
}

}  // namespace foerderwerk
