// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>

#include "engine/types/json.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk {
namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;
constexpr int deepest = 200;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_plain_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
           c != '"' && c != '\\';
}

constexpr std::size_t few_members = 12;

/// A name that stands twice, or nullptr. Many are sorted, and not compared in pairs: the number of
/// members is the sender's choice.
const std::string* find_duplicate(const Json::Object& object) {
    if (object.size() <= few_members) {
        for (std::size_t i = 1; i < object.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (object[i].first == object[j].first) {
                    return &object[i].first;
                }
            }
        }
        return nullptr;
    }
    std::vector<const std::string*> names;
    names.reserve(object.size());
    for (const auto& member : object) {
        names.push_back(&member.first);
    }
    const auto before = [](const std::string* a, const std::string* b) { return *a < *b; };
    std::sort(names.begin(), names.end(), before);
    const auto twice =
        std::adjacent_find(names.begin(), names.end(),
                           [](const std::string* a, const std::string* b) { return *a == *b; });
    return twice == names.end() ? nullptr : *twice;
}

/// Recursive descent over RFC 8259. Each parse function returns no value after `fail`, which
/// keeps the first error.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<Json, JsonError> run() {
        skip_blanks();
        auto value = parse_value(0);
        if (value) {
            skip_blanks();
            if (at_ < text_.size()) {
                value = fail("something stands behind the value");
            }
        }
        if (!value) {
            return Failure<JsonError>(error_);
        }
        return std::move(*value);
    }

