// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/tree.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr std::array not_ours = {".git", "build", "var", "node_modules", ".cache"};

bool is_ours(const std::filesystem::path& path) {
    for (const char* name : not_ours) {
        if (path.filename() == name)
            return false;
    }
    return true;
}

}  // namespace

bool Tree::has_file(const std::string& path) const {
    return files.contains(path);
}

bool Tree::has_folder(const std::string& path) const {
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    const auto first = files.lower_bound(prefix);
    return first != files.end() && first->first.starts_with(prefix);
}

std::string_view Tree::text(const std::string& path) const {
    const auto found = files.find(path);
    return found == files.end() ? std::string_view{} : std::string_view{found->second};
}

std::string to_text(const Offence& offence) {
    const std::string line = offence.line == 0 ? "" : ":" + std::to_string(offence.line);
    return offence.path + line + ": [" + offence.rule + "] " + offence.message;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Tree read_project(const std::filesystem::path& root) {
    Tree tree;
    auto entry = std::filesystem::recursive_directory_iterator(root);
    for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory() && !is_ours(entry->path())) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            std::string text = read_file(entry->path());
            if (text.find('\0') != std::string::npos)
                text.clear();
            tree.files[entry->path().lexically_relative(root).generic_string()] = std::move(text);
        }
    }
    // The clone of a worktree has `.git` as a file.
    tree.files.erase(".git");
    return tree;
}

Sample read_sample(std::string_view text) {
    Sample sample;
    std::string* file = nullptr;
    for (const std::string_view line : split_lines(text)) {
        if (line.starts_with("-- ")) {
            const auto end = line.find(" --", 3);
            const std::string path(line.substr(3, end - 3));
            if (line.ends_with(" absent")) {
                sample.absent.push_back(path);
            } else {
                file = &sample.tree.files[path];
            }
        } else if (file != nullptr) {
            file->append(line).append("\n");
        } else if (const auto colon = line.find(": "); colon != std::string_view::npos) {
            sample.head.emplace(line.substr(0, colon), line.substr(colon + 2));
        }
    }
    return sample;
}

Tree laid_over(Tree base, const Sample& sample) {
    for (const auto& [path, text] : sample.tree.files)
        base.files[path] = text;
    for (const std::string& path : sample.absent)
        base.files.erase(path);
    return base;
}

}  // namespace foerderwerk::architecture
