// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/source_text.hpp"

#include <algorithm>
#include <cctype>

namespace foerderwerk::architecture {

namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Walks over C++ once and blanks what no compiler would read as code.
class CppBlanker {
public:
    explicit CppBlanker(std::string_view text) : text_(text) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        return std::move(text_);
    }

private:
    [[nodiscard]] bool here(std::string_view word) const {
        return std::string_view(text_).substr(at_).starts_with(word);
    }

    void step() {
        if (here("#include") && at_line_start()) {
            at_ = end_of_line();  // what is included is code, not a literal
        } else if (here("//")) {
            blank_to(end_of_line());
        } else if (here("/*")) {
            blank_to(after("*/", at_ + 2));
        } else if (here("R\"")) {
            blank_raw_string();
        } else if (text_[at_] == '"') {
            blank_quoted('"');
        } else if (text_[at_] == '\'' && (at_ == 0 || !is_name_character(text_[at_ - 1]))) {
            blank_quoted('\'');
        } else {
            ++at_;
        }
    }

    [[nodiscard]] bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }

    [[nodiscard]] std::size_t end_of_line() const {
        return std::min(text_.find('\n', at_), text_.size());
    }

    [[nodiscard]] std::size_t after(std::string_view mark, std::size_t from) const {
        const auto found = text_.find(mark, from);
        return found == std::string::npos ? text_.size() : found + mark.size();
    }

    void blank_to(std::size_t end) {
        for (; at_ < end; ++at_) {
            if (text_[at_] != '\n')
                text_[at_] = ' ';
        }
    }

    void blank_quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
            end += text_[end] == '\\' ? 2U : 1U;
        }
        blank_to(std::min(end + 1, text_.size()));
    }

    void blank_raw_string() {
        const auto open = text_.find('(', at_);
        if (open == std::string::npos)
            return blank_to(text_.size());
        const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
        blank_to(after(close, open));
    }

    std::string text_;
    std::size_t at_ = 0;
};

std::string without_xml_comments(std::string_view xml) {
    std::string text(xml);
    for (auto at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at)) {
        const auto end = std::min(text.find("-->", at), text.size());
        for (; at < end; ++at) {
            if (text[at] != '\n')
                text[at] = ' ';
        }
    }
    return text;
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<Line> numbered_lines(std::string_view text) {
    std::vector<Line> lines;
    for (const std::string_view line : split_lines(text))
        lines.push_back({lines.size() + 1, line});
    return lines;
}

std::vector<std::string_view> split_words(std::string_view line) {
    std::vector<std::string_view> words;
    while (!(line = trimmed(line)).empty()) {
        const auto end = std::min(line.find_first_of(" \t\r\n"), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return words;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t width(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string without_comments(const std::string& path, std::string_view text) {
    if (is_cpp(path))
        return CppBlanker(text).run();
    for (const char* suffix : {".xml", ".scxml", ".dmn", ".xsd"}) {
        if (path.ends_with(suffix))
            return without_xml_comments(text);
    }
    return std::string(text);
}

bool has_word(std::string_view line, std::string_view word) {
    for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool starts =
            !is_name_character(word.front()) || at == 0 || !is_name_character(line[at - 1]);
        const bool ends =
            !is_name_character(word.back()) || end == line.size() || !is_name_character(line[end]);
        if (starts && ends)
            return true;
    }
    return false;
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp");
}

bool is_header(std::string_view path) {
    return path.ends_with(".hpp");
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string stem_of(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    return name.substr(0, name.rfind('.'));
}

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> includes;
    for (const auto& [number, line] : numbered_lines(text)) {
        if (!line.starts_with("#include "))
            continue;
        const bool angled = line.find('<') != std::string_view::npos;
        const auto open = line.find_first_of("<\"");
        const auto close = line.find_first_of(">\"", open + 1);
        if (close == std::string_view::npos)
            continue;
        includes.push_back({number, std::string(line.substr(open + 1, close - open - 1)), angled});
    }
    return includes;
}

}  // namespace foerderwerk::architecture
