// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/check_bytes.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include "engine/types/utf8.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::size_t tag_bytes_max = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Where `declaration` ("<!DOCTYPE") begins. Looks for its second character: in a document without
/// declarations that one is rare, unlike the first.
std::size_t find_declaration(std::string_view bytes, std::string_view declaration) {
    for (std::size_t at = bytes.find('!'); at != std::string_view::npos;
         at = bytes.find('!', at + 1)) {
        if (at > 0 && bytes.substr(at - 1).starts_with(declaration)) {
            return at - 1;
        }
    }
    return std::string_view::npos;
}

std::optional<Reason> check_limits(std::string_view bytes, const XmlLimits& limits) {
    if (bytes.size() > limits.bytes_max) {
        return Reason{"LIMITS", "", "Das Dokument ist länger als erlaubt."};
    }
    if (!is_valid_utf8(bytes)) {
        return Reason{"ENCODING", "", "Das Dokument ist kein gültiges UTF-8."};
    }
    if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
        return Reason{"ENCODING", "Byte " + std::to_string(nul),
                      "Das Zeichen NUL ist nicht erlaubt."};
    }
    for (const std::string_view declaration : {"<!DOCTYPE", "<!ENTITY"}) {
        if (const auto at = find_declaration(bytes, declaration); at != std::string_view::npos) {
            return Reason{"DTD", "Byte " + std::to_string(at),
                          "Eine Dokumenttyp-Deklaration ist nicht erlaubt."};
        }
    }
    return std::nullopt;
}

/// The quoted value after `name` in an XML declaration; empty when the name does not occur.
std::string_view declared_value(std::string_view declaration, std::string_view name) {
    const auto at = declaration.find(name);
    if (at == std::string_view::npos)
        return {};
    const auto open = declaration.find_first_of("\"'", at);
    if (open == std::string_view::npos)
        return {};
    const auto close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos)
        return {};
    return declaration.substr(open + 1, close - open - 1);
}

bool is_utf8_name(std::string_view name) {
    constexpr std::string_view expected = "utf-8";
    return std::ranges::equal(name, expected, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

std::optional<Reason> check_declaration(std::string_view bytes) {
    if (!bytes.starts_with("<?xml "))
        return std::nullopt;
    const std::string_view declaration = bytes.substr(0, bytes.find("?>"));
    const std::string_view version = declared_value(declaration, "version");
    const std::string_view encoding = declared_value(declaration, "encoding");
    if (!version.empty() && version != "1.0") {
        return Reason{"ENCODING", "1:1", "Nur XML 1.0 wird angenommen."};
    }
    if (!encoding.empty() && !is_utf8_name(encoding)) {
        return Reason{"ENCODING", "1:1", "Nur die Zeichenkodierung UTF-8 wird angenommen."};
    }
    return std::nullopt;
}

/// Whether eight characters begin here, each of one byte and none a line feed.
bool is_plain_word(const char* bytes) {
    constexpr std::uint64_t each = 0x0101010101010101U;
    constexpr std::uint64_t high_bits = 0x80 * each;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const std::uint64_t no_feed = word ^ ('\n' * each);  // a byte is zero where a line feed was
    return ((word | ((no_feed - each) & ~no_feed)) & high_bits) == 0;
}

/// Walks over markup without understanding it: enough to bound it and to know where tags begin.
class MarkupScan {
public:
    MarkupScan(std::string_view bytes, const XmlLimits& limits, StartTags wished)
        : bytes_(bytes), limits_(limits), wished_(wished) {}

    Result<Markup, Reasons> run() {
        while (true) {
            const auto open = bytes_.find('<', at_);
            if (open == std::string_view::npos)
                return std::move(markup_);
            at_ = open;
            if (++markup_count_ > 4 * limits_.elements_max)
                return limit("Zu viele Elemente.");
            const std::string_view rest = bytes_.substr(open);
            const bool is_tag = !rest.starts_with("<!") && !rest.starts_with("<?");
            const std::size_t end = markup_end(rest);
            if (is_tag && end > tag_bytes_max)
                return limit("Ein Element-Tag ist zu lang.");
            if (is_tag && !rest.starts_with("</")) {
                if (elements_ == limits_.elements_max)
                    return limit("Zu viele Elemente.");
                ++elements_;
                list_start();
            }
            at_ = open + end;
        }
    }

private:
    void list_start() {
        if (wished_ == StartTags::listed) {
            advance_to(at_);
            markup_.starts.push_back(position_);
        }
    }

    Failure<Reasons> limit(std::string text) {
        advance_to(at_);
        return Failure(Reasons{{"LIMITS", place_of(position_), std::move(text)}});
    }

    void advance_to(std::size_t offset) {
        while (counted_ < offset) {
            if (offset - counted_ >= 8 && is_plain_word(bytes_.data() + counted_)) {
                counted_ += 8;
                position_.column += 8;
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes_[counted_]);
            if (byte == '\n') {
                ++position_.line;
                position_.column = 1;
            } else if ((byte & 0xC0u) != 0x80u) {
                ++position_.column;
            }
            ++counted_;
        }
    }

    static std::size_t behind(std::string_view text, std::string_view mark) {
        const auto at = text.find(mark);
        return at == std::string_view::npos ? text.size() : at + mark.size();
    }

    std::size_t markup_end(std::string_view text) {
        if (text.starts_with("<!--"))
            return behind(text, "-->");
        if (text.starts_with("<![CDATA["))
            return behind(text, "]]>");
        if (text.starts_with("<?"))
            return behind(text, "?>");
        for (std::size_t i = 1; i < text.size(); ++i) {
            const char c = text[i];
            if (c > '>')
                continue;
            if (c == '>')
                return i + 1;
            if (c != '"' && c != '\'')
                continue;
            const auto close = text.find(text[i], i + 1);
            if (close == std::string_view::npos)
                break;
            markup_.longest_attribute_bytes =
                std::max(markup_.longest_attribute_bytes, close - i - 1);
            i = close;
        }
        return text.size();
    }

    std::string_view bytes_;
    const XmlLimits& limits_;
    StartTags wished_;
    Markup markup_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;
    TagPosition position_{1, 1};  // of counted_
    std::size_t markup_count_ = 0;
    std::size_t elements_ = 0;
};

}  // namespace

std::string place_of(const TagPosition& position) {
    return std::to_string(position.line) + ":" + std::to_string(position.column);
}

Result<Markup, Reasons> check_bytes(std::string_view bytes, const XmlLimits& limits,
                                    StartTags wished) {
    if (bytes.starts_with(byte_order_mark))
        bytes.remove_prefix(byte_order_mark.size());
    if (const auto reason = check_limits(bytes, limits))
        return Failure(Reasons{*reason});
    if (const auto reason = check_declaration(bytes))
        return Failure(Reasons{*reason});
    return MarkupScan(bytes, limits, wished).run();
}

}  // namespace foerderwerk::xml
