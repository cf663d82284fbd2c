// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace foerderwerk::architecture {

/// The project as a value: path from the root to text. A rule sees nothing else, so that a sample
/// of twenty lines is as good a subject as the project itself.
struct Tree {
    std::map<std::string, std::string> files;

    [[nodiscard]] bool has_file(const std::string& path) const;
    [[nodiscard]] bool has_folder(const std::string& path) const;
    /// The text of a file, empty where there is none.
    [[nodiscard]] std::string_view text(const std::string& path) const;
};

struct Offence {
    std::string rule;
    std::string path;
    std::size_t line = 0;  ///< from 1; 0 means the file as a whole
    std::string message;

    friend auto operator<=>(const Offence&, const Offence&) = default;
};

[[nodiscard]] std::string to_text(const Offence& offence);

/// Everything below `root` but what the build, a run or the version control keeps there.
/// Files that are no text stand in the tree with an empty text.
[[nodiscard]] Tree read_project(const std::filesystem::path& root);

/// A sample: a head of `key: value` lines, then files, each after a line `-- path --`.
/// `-- path -- absent` takes a file out of the tree that the sample is laid over.
struct Sample {
    std::map<std::string, std::string> head;
    Tree tree;
    std::vector<std::string> absent;
};

[[nodiscard]] Sample read_sample(std::string_view text);
[[nodiscard]] Tree laid_over(Tree base, const Sample& sample);
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace foerderwerk::architecture
