// SPDX-License-Identifier: EUPL-1.2
#include "connectors/feel_services/translate_pattern.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "connectors/feel_services/character_set.hpp"
#include "engine/feel/code_points.hpp"

namespace foerderwerk::feel_services {

namespace {

constexpr std::size_t depth_max = 100;
constexpr std::size_t weight_max = 1000;   // atoms, repetitions written out
constexpr std::size_t repeats_max = 1000;  // what RE2 takes

constexpr char32_t end_of_pattern = 0x110000;
constexpr std::string_view word_categories = "\\p{L}\\p{M}\\p{N}\\p{S}";
constexpr std::string_view non_word_categories = "\\p{P}\\p{Z}\\p{C}";

bool is_white(char32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || c == 0x20;
}

bool is_one_of(char32_t c, std::string_view characters) {
    return c < 0x80 && characters.find(static_cast<char>(c)) != std::string_view::npos;
}

std::optional<std::u32string> code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto next = feel::code_point_at(text, at);
        if (!next)
            return std::nullopt;
        result += next->value;
        at += next->length;
    }
    return result;
}

// Flag x: white space is no part of the pattern, except within a character class.
std::u32string without_white_space(const std::u32string& pattern) {
    std::u32string result;
    std::size_t classes = 0;
    bool escaped = false;
    for (const char32_t c : pattern) {
        if (classes == 0 && is_white(c))
            continue;
        if (!escaped && c == U'[')
            ++classes;
        if (!escaped && c == U']' && classes > 0)
            --classes;
        escaped = !escaped && c == U'\\';
        result += c;
    }
    return result;
}

bool is_category(std::string_view name) {
    static constexpr std::array<std::string_view, 35> names{
        "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N", "Nd",
        "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs",
        "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co"};
    return std::ranges::find(names, name) != names.end();
}

/// Recursive descent over the grammar of XML Schema. The first fault ends it: every loop looks at
/// `failed_`.
class Translation {
public:
    Translation(std::u32string pattern, std::string_view flags)
        : pattern_(std::move(pattern)), dot_matches_all_(flags.find('s') != flags.npos) {}

    feel::Answer<TranslatedPattern> run() {
        const std::size_t weight = alternatives();
        if (!failed_ && current() == U')')
            fail("a closing bracket too many");
        if (!failed_ && weight > weight_max)
            fail("the pattern is too long once its repetitions are written out");
        if (failed_)
            return Failure<std::string>(*failed_);
        return TranslatedPattern{std::move(out_), groups_};
    }

private:
    [[nodiscard]] char32_t current() const { return at(0); }
    [[nodiscard]] char32_t at(std::size_t ahead) const {
        return place_ + ahead < pattern_.size() ? pattern_[place_ + ahead] : end_of_pattern;
    }
    bool take(char32_t c) {
        if (current() != c)
            return false;
        ++place_;
        return true;
    }
    void fail(std::string reason) {
        if (!failed_)
            failed_ = std::move(reason);
        place_ = pattern_.size();
    }

    std::size_t alternatives() {
        std::size_t weight = branch();
        while (!failed_ && take(U'|')) {
            out_ += '|';
            weight += branch();
        }
        return weight;
    }

    std::size_t branch() {
        std::size_t weight = 0;
        while (!failed_ && current() != end_of_pattern && current() != U'|' && current() != U')') {
            const std::size_t once = atom();
            weight = std::min(weight + once * quantifier(), weight_max + 1);
        }
        return weight;
    }

    std::size_t atom() {
        if (take(U'('))
            return group();
        if (take(U'[')) {
            out_ += written(character_class());
            return 1;
        }
        if (take(U'\\')) {
            out_ += written(escape());
            return 1;
        }
        const char32_t c = pattern_[place_++];
        if (c == U'.') {
            out_ += dot_matches_all_ ? "(?s:.)" : "[^\\n\\r]";
        } else if (c == U'^' || c == U'$') {
            out_ += static_cast<char>(c);
        } else if (is_one_of(c, "?*+{")) {
            fail("a quantifier has nothing to repeat");
        } else if (is_one_of(c, "}]")) {
            fail("a bracket is neither opened nor escaped");
        } else {
            out_ += written(CharacterSet{{{c, c}}, {}, false});
        }
        return 1;
    }

