// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foerderwerk::servicebw::sandbox {

/// The name of an element or attribute: a literal of small letters, digits and hyphens, checked
/// while compiling. So no input can ever become a name.
class HtmlName {
public:
    consteval HtmlName(const char* literal) : text_(literal) {
        for (const char character : text_) {
            const bool fits = (character >= 'a' && character <= 'z') ||
                              (character >= '0' && character <= '9') || character == '-';
            if (!fits) {
                throw "not a name";  // ends the compilation
            }
        }
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

struct HtmlAttribute {
    HtmlName name;
    std::string value;
};

class HtmlAttributes {
public:
    HtmlAttributes() = default;
    HtmlAttributes(std::initializer_list<HtmlAttribute> attributes) : entries_(attributes) {}
    HtmlAttributes& add(HtmlName name, std::string value) {
        entries_.push_back({name, std::move(value)});
        return *this;
    }
    [[nodiscard]] const std::vector<HtmlAttribute>& entries() const { return entries_; }

private:
    std::vector<HtmlAttribute> entries_;
};

/// A piece of a page. It is made from elements and from text, and text is escaped on the way in:
/// there is no other way, so a page cannot carry markup that came from outside.
class Html {
public:
    Html() = default;  ///< nothing
    Html(std::string_view text);
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}

    Html& operator+=(const Html& piece);
    [[nodiscard]] const std::string& markup() const { return markup_; }

    /// `href` and `action` must lead to this site: a value that begins with "/" (not "//") or
    /// "#". Anything else is a programming error.
    [[nodiscard]] static Html element(HtmlName name, const HtmlAttributes& attributes,
                                      const Html& content);

private:
    std::string markup_;
};

[[nodiscard]] inline Html operator+(Html left, const Html& right) {
    return left += right;
}

/// An element with what stands in it, in order: pieces or text.
template <class... Contents>
[[nodiscard]] Html element(HtmlName name, const HtmlAttributes& attributes,
                           const Contents&... contents) {
    Html content;
    ((content += Html(contents)), ...);
    return Html::element(name, attributes, content);
}

/// The whole document.
[[nodiscard]] std::string html_document(const Html& html_element);

}  // namespace foerderwerk::servicebw::sandbox