private:
    std::nullopt_t fail(std::string reason) { return fail_at(at_, std::move(reason)); }

    std::nullopt_t fail_at(std::size_t offset, std::string reason) {
        if (error_.reason.empty()) {
            error_ = {offset, std::move(reason)};
        }
        return std::nullopt;
    }

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool take(std::string_view expected) {
        if (!text_.substr(at_).starts_with(expected)) {
            return false;
        }
        at_ += expected.size();
        return true;
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r')) {
            ++at_;
        }
    }

    std::optional<Json> parse_value(int depth) {
        if (depth > deepest) {
            return fail("nesting is deeper than 200");
        }
        switch (peek()) {
            case '{':
                return parse_object(depth);
            case '[':
                return parse_array(depth);
            case '"':
                return parse_string_value();
            default:
                return parse_plain();
        }
    }

    std::optional<Json> parse_plain() {
        if (take("null")) {
            return Json();
        }
        if (take("true")) {
            return Json(true);
        }
        if (take("false")) {
            return Json(false);
        }
        if (peek() == '-' || is_digit(peek())) {
            return parse_integer();
        }
        return fail(at_ < text_.size() ? "no JSON value begins with this byte"
                                       : "the text ends where a value is expected");
    }

    std::optional<Json> parse_integer() {
        const std::size_t start = at_;
        const bool negative = take("-");
        if (!is_digit(peek())) {
            return fail("a digit must follow the minus sign");
        }
        if (peek() == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {
            return fail("a number has no leading zero");
        }
        std::int64_t number = 0;
        while (is_digit(peek())) {
            number = number * 10 + (peek() - '0');
            if (number > largest_exact) {
                return fail_at(start, "the integer is beyond 2^53 - 1");
            }
            ++at_;
        }
        if (peek() == '.' || peek() == 'e' || peek() == 'E') {
            return fail_at(start, "only integers are allowed as numbers");
        }
        if (negative && number == 0) {
            return fail_at(start, "minus zero is not an integer");
        }
        return Json(negative ? -number : number);
    }

    std::optional<Json> parse_string_value() {
        auto text = parse_string();
        if (!text) {
            return std::nullopt;
        }
        return Json(std::move(*text));
    }

    std::optional<std::string> parse_string() {
        if (!take("\"")) {
            return fail("a quotation mark is expected");
        }
        const std::size_t end = end_of_plain(at_);
        std::string text(text_.substr(at_, end - at_));
        at_ = end;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (!(text_[at_] == '\\' ? take_escape(text) : take_plain(text))) {
                return std::nullopt;
            }
        }
        if (!take("\"")) {
            return fail("the string has no end");
        }
        return text;
    }

    [[nodiscard]] std::size_t end_of_plain(std::size_t at) const {
        while (at < text_.size() && is_plain_ascii(text_[at])) {
            ++at;
        }
        return at;
    }

    bool take_plain(std::string& text) {
        if (static_cast<unsigned char>(text_[at_]) < 0x20) {
            (void)fail("a control character in a string must be escaped");
            return false;
        }
        std::size_t end = end_of_plain(at_);
        if (end == at_) {
            std::string_view rest = text_.substr(at_);
            if (!next_code_point(rest)) {
                (void)fail("the bytes are not UTF-8");
                return false;
            }
            end = text_.size() - rest.size();
        }
        text += text_.substr(at_, end - at_);
        at_ = end;
        return true;
    }

    bool take_escape(std::string& text) {
        static constexpr std::string_view known_names = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t start = at_++;
        if (take("u")) {
            return take_unicode_escape(text, start);
        }
        const std::size_t known =
            at_ < text_.size() ? known_names.find(text_[at_]) : known_names.npos;
        if (known == known_names.npos) {
            (void)fail_at(start, "the escape is unknown");
            return false;
        }
        text += meanings[known];
        ++at_;
        return true;
    }

    bool take_unicode_escape(std::string& text, std::size_t start) {
        const auto first = take_code_unit();
        if (!first) {
            (void)fail_at(start, "four hexadecimal digits must follow \\u");
            return false;
        }
        char32_t code_point = *first;
        if (code_point >= 0xD800 && code_point <= 0xDFFF) {
            const auto second =
                code_point < 0xDC00 && take("\\u") ? take_code_unit() : std::nullopt;
            if (!second || *second < 0xDC00 || *second > 0xDFFF) {
                (void)fail_at(start, "a surrogate stands alone");
                return false;
            }
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (*second - 0xDC00);
        }
        append_utf8(text, code_point);
        return true;
    }

    std::optional<char32_t> take_code_unit() {
        char32_t unit = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = peek();
            if (is_digit(c)) {
                unit = unit * 16 + static_cast<char32_t>(c - '0');
            } else if (c >= 'a' && c <= 'f') {
                unit = unit * 16 + static_cast<char32_t>(c - 'a' + 10);
            } else if (c >= 'A' && c <= 'F') {
                unit = unit * 16 + static_cast<char32_t>(c - 'A' + 10);
            } else {
                return std::nullopt;
            }
        }
        return unit;
    }

    std::optional<Json> parse_array(int depth) {
        ++at_;
        Json::Array array;
        skip_blanks();
        bool more = !take("]");
        while (more) {
            skip_blanks();
            auto element = parse_value(depth + 1);
            if (!element) {
                return std::nullopt;
            }
            array.push_back(std::move(*element));
            skip_blanks();
            more = !take("]");
            if (more && !take(",")) {
                return fail("a comma or the end of the array is expected");
            }
        }
        return Json(std::move(array));
    }

    std::optional<Json> parse_object(int depth) {
        const std::size_t start = at_++;
        Json::Object object;
        skip_blanks();
        bool more = !take("}");
        while (more) {
            skip_blanks();
            if (!parse_member(object, depth)) {
                return std::nullopt;
            }
            skip_blanks();
            more = !take("}");
            if (more && !take(",")) {
                return fail("a comma or the end of the object is expected");
            }
        }
        if (const std::string* name = find_duplicate(object)) {
            return fail_at(start, "the member name " + *name + " stands twice in this object");
        }
        return Json(std::move(object));
    }

    bool parse_member(Json::Object& object, int depth) {
        auto name = parse_string();
        if (!name) {
            return false;
        }
        skip_blanks();
        if (!take(":")) {
            (void)fail("a colon is expected");
            return false;
        }
        skip_blanks();
        auto value = parse_value(depth + 1);
        if (!value) {
            return false;
        }
        object.emplace_back(std::move(*name), std::move(*value));
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    JsonError error_;
};

}  // namespace

Result<Json, JsonError> parse_json(std::string_view text) {
    return Parser(text).run();
}

}  // namespace foerderwerk
