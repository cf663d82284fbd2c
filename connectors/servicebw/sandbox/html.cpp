// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/html.hpp"

#include <algorithm>
#include <array>

#include "connectors/http/text_rules.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char character : text) {
        switch (character) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += character;
        }
    }
    return result;
}

bool has_no_end_tag(std::string_view name) {
    static constexpr std::array<std::string_view, 5> names{"br", "hr", "input", "link", "meta"};
    return std::ranges::find(names, name) != names.end();
}

bool leads_home(std::string_view address) {
    return address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//"));
}

}  // namespace

Html::Html(std::string_view text) : markup_(escaped(http::valid_utf8(text))) {}

Html& Html::operator+=(const Html& piece) {
    markup_ += piece.markup_;
    return *this;
}

Html Html::element(HtmlName name, const HtmlAttributes& attributes, const Html& content) {
    Html html;
    html.markup_ = "<";
    html.markup_ += name.text();
    for (const auto& attribute : attributes.entries()) {
        const auto attribute_name = attribute.name.text();
        const bool is_address = attribute_name == "href" || attribute_name == "action";
        FOERDERWERK_REQUIRE(!is_address || leads_home(attribute.value),
                            "a page of the sandbox links to the sandbox only");
        html.markup_ += ' ';
        html.markup_ += attribute_name;
        html.markup_ += "=\"" + escaped(http::valid_utf8(attribute.value)) + "\"";
    }
    html.markup_ += ">";
    if (has_no_end_tag(name.text())) {
        return html;
    }
    html += content;
    html.markup_ += "</";
    html.markup_ += name.text();
    html.markup_ += ">";
    return html;
}

std::string html_document(const Html& html_element) {
    return "<!DOCTYPE html>\n" + html_element.markup() + "\n";
}

}  // namespace foerderwerk::servicebw::sandbox