    std::size_t group() {
        if (depth_ >= depth_max) {
            fail("groups are nested too deeply");
            return 1;
        }
        if (current() == U'?' && at(1) == U':') {
            place_ += 2;
            out_ += "(?:";
        } else {
            ++groups_;  // "(?" fails as a quantifier without an atom
            out_ += '(';
        }
        ++depth_;
        const std::size_t weight = alternatives();
        --depth_;
        if (!failed_ && !take(U')'))
            fail("a group is not closed");
        out_ += ')';
        return std::max<std::size_t>(weight, 1);
    }

    // How often the atom before it counts.
    std::size_t quantifier() {
        if (failed_)
            return 1;
        std::size_t times = 1;
        if (is_one_of(current(), "?*+")) {
            out_ += static_cast<char>(pattern_[place_++]);
        } else if (take(U'{')) {
            times = repetition();
        } else {
            return 1;
        }
        if (take(U'?'))
            out_ += '?';
        return times;
    }

    std::size_t repetition() {
        const std::size_t least = number();
        std::size_t most = least;
        out_ += '{' + std::to_string(least);
        if (take(U',')) {
            out_ += ',';
            if (current() != U'}') {
                most = number();
                out_ += std::to_string(most);
            }
        }
        out_ += '}';
        if (!failed_ && (!take(U'}') || most < least))
            fail("a quantifier in braces is {n}, {n,} or {n,m}");
        return std::max<std::size_t>(most, 1);
    }

    std::size_t number() {
        std::size_t value = 0;
        const std::size_t start = place_;
        while (current() >= U'0' && current() <= U'9' && value <= repeats_max) {
            value = value * 10 + (pattern_[place_++] - U'0');
        }
        if (place_ == start)
            fail("a quantifier in braces is {n}, {n,} or {n,m}");
        if (value > repeats_max)
            fail("more than " + std::to_string(repeats_max) + " repetitions");
        return value;
    }

    // After the backslash.
    CharacterSet escape() {
        const char32_t c = current();
        if (c == end_of_pattern) {
            fail("the pattern ends with a backslash");
            return {};
        }
        ++place_;
        if (const auto single = single_character(c))
            return {{{*single, *single}}, {}, false};
        if (c == U'p' || c == U'P')
            return property(c == U'P');
        if (is_one_of(c, "dDwW"))
            return {{}, category_escape(c), false};
        if (is_one_of(c, "sSiIcC"))
            return {range_escape(c), {}, false};
        fail(c >= U'1' && c <= U'9' ? "back references are not supported: they have no linear time"
                                    : "an unknown escape with a backslash");
        return {};
    }

    static std::optional<char32_t> single_character(char32_t c) {
        if (c == U'n')
            return 0xA;
        if (c == U'r')
            return 0xD;
        if (c == U't')
            return 0x9;
        return is_one_of(c, "\\|.?*+(){}-[]^$") ? std::optional(c) : std::nullopt;
    }

    static std::string category_escape(char32_t c) {
        if (c == U'd' || c == U'D')
            return c == U'd' ? "\\p{Nd}" : "\\P{Nd}";
        return std::string(c == U'w' ? word_categories : non_word_categories);
    }

    static CodePointRanges range_escape(char32_t c) {
        const CodePointRanges& ranges = is_one_of(c, "sS")   ? white_space()
                                        : is_one_of(c, "iI") ? name_start_characters()
                                                             : name_characters();
        return is_one_of(c, "SIC") ? complement(ranges) : ranges;
    }

