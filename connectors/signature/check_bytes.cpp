// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/check_bytes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "engine/types/utf8.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view without_mark(std::string_view bytes) {
    return bytes.starts_with(byte_order_mark) ? bytes.substr(byte_order_mark.size()) : bytes;
}

/// How many bytes at the front are ASCII, in steps of eight: most of a message is.
std::size_t ascii_front(std::string_view bytes) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t length = 0;
    std::uint64_t word = 0;
    while (length + sizeof word <= bytes.size()) {
        std::memcpy(&word, bytes.data() + length, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
        length += sizeof word;
    }
    return length;
}

/// Reads `name="value"` pairs from the text between "<?xml" and "?>" (XML 1.0, production 23).
class DeclarationReader {
public:
    explicit DeclarationReader(std::string_view text) : rest_(text) {}

    struct Pair {
        std::string_view name;
        std::string_view value;
    };

    [[nodiscard]] bool at_end() {
        skip_blanks();
        return rest_.empty();
    }

    std::optional<Pair> next() {
        const std::size_t name_end = rest_.find_first_of(" \t\r\n=");
        if (name_end == std::string_view::npos || name_end == 0) {
            return std::nullopt;
        }
        Pair pair{rest_.substr(0, name_end), {}};
        rest_.remove_prefix(name_end);
        skip_blanks();
        if (!rest_.starts_with('=')) {
            return std::nullopt;
        }
        rest_.remove_prefix(1);
        skip_blanks();
        if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\'')) {
            return std::nullopt;
        }
        const std::size_t close = rest_.find(rest_[0], 1);
        if (close == std::string_view::npos) {
            return std::nullopt;
        }
        pair.value = rest_.substr(1, close - 1);
        rest_.remove_prefix(close + 1);
        return pair;
    }

private:
    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_[0])) {
            rest_.remove_prefix(1);
        }
    }

    std::string_view rest_;
};

bool is_utf8_name(std::string_view encoding) {
    constexpr std::string_view lower = "utf-8";
    return std::ranges::equal(encoding, lower, [](char given, char expected) {
        return given == expected ||
               (given >= 'A' && given <= 'Z' && static_cast<char>(given + 32) == expected);
    });
}

struct Markup {
    std::size_t bytes = 0;
    std::size_t attributes = 0;
    bool too_long = false;
};

/// Measures the tag that begins `text`, and stops at the limits.
Markup measure_tag(std::string_view text, std::size_t bytes_max, std::size_t attributes_max) {
    // Most tags have no attribute; memchr finds that out faster than a look at each byte.
    const std::string_view near = text.substr(0, bytes_max);
    if (const std::size_t close = near.find('>'); close != std::string_view::npos) {
        const std::string_view whole = near.substr(0, close + 1);
        if (whole.find('"') == std::string_view::npos &&
            whole.find('\'') == std::string_view::npos) {
            return {whole.size(), 0, false};
        }
    }
    Markup tag;
    char quote = '\0';
    for (const char c : text) {
        ++tag.bytes;
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
            ++tag.attributes;
        } else if (c == '>') {
            break;
        }
        if (tag.bytes > bytes_max || tag.attributes > attributes_max) {
            tag.too_long = true;
            break;
        }
    }
    return tag;
}

/// The length up to and with `mark`, or all of the text: the parser will complain about the rest.
Markup measure_until(std::string_view text, std::string_view mark, std::size_t from) {
    const std::size_t at = text.find(mark, from);
    return {at == std::string_view::npos ? text.size() : at + mark.size(), 0, false};
}

Markup measure_markup(std::string_view text, std::size_t bytes_max, std::size_t attributes_max) {
    if (text.starts_with("<!--")) {
        return measure_until(text, "-->", 4);
    }
    if (text.starts_with("<![CDATA[")) {
        return measure_until(text, "]]>", 9);
    }
    if (text.starts_with("<?")) {
        return measure_until(text, "?>", 2);
    }
    return measure_tag(text, bytes_max, attributes_max);
}

/// What the XML declaration says; `readable` also when there is none.
struct Declaration {
    bool readable = true;
    std::string_view version = "1.0";
    std::string_view encoding = "utf-8";
};

Declaration read_declaration(std::string_view bytes) {
    constexpr std::string_view open = "<?xml";
    const std::string_view text = without_mark(bytes);
    Declaration declaration;
    if (!text.starts_with(open) || text.size() == open.size() || !is_blank(text[open.size()])) {
        return declaration;
    }
    const std::size_t close = text.find("?>");
    DeclarationReader reader(close == std::string_view::npos
                                 ? std::string_view("?")
                                 : text.substr(open.size(), close - open.size()));
    while (!reader.at_end()) {
        const auto pair = reader.next();
        if (!pair) {
            declaration.readable = false;
            return declaration;
        }
        // Of two values the wrong one counts, whichever comes first.
        if (pair->name == "version" && pair->value != "1.0") {
            declaration.version = pair->value;
        } else if (pair->name == "encoding" && !is_utf8_name(pair->value)) {
            declaration.encoding = pair->value;
        }
    }
    return declaration;
}

}  // namespace

