// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/print_answer.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/types/utf8.hpp"

namespace foerderwerk::console {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

bool in_ranges(char32_t c, const CodeRange* begin, const CodeRange* end) {
    return std::any_of(begin, end,
                       [c](const CodeRange& range) { return c >= range.first && c <= range.last; });
}

std::size_t width_of(char32_t c) {
    static constexpr std::array<CodeRange, 9> none = {{{0x0300, 0x036F},
                                                       {0x0483, 0x0489},
                                                       {0x1AB0, 0x1AFF},
                                                       {0x1DC0, 0x1DFF},
                                                       {0x200B, 0x200F},
                                                       {0x20D0, 0x20FF},
                                                       {0xFE00, 0xFE0F},
                                                       {0xFE20, 0xFE2F},
                                                       {0xFEFF, 0xFEFF}}};
    static constexpr std::array<CodeRange, 9> wide = {{{0x1100, 0x115F},
                                                       {0x2E80, 0x303E},
                                                       {0x3041, 0xA4CF},
                                                       {0xAC00, 0xD7A3},
                                                       {0xF900, 0xFAFF},
                                                       {0xFE30, 0xFE6F},
                                                       {0xFF00, 0xFF60},
                                                       {0x1F300, 0x1FAFF},
                                                       {0x20000, 0x3FFFD}}};
    if (in_ranges(c, none.data(), none.data() + none.size())) {
        return 0;
    }
    return in_ranges(c, wide.data(), wide.data() + wide.size()) ? 2 : 1;
}

/// Free text may try to steer the terminal: controls, and marks that turn the reading direction.
bool is_printable(char32_t c) {
    return c >= 0x20 && (c < 0x7F || c >= 0xA0) && !(c >= 0x202A && c <= 0x202E) &&
           !(c >= 0x2066 && c <= 0x2069);
}

std::string printable(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const auto c = next_code_point(text);
        if (!c.has_value()) {
            text.remove_prefix(1);
            clean += "\xEF\xBF\xBD";
        } else if (is_printable(*c)) {
            append_utf8(clean, *c);
        } else {
            clean += ' ';
        }
    }
    return clean;
}

void write_json(const Json& json, int indent, std::string& out);

/// `indent` -1: all on one line.
void write_items(const std::vector<std::pair<std::string, const Json*>>& items, const char* braces,
                 int indent, std::string& out) {
    out += braces[0];
    const int inner = indent < 0 ? -1 : indent + 2;
    const auto new_line = [&out](int columns) {
        if (columns >= 0) {
            out += '\n';
            out.append(static_cast<std::size_t>(columns), ' ');
        }
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        out += i == 0 ? "" : ",";
        new_line(inner);
        if (braces[0] == '{') {
            out += canonical_json(items[i].first) + (indent < 0 ? ":" : ": ");
        }
        write_json(*items[i].second, inner, out);
    }
    if (!items.empty()) {
        new_line(indent);
    }
    out += braces[1];
}

void write_json(const Json& json, int indent, std::string& out) {
    std::vector<std::pair<std::string, const Json*>> items;
    if (json.is_object()) {
        for (const auto& [name, value] : json.as_object()) {
            items.emplace_back(name, &value);
        }
        write_items(items, "{}", indent, out);
    } else if (json.is_array()) {
        for (const Json& value : json.as_array()) {
            items.emplace_back("", &value);
        }
        write_items(items, "[]", indent, out);
    } else {
        out += canonical_json(json);
    }
}

/// {"number":"3"}, {"date":"…"}: a FEEL value that JSON has no type for.
const std::string* typed_text(const Json& json) {
    static constexpr std::array<std::string_view, 6> names = {"number",   "date",     "time",
                                                              "dateTime", "duration", "sealed"};
    if (!json.is_object() || json.as_object().size() != 1) {
        return nullptr;
    }
    const auto& [name, value] = json.as_object().front();
    const bool typed = std::find(names.begin(), names.end(), name) != names.end();
    return typed && value.is_string() ? &value.as_string() : nullptr;
}

bool is_number(const Json& json) {
    return json.is_integer() || (typed_text(json) != nullptr && json.find("number") != nullptr);
}

std::string cell(const Json& json) {
    if (json.is_null()) {
        return "";
    }
    if (json.is_string()) {
        return printable(json.as_string());
    }
    if (const std::string* text = typed_text(json)) {
        return printable(*text);
    }
    std::string text;
    if (json.is_array()) {
        for (const Json& item : json.as_array()) {
            text += (text.empty() ? "" : "; ") + cell(item);
        }
        return text;
    }
    if (json.is_object()) {
        for (const auto& [name, value] : json.as_object()) {
            const std::string part = cell(value);
            text += (text.empty() || part.empty() ? "" : " ") + part;
        }
        return text;
    }
    return canonical_json(json);
}