    // \p{Lu}, \p{IsBasicLatin} and their opposites.
    CharacterSet property(bool negated) {
        std::string name;
        if (!take(U'{'))
            fail("\\p needs a name in braces");
        while (!failed_ && current() < 0x80 && current() != U'}')
            name += static_cast<char>(pattern_[place_++]);
        if (!failed_ && !take(U'}'))
            fail("\\p needs a name in braces");
        if (failed_)
            return {};
        if (is_category(name))
            return {{}, (negated ? "\\P{" : "\\p{") + name + "}", false};
        const CodePointRange* block = name.starts_with("Is") ? find_block(name.substr(2)) : nullptr;
        if (block == nullptr) {
            fail("the property '" + name + "' is not known");
            return {};
        }
        return {negated ? complement({*block}) : CodePointRanges{*block}, {}, false};
    }

    // After the opening bracket.
    CharacterSet character_class() {
        CharacterSet set;
        if (depth_ >= depth_max)
            fail("classes are nested too deeply");
        set.negated = take(U'^');
        bool any = false;
        while (!failed_ && current() != U']') {
            if (any && current() == U'-' && at(1) == U'[') {
                place_ += 2;
                return without(std::move(set));
            }
            member(set, !any);
            any = true;
        }
        if (!failed_ && !any)
            fail("a character class is empty");
        ++place_;
        return set;
    }

    CharacterSet without(CharacterSet set) {
        ++depth_;
        const CharacterSet removed = character_class();
        --depth_;
        if (!failed_ && !take(U']'))
            fail("after a subtraction the character class ends");
        if (!failed_ && !subtract(set, removed))
            fail("subtraction with Unicode categories is not supported");
        return set;
    }

    // One character, range or escape.
    void member(CharacterSet& set, bool is_first) {
        if (current() == U'[') {
            fail("a bracket within a character class has to be escaped");
            return;
        }
        // A hyphen stands for itself only at either end of its class.
        if (current() == U'-' && !is_first && at(1) != U']') {
            fail("a hyphen within a character class has to be escaped");
            return;
        }
        CharacterSet first = one_member();
        const bool is_range = current() == U'-' && at(1) != U']' && at(1) != U'[';
        if (!is_range || failed_) {
            set.ranges.insert(set.ranges.end(), first.ranges.begin(), first.ranges.end());
            set.categories += first.categories;
            return;
        }
        ++place_;
        const CharacterSet last = one_member();
        const auto is_single = [](const CharacterSet& one) {
            return one.ranges.size() == 1 && one.ranges[0].first == one.ranges[0].second;
        };
        if (failed_ || !is_single(first) || !is_single(last) ||
            first.ranges[0].first > last.ranges[0].first) {
            fail("a range in a character class goes from a character to a later one");
            return;
        }
        set.ranges.emplace_back(first.ranges[0].first, last.ranges[0].first);
    }

    CharacterSet one_member() {
        if (take(U'\\'))
            return escape();
        const char32_t c = current();
        if (c == end_of_pattern) {
            fail("a character class is not closed");
            return {};
        }
        ++place_;
        return {{{c, c}}, {}, false};
    }

    std::u32string pattern_;
    bool dot_matches_all_;
    std::size_t place_ = 0;
    std::size_t depth_ = 0;
    std::size_t groups_ = 0;
    std::string out_;
    std::optional<std::string> failed_;
};

}  // namespace

feel::Answer<TranslatedPattern> translate_pattern(std::string_view pattern,
                                                  std::string_view flags) {
    for (const char flag : flags) {
        if (!is_one_of(static_cast<unsigned char>(flag), "smix"))
            return Failure<std::string>("the flags of a regular expression are s, m, i and x");
    }
    std::optional<std::u32string> characters = code_points(pattern);
    if (!characters)
        return Failure<std::string>("the pattern is not UTF-8");
    if (flags.find('x') != std::string_view::npos)
        characters = without_white_space(*characters);
    auto translated = Translation(std::move(*characters), flags).run();
    if (!translated.has_value())
        return translated;
    if (flags.find('i') != std::string_view::npos)
        translated->text.insert(0, "(?i)");
    if (flags.find('m') != std::string_view::npos)
        translated->text.insert(0, "(?m)");
    return translated;
}

}  // namespace foerderwerk::feel_services
