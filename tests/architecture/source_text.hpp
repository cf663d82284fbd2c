// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foerderwerk::architecture {

[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

struct Line {
    std::size_t number = 0;  ///< from 1
    std::string_view text;
};

[[nodiscard]] std::vector<Line> numbered_lines(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view line);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// UTF-8 code points, which is what an editor's column counts.
[[nodiscard]] std::size_t width(std::string_view line);

/// The text with comments and the contents of literals blanked; lines and columns stay.
/// `path` decides what a comment is: C++ or XML, everything else comes back unchanged.
[[nodiscard]] std::string without_comments(const std::string& path, std::string_view text);

/// Whether `word` stands in `line` without being part of a longer name.
[[nodiscard]] bool has_word(std::string_view line, std::string_view word);

[[nodiscard]] bool is_cpp(std::string_view path);
[[nodiscard]] bool is_header(std::string_view path);
[[nodiscard]] std::string folder_of(const std::string& path);
/// File name without folder and without its last suffix.
[[nodiscard]] std::string stem_of(const std::string& path);

struct Include {
    std::size_t line = 0;
    std::string path;
    bool angled = false;
};

[[nodiscard]] std::vector<Include> includes_of(std::string_view text);

}  // namespace foerderwerk::architecture
