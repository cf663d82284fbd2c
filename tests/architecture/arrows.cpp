// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/arrows.hpp"

#include <algorithm>

#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

using Words = std::vector<std::string_view>;

LibraryUse read_use(const Words& words) {
    LibraryUse use{std::string(words[0]), {}, {}};
    for (std::size_t i = 2; i < words.size(); ++i) {
        if (words[i] == "in" && i + 2 == words.size()) {
            use.file = words[i + 1];
            break;
        }
        use.prefixes.emplace_back(words[i]);
    }
    return use;
}

void read_line(Arrows& arrows, const Words& words, std::size_t number) {
    const std::string folder(words[0]);
    if (words.size() >= 2 && words[1] == "->") {
        arrows.targets[folder] = {words.begin() + 2, words.end()};
        arrows.line_of[folder] = number;
    } else if (words.size() >= 3 && words[1] == "uses") {
        arrows.uses.push_back(read_use(words));
    } else if (words.size() == 4 && words[1] == "tested" && words[2] == "in") {
        arrows.tested_in[folder] = words[3];
    } else {
        arrows.unreadable.push_back({"arrows", arrows_file, number,
                                     "a line is `FOLDER -> …`, `FOLDER uses …` or "
                                     "`FOLDER tested in FOLDER`"});
    }
}

bool covers(const std::string& pattern, const std::string& folder) {
    if (!pattern.ends_with("/*"))
        return pattern == folder;
    return folder.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

std::set<std::string> Arrows::reachable(const std::string& folder) const {
    std::set<std::string> reached;
    std::vector<std::string> open = {folder};
    while (!open.empty()) {
        const std::string next = open.back();
        open.pop_back();
        if (!reached.insert(next).second)
            continue;
        if (const auto found = targets.find(next); found != targets.end()) {
            open.insert(open.end(), found->second.begin(), found->second.end());
        }
    }
    return reached;
}

bool Arrows::may_use(const std::string& file, const std::string& header) const {
    return std::any_of(uses.begin(), uses.end(), [&](const LibraryUse& use) {
        if (!covers(use.folder, folder_of(file)))
            return false;
        // Types of libraries stay out of headers, unless the line names that header.
        const std::string name = file.substr(folder_of(file).size() + 1);
        if (use.file.empty() ? is_header(file) : use.file != name)
            return false;
        return std::any_of(use.prefixes.begin(), use.prefixes.end(),
                           [&](const std::string& prefix) { return header.starts_with(prefix); });
    });
}

Arrows read_arrows(const Tree& tree) {
    Arrows arrows;
    for (const auto& [number, line] : numbered_lines(tree.text(arrows_file))) {
        const auto words = split_words(line.substr(0, line.find('#')));
        if (!words.empty())
            read_line(arrows, words, number);
    }
    return arrows;
}

}  // namespace foerderwerk::architecture