using Line = std::vector<std::string>;

std::string align(const std::vector<Line>& lines) {
    std::vector<std::size_t> widths;
    for (const Line& line : lines) {
        widths.resize(std::max(widths.size(), line.size()));
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(line[i]));
        }
    }
    std::string text;
    for (const Line& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            row += line[i];
            row.append(widths[i] - display_width(line[i]) + 2, ' ');
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
    }
    return text;
}

bool is_table(const Json& json) {
    return json.is_array() && !json.as_array().empty() &&
           std::all_of(json.as_array().begin(), json.as_array().end(),
                       [](const Json& item) { return item.is_object() && !typed_text(item); });
}

/// A table inside a cell cannot be read: such a member is for json and jsonl only.
Line column_names(const Json::Array& rows) {
    Line names;
    for (const Json& row : rows) {
        for (const auto& [name, value] : row.as_object()) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    std::erase_if(names, [&rows](const std::string& name) {
        return std::any_of(rows.begin(), rows.end(), [&name](const Json& row) {
            const Json* value = row.find(name);
            return value != nullptr && is_table(*value);
        });
    });
    return names;
}

/// A cell between quotes. A spreadsheet would take a text that begins like a formula for one.
std::string quoted(const Json* value) {
    std::string text = value != nullptr ? cell(*value) : "";
    const std::size_t first = text.find_first_not_of(' ');
    if (first != std::string::npos &&
        std::string_view("=+-@").find(text[first]) != std::string::npos && !is_number(*value)) {
        text.insert(0, "'");
    }
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
        text.insert(at, "\"");
    }
    return '"' + text + '"';
}

std::string comma_separated(const Json::Array& rows) {
    const Line names = column_names(rows);
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ";") + name;
    }
    text += "\r\n";
    for (const Json& row : rows) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            text += (i == 0 ? "" : ";") + quoted(row.find(names[i]));
        }
        text += "\r\n";
    }
    return text;
}

std::string columns(const Json::Array& rows) {
    const Line names = column_names(rows);
    std::vector<Line> lines;
    Line head;
    for (const std::string& name : names) {
        head.push_back(name);
        std::transform(head.back().begin(), head.back().end(), head.back().begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    }
    lines.push_back(std::move(head));
    for (const Json& row : rows) {
        Line line;
        for (const std::string& name : names) {
            const Json* value = row.find(name);
            line.push_back(value != nullptr ? cell(*value) : "");
        }
        lines.push_back(std::move(line));
    }
    return align(lines);
}

/// Nested contexts become dotted names.
void flatten(const std::string& name, const Json& json, std::vector<Line>& lines) {
    if (json.is_object() && typed_text(json) == nullptr && !json.as_object().empty()) {
        for (const auto& [member, value] : json.as_object()) {
            flatten(name + "." + member, value, lines);
        }
        return;
    }
    lines.push_back({printable(name), cell(json)});
}

std::string members(const Json& object) {
    std::vector<Line> lines;
    std::string tables;
    for (const auto& [name, value] : object.as_object()) {
        if (is_table(value)) {
            tables += "\n" + name + "\n" + columns(value.as_array());
        } else if (!value.is_array() || !value.as_array().empty()) {
            flatten(name, value, lines);
        }
    }
    return align(lines) + tables;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto c = next_code_point(text);
        if (!c.has_value()) {
            text.remove_prefix(1);
            ++width;
        } else if (is_printable(*c)) {
            width += width_of(*c);
        }
    }
    return width;
}

std::string print_result(const Json& result, OutputForm form) {
    std::string text;
    if (form == OutputForm::json) {
        write_json(result, 0, text);
        return text + "\n";
    }
    if (form == OutputForm::jsonl) {
        const Json::Array one = result.is_array() ? result.as_array() : Json::Array{result};
        for (const Json& item : one) {
            write_json(item, -1, text);
            text += "\n";
        }
        return text;
    }
    if (form == OutputForm::csv && result.is_array()) {
        return is_table(result) ? comma_separated(result.as_array()) : "";
    }
    if (result.is_object()) {
        return members(result);
    }
    if (is_table(result)) {
        return columns(result.as_array());
    }
    return result.is_null() || result.is_array() ? "" : cell(result) + "\n";
}

std::string print_reasons(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += printable(reason.code) +
                (reason.place.empty() ? "" : " " + printable(reason.place)) + ": " +
                printable(reason.text) + "\n";
    }
    return text;
}

}  // namespace foerderwerk::console
