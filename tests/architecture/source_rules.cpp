// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <optional>

#include "tests/architecture/rules.hpp"
#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr std::size_t file_lines_max = 400;
constexpr std::size_t header_lines_max = 200;
constexpr std::size_t line_width_max = 100;
constexpr std::string_view licence = "SPDX-License-Identifier: EUPL-1.2";

constexpr std::array<std::string_view, 10> vague_words = {
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "base", "impl", "stuff"};

/// Kinds of file that have no comments, or whose bytes are the point of a test.
constexpr std::array<std::string_view, 8> uncommented = {".json", ".jsonl", ".csv", ".pem",
                                                         ".bin",  ".png",   ".svg", ".woff2"};

bool is_sample(std::string_view path) {
    return path.starts_with("tests/architecture/samples/") || path.starts_with("tests/data/");
}

bool carries_licence(std::string_view path) {
    // The words of a notice reach people as they stand; REUSE.toml tags them.
    if (path == "LICENSE" || is_sample(path) || path.find("/notices/") != std::string_view::npos)
        return false;
    return std::none_of(uncommented.begin(), uncommented.end(),
                        [&](std::string_view suffix) { return path.ends_with(suffix); });
}

bool is_script(const std::string& path) {
    return path == "dev" || path == ".ci/run" || path.ends_with(".sh");
}

std::vector<std::string> name_parts(const std::string& stem) {
    std::vector<std::string> parts(1);
    for (const char c : stem) {
        if (c == '_' || c == '-' || c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::optional<std::string> vague_word(const std::string& path) {
    for (const std::string& part : name_parts(stem_of(path))) {
        if (std::find(vague_words.begin(), vague_words.end(), part) != vague_words.end()) {
            return part;
        }
    }
    return std::nullopt;
}

/// The path below engine/ or connectors/; engine/types is everybody's vocabulary and lives in
/// `foerderwerk` itself.
std::string namespace_of(const std::string& folder) {
    std::string name = "foerderwerk";
    if (folder == "engine/types")
        return name;
    for (const char c : folder.substr(folder.find('/'))) {
        name += c == '/' ? "::" : std::string(1, c);
    }
    return name;
}

/// A connector may also complete what a port leaves to it, such as the maker of a trusted type.
bool has_namespace_of(const std::string& folder, std::string_view text) {
    if (has_word(text, "namespace " + namespace_of(folder)))
        return true;
    return folder.starts_with("connectors/") && has_word(text, "namespace foerderwerk::ports");
}

bool is_main(std::string_view text) {
    return has_word(text, "int main(");
}

}  // namespace

Offences find_long_files(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path) && !is_script(path))
            continue;
        const std::size_t limit = is_header(path) ? header_lines_max : file_lines_max;
        const std::size_t lines = split_lines(text).size();
        if (lines <= limit)
            continue;
        offences.push_back({"length", path, 0,
                            std::to_string(lines) + " lines; more than " + std::to_string(limit) +
                                " hold more than one idea: split by what the parts do"});
    }
    return offences;
}

Offences find_long_lines(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path) && !is_script(path))
            continue;
        for (const auto& [number, line] : numbered_lines(text)) {
            if (width(line) <= line_width_max)
                continue;
            offences.push_back({"width", path, number, "break the line at 100 columns"});
        }
    }
    return offences;
}

Offences find_wrong_namespaces(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path) || is_main(text))
            continue;
        if (!path.starts_with("engine/") && !path.starts_with("connectors/"))
            continue;
        const std::string folder = folder_of(path);
        if (has_namespace_of(folder, text))
            continue;
        offences.push_back(
            {"namespace", path, 0, "the folder asks for namespace " + namespace_of(folder)});
    }
    return offences;
}

Offences find_unguarded_headers(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_header(path))
            continue;
        const auto lines = split_lines(text);
        if (std::find(lines.begin(), lines.end(), "#pragma once") != lines.end())
            continue;
        offences.push_back({"guard", path, 0, "a header needs #pragma once"});
    }
    return offences;
}

Offences find_missing_licences(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!carries_licence(path) || text.empty())
            continue;
        const auto lines = split_lines(text);
        // A script or an XML file may need its first lines for itself; C++ does not.
        const std::size_t place = is_cpp(path) ? 1 : 3;
        const auto end = lines.begin() + static_cast<long>(std::min(place, lines.size()));
        const bool found = std::any_of(lines.begin(), end, [](std::string_view line) {
            return line.find(licence) != std::string_view::npos;
        });
        if (found)
            continue;
        offences.push_back({"licence", path, 1, "open the file with " + std::string(licence)});
    }
    return offences;
}

Offences find_vague_names(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path))
            continue;
        const auto word = vague_word(path);
        if (!word)
            continue;
        offences.push_back({"name", path, 0,
                            "\"" + *word +
                                "\" says little: name what the file does, as in "
                                "retry_schedule.hpp"});
    }
    return offences;
}

}  // namespace foerderwerk::architecture
