// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/write_xml.hpp"

#include <map>
#include <utility>

#include "engine/types/failure.hpp"
#include "engine/types/utf8.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";
constexpr char32_t replacement = 0xFFFD;

bool is_xml_character(char32_t c) {
    if (c < 0x20) {
        return c == '\t' || c == '\n' || c == '\r';
    }
    return c != 0xFFFE && c != 0xFFFF;
}

/// Line ends and tabs are written as references inside attributes, because a parser would turn
/// them into blanks; a carriage return always, because it would become a line feed.
void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
    while (!text.empty()) {
        const char c = text.front();
        const bool plain = c >= 0x20 && c != '<' && c != '>' && c != '&' && c != '"';
        if (plain) {
            out.push_back(c);
            text.remove_prefix(1);
            continue;
        }
        const auto next = next_code_point(text);
        if (!next)
            text.remove_prefix(1);
        const char32_t code_point = next.value_or(replacement);
        if (code_point == '<') {
            out += "&lt;";
        } else if (code_point == '>') {
            out += "&gt;";
        } else if (code_point == '&') {
            out += "&amp;";
        } else if (code_point == '"') {
            out += in_attribute ? "&quot;" : "\"";
        } else if (code_point == '\r') {
            out += "&#13;";
        } else if (in_attribute && (code_point == '\n' || code_point == '\t')) {
            out += code_point == '\n' ? "&#10;" : "&#9;";
        } else {
            append_utf8(out, is_xml_character(code_point) ? code_point : replacement);
        }
    }
}

class TreeWriter {
public:
    std::string run(const XmlElement& root, const std::vector<XmlPrefix>& wished) {
        collect_spaces(root);
        for (const XmlPrefix& wish : wished) {
            const auto used = prefixes_.find(wish.space);
            if (used != prefixes_.end())
                used->second = wish.prefix;
        }
        std::size_t number = 0;
        for (auto& [space, prefix] : prefixes_) {
            if (prefix.empty())
                prefix = "n" + std::to_string(++number);
        }
        write(root, true);
        return out_.finish();
    }

private:
    void collect_spaces(const XmlElement& element) {
        note(element.space);
        for (const XmlAttribute& attribute : element.attributes)
            note(attribute.space);
        for (const XmlElement& child : element.children)
            collect_spaces(child);
    }

    void note(const std::string& space) {
        if (!space.empty() && space != xml_space)
            prefixes_.emplace(space, "");
    }

    std::string name_of(const std::string& space, const std::string& name) const {
        if (space.empty())
            return name;
        if (space == xml_space)
            return "xml:" + name;
        return prefixes_.at(space) + ":" + name;
    }

    void write(const XmlElement& element, bool is_root) {
        out_.start(name_of(element.space, element.name));
        for (const auto& [space, prefix] : prefixes_) {
            if (is_root)
                out_.attribute("xmlns:" + prefix, space);
        }
        for (const XmlAttribute& attribute : element.attributes) {
            out_.attribute(name_of(attribute.space, attribute.name), attribute.value);
        }
        if (element.children.empty() && !element.text.empty())
            out_.text(element.text);
        for (const XmlElement& child : element.children)
            write(child, false);
        out_.end();
    }

    std::map<std::string, std::string> prefixes_;  // by namespace
    XmlWriter out_;
};

}  // namespace

bool is_xml_text(std::string_view text) {
    while (!text.empty()) {
        const auto next = next_code_point(text);
        if (!next || !is_xml_character(*next))
            return false;
    }
    return true;
}

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") {}

void XmlWriter::close_start_tag() {
    if (in_start_tag_)
        out_ += ">";
    in_start_tag_ = false;
}

void XmlWriter::new_line() {
    out_ += "\n";
    out_.append(2 * open_.size(), ' ');
}

XmlWriter& XmlWriter::start(std::string_view name) {
    close_start_tag();
    const bool in_text = !open_.empty() && open_.back().has_text;
    if (!in_text)
        new_line();
    if (!open_.empty())
        open_.back().has_children = true;
    out_ += "<";
    out_ += name;
    open_.push_back({std::string(name)});
    in_start_tag_ = true;
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
    FOERDERWERK_REQUIRE(in_start_tag_, "attributes stand in a start tag");
    out_ += " ";
    out_ += name;
    out_ += "=\"";
    append_escaped(out_, value, true);
    out_ += "\"";
    return *this;
}

XmlWriter& XmlWriter::text(std::string_view text) {
    FOERDERWERK_REQUIRE(!open_.empty(), "text stands inside an element");
    close_start_tag();
    open_.back().has_text = true;
    append_escaped(out_, text, false);
    return *this;
}

XmlWriter& XmlWriter::end() {
    FOERDERWERK_REQUIRE(!open_.empty(), "an end belongs to a start");
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (in_start_tag_) {
        out_ += "/>";
        in_start_tag_ = false;
        return *this;
    }
    if (closed.has_children && !closed.has_text)
        new_line();
    out_ += "</" + closed.name + ">";
    return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view text) {
    return start(name).text(text).end();
}

std::string XmlWriter::finish() {
    FOERDERWERK_REQUIRE(open_.empty(), "a document is finished when every element is ended");
    return std::exchange(out_, {}) + "\n";
}

std::string write_xml(const XmlElement& root, const std::vector<XmlPrefix>& prefixes) {
    return TreeWriter().run(root, prefixes);
}

}  // namespace foerderwerk::xml
