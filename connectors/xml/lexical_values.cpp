// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/lexical_values.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "engine/feel/decimal.hpp"
#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::xml {
namespace {

using Sentence = Failure<std::string>;

constexpr std::ptrdiff_t digits_max = 34;  // of a decimal128

constexpr std::uint8_t base64_pad = 64;
constexpr std::uint8_t base64_blank = 65;
constexpr std::uint8_t base64_none = 66;

/// What each byte means in base64: its six bits, or one of the above.
constexpr auto base64_meanings = [] {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> meanings{};
    meanings.fill(base64_none);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        meanings[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
    }
    meanings['='] = base64_pad;
    for (const char blank : {' ', '\t', '\n', '\r'}) {
        meanings[static_cast<std::uint8_t>(blank)] = base64_blank;
    }
    return meanings;
}();

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Whether collapsing leaves a text as it is: most texts are written so.
bool is_collapsed(std::string_view text) {
    char before = ' ';
    for (const char c : text) {
        if (is_blank(c) && (c != ' ' || before == ' ')) {
            return false;
        }
        before = c;
    }
    return text.empty() || before != ' ';
}

/// XML Schema writes "+1", "1." and ".5" too.
Result<feel::Value, std::string> number_of(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    if (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    const bool too_long =
        std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) > digits_max;
    const auto number = feel::Decimal::parse(text);
    if (too_long || !number) {
        return Sentence("Die Zahl hat mehr als 34 Stellen oder ist keine Zahl.");
    }
    return feel::Value(*number);
}

Result<feel::Value, std::string> boolean_of(std::string_view text) {
    const bool yes = text == "true" || text == "1";
    if (!yes && text != "false" && text != "0") {
        return Sentence("Der Wert muss true oder false sein.");
    }
    return feel::Value(yes);
}

Result<feel::Value, std::string> temporal_of(std::string_view text, TextKind kind) {
    std::optional<feel::Value> value;
    if (kind == TextKind::date) {
        if (const auto date = feel::date_from_text(text))
            value = *date;
    } else if (kind == TextKind::time) {
        if (const auto time = feel::time_from_text(text))
            value = *time;
    } else if (kind == TextKind::date_time) {
        if (const auto moment = feel::date_time_from_text(text))
            value = *moment;
    } else {
        value = feel::duration_from_text(text);
    }
    if (!value) {
        return Sentence("Der Wert ist zwar in XML erlaubt, hat aber in FEEL keine Entsprechung.");
    }
    return *value;
}

feel::Kind kind_for(TextKind kind, const feel::Value& value) {
    switch (kind) {
        case TextKind::number:
            return feel::Kind::number;
        case TextKind::boolean:
            return feel::Kind::boolean;
        case TextKind::date:
            return feel::Kind::date;
        case TextKind::time:
            return feel::Kind::time;
        case TextKind::date_time:
            return feel::Kind::date_time;
        case TextKind::duration:
            return value.kind() == feel::Kind::years_months_duration
                       ? feel::Kind::years_months_duration
                       : feel::Kind::days_time_duration;
        case TextKind::text:
        case TextKind::binary:
            break;
    }
    return feel::Kind::string;
}

std::string_view name_of(TextKind kind) {
    switch (kind) {
        case TextKind::number:
            return "eine Zahl";
        case TextKind::boolean:
            return "ein Wahrheitswert";
        case TextKind::date:
            return "ein Datum";
        case TextKind::time:
            return "eine Uhrzeit";
        case TextKind::date_time:
            return "ein Zeitpunkt";
        case TextKind::duration:
            return "eine Dauer";
        case TextKind::text:
        case TextKind::binary:
            break;
    }
    return "ein Text";
}

Result<std::string, std::string> number_text(const feel::Decimal& number,
                                             const std::optional<int>& scale) {
    if (!scale) {
        return number.to_string();
    }
    const auto scaled = number.rounded(*scale, feel::Decimal::Rounding::half_even);
    if (!scaled || *scaled != number) {
        return Sentence("Die Zahl hat mehr als " + std::to_string(*scale) + " Nachkommastellen.");
    }
    std::string text = scaled->to_string();
    const auto point = text.find('.');
    const std::size_t have = point == std::string::npos ? 0 : text.size() - point - 1;
    const auto want = static_cast<std::size_t>(*scale);
    if (have < want) {
        text += (have == 0 ? "." : "") + std::string(want - have, '0');
    }
    return text;
}

bool has_named_zone(const feel::Value& value) {
    if (value.kind() == feel::Kind::time) {
        return !value.as_time().zone.empty();
    }
    return value.kind() == feel::Kind::date_time && !value.as_date_time().time.zone.empty();
}

}  // namespace

std::string normalized_text(std::string_view text, const TextRule& rule) {
    if (rule.kind == TextKind::binary) {
        std::string out(text);
        std::erase_if(out, [](char c) { return is_blank(c); });
        return out;
    }
    switch (rule.space) {
        case TextRule::Space::collapse:
            return collapsed_text(text);
        case TextRule::Space::replace: {
            std::string out(text);
            std::ranges::replace_if(out, is_blank, ' ');
            return out;
        }
        case TextRule::Space::preserve:
            break;
    }
    return std::string(text);
}

std::string collapsed_text(std::string_view text) {
    if (is_collapsed(text)) {
        return std::string(text);
    }
    std::string out;
    for (const char c : text) {
        if (!is_blank(c)) {
            out.push_back(c);
        } else if (!out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

bool is_base64(std::string_view text) {
    std::size_t digits = 0;
    std::size_t pads = 0;
    std::uint8_t last_digit = 0;
    for (const char c : text) {
        const std::uint8_t meaning = base64_meanings[static_cast<std::uint8_t>(c)];
        if (meaning < base64_pad && pads == 0) {
            last_digit = meaning;
            ++digits;
        } else if (meaning == base64_pad) {
            ++pads;
        } else if (meaning != base64_blank) {
            return false;
        }
    }
    // Bits behind the last whole byte must be zero.
    const unsigned stray_bits = pads == 2 ? 0x0FU : pads == 1 ? 0x03U : 0U;
    return pads <= 2 && (digits + pads) % 4 == 0 && (last_digit & stray_bits) == 0;
}

Result<feel::Value, std::string> value_of(std::string_view text, const TextRule& rule) {
    std::string normal = normalized_text(text, rule);
    switch (rule.kind) {
        case TextKind::number:
            return number_of(normal);
        case TextKind::boolean:
            return boolean_of(normal);
        case TextKind::date:
        case TextKind::time:
        case TextKind::date_time:
        case TextKind::duration:
            return temporal_of(normal, rule.kind);
        case TextKind::text:
        case TextKind::binary:
            break;
    }
    return feel::Value(std::move(normal));
}

Result<std::string, std::string> text_of(const feel::Value& value, const TextRule& rule) {
    if (value.kind() != kind_for(rule.kind, value)) {
        return Sentence("Hier wird " + std::string(name_of(rule.kind)) + " erwartet.");
    }
    if (rule.kind == TextKind::text || rule.kind == TextKind::binary) {
        return value.as_string();
    }
    if (rule.kind == TextKind::number) {
        return number_text(value.as_number(), rule.scale);
    }
    if (has_named_zone(value)) {
        return Sentence("Eine Zeitzone mit Namen hat in XML keine Schreibweise.");
    }
    return feel::to_text(value.unmarked());
}

}  // namespace foerderwerk::xml