void check_size(std::string_view bytes, const GateLimits& limits, ReasonList& reasons) {
    if (bytes.size() > limits.message_bytes_max) {
        reasons.add(reason::limits, place_of_byte(limits.message_bytes_max),
                    "Die Nachricht ist mit " + std::to_string(bytes.size()) +
                        " Bytes zu groß; erlaubt sind " + std::to_string(limits.message_bytes_max) +
                        " Bytes.");
    }
}

void check_utf8(std::string_view bytes, const GateLimits& /*limits*/, ReasonList& reasons) {
    std::string_view rest = bytes;
    while (!rest.empty()) {
        rest.remove_prefix(ascii_front(rest));
        // After a word with a non-ASCII byte the next few are read one by one.
        for (int step = 0; step < 8 && !rest.empty(); ++step) {
            if (!next_code_point(rest)) {
                reasons.add(reason::encoding, place_of_byte(bytes.size() - rest.size()),
                            "Die Nachricht ist kein gültiges UTF-8.");
                return;
            }
        }
    }
}

void check_no_nul(std::string_view bytes, const GateLimits& /*limits*/, ReasonList& reasons) {
    if (const std::size_t at = bytes.find('\0'); at != std::string_view::npos) {
        reasons.add(reason::encoding, place_of_byte(at),
                    "Die Nachricht enthält das Zeichen NUL; angenommen wird nur UTF-8.");
    }
}

void check_declaration(std::string_view bytes, const GateLimits& /*limits*/, ReasonList& reasons) {
    if (!read_declaration(bytes).readable) {
        reasons.add(reason::wellformed, place_of_byte(0),
                    "Die XML-Deklaration am Anfang der Nachricht ist nicht lesbar.");
    }
}

void check_version(std::string_view bytes, const GateLimits& /*limits*/, ReasonList& reasons) {
    if (const Declaration declaration = read_declaration(bytes); declaration.version != "1.0") {
        reasons.add(
            reason::encoding, place_of_byte(0),
            "Angenommen wird nur XML 1.0, nicht Version " + quoted(declaration.version) + ".");
    }
}

void check_declared_encoding(std::string_view bytes, const GateLimits& /*limits*/,
                             ReasonList& reasons) {
    if (const Declaration declaration = read_declaration(bytes);
        !is_utf8_name(declaration.encoding)) {
        reasons.add(reason::encoding, place_of_byte(0),
                    "Angenommen wird nur die Zeichenkodierung UTF-8, nicht " +
                        quoted(declaration.encoding) + ".");
    }
}

void check_no_document_type(std::string_view bytes, const GateLimits& /*limits*/,
                            ReasonList& reasons) {
    constexpr std::array<std::string_view, 5> declarations{"<!DOCTYPE", "<!ENTITY", "<!ELEMENT",
                                                           "<!ATTLIST", "<!NOTATION"};
    // The mark of exclamation is rare in a message, unlike the bracket before it.
    for (std::size_t mark = bytes.find('!'); mark != std::string_view::npos;
         mark = bytes.find('!', mark + 1)) {
        const std::size_t at = mark == 0 ? 0 : mark - 1;
        const std::string_view rest = bytes.substr(at);
        for (const std::string_view declaration : declarations) {
            if (rest.starts_with(declaration)) {
                reasons.add(reason::document_type, place_of_byte(at),
                            "Eine Dokumenttyp-Deklaration (" + quoted(declaration) +
                                ") ist nirgends in der Nachricht erlaubt.");
                return;
            }
        }
    }
}

void check_tag_count(std::string_view bytes, const GateLimits& limits, ReasonList& reasons) {
    const bool may_have_too_many = bytes.size() > limits.markup_max;
    if (may_have_too_many &&
        static_cast<std::size_t>(std::ranges::count(bytes, '<')) > limits.markup_max) {
        reasons.add(reason::limits, place_of_byte(bytes.size()),
                    "Die Nachricht enthält zu viele Elemente; das Zeichen „<“ darf höchstens " +
                        std::to_string(limits.markup_max) + "-mal vorkommen.");
    }
}

void scan_tags(std::string_view bytes, const GateLimits& limits, const TagBounds& bounds,
               ReasonList& reasons) {
    constexpr std::size_t unbounded = std::string_view::npos;
    const std::size_t bytes_max = bounds.bytes ? limits.tag_bytes_max : unbounded;
    const std::size_t attributes_max = bounds.attributes ? limits.attributes_max : unbounded;
    const std::size_t all_attributes_max =
        bounds.all_attributes ? limits.all_attributes_max : unbounded;
    std::size_t attributes = 0;
    for (std::size_t at = bytes.find('<'); at != std::string_view::npos;) {
        const Markup markup = measure_markup(bytes.substr(at), bytes_max, attributes_max);
        attributes += markup.attributes;
        if (markup.too_long) {
            reasons.add(reason::limits, place_of_byte(at),
                        "Das Element-Tag, das hier beginnt, ist zu lang; erlaubt sind " +
                            std::to_string(limits.tag_bytes_max) + " Bytes und " +
                            std::to_string(limits.attributes_max) + " Attribute.");
            return;
        }
        if (attributes > all_attributes_max) {
            reasons.add(reason::limits, place_of_byte(at),
                        "Die Nachricht enthält zu viele Attribute; erlaubt sind " +
                            std::to_string(limits.all_attributes_max) + ".");
            return;
        }
        at = bytes.find('<', at + markup.bytes);
    }
}

}  // namespace foerderwerk::signature
