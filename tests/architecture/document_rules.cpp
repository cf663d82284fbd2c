// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "tests/architecture/rules.hpp"
#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr std::array<std::string_view, 8> top_folders = {
    "engine/", "connectors/", "workflows/", "xsd/", "tests/", "config/", "docs/", ".ci/"};

bool is_document(std::string_view path) {
    return path.ends_with(".md") && !path.starts_with("tests/architecture/samples/");
}

/// A path of the project without a pattern in it; `engine/*` or `<programme>` promise nothing.
bool is_project_path(std::string_view text) {
    if (text.find_first_of("*<>{}[] \t") != std::string_view::npos)
        return false;
    if (text.find("…") != std::string_view::npos)
        return false;
    return std::any_of(top_folders.begin(), top_folders.end(),
                       [&](std::string_view top) { return text.starts_with(top); });
}

bool exists(const Tree& tree, std::string path) {
    while (path.ends_with('/'))
        path.pop_back();
    return path.empty() || tree.has_file(path) || tree.has_folder(path);
}

/// The pieces of a line between `open` and `close`, in order.
std::vector<std::string_view> between(std::string_view line, std::string_view open, char close) {
    std::vector<std::string_view> pieces;
    for (auto at = line.find(open); at != std::string_view::npos; at = line.find(open, at)) {
        at += open.size();
        const auto end = line.find(close, at);
        if (end == std::string_view::npos)
            break;
        pieces.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return pieces;
}

bool leaves_the_project(std::string_view link) {
    return link.find("://") != std::string_view::npos || link.starts_with("mailto:");
}

std::string resolved(const std::string& document, std::string_view link) {
    const std::filesystem::path target(link.substr(0, link.find('#')));
    return (std::filesystem::path(document).parent_path() / target)
        .lexically_normal()
        .generic_string();
}

/// A piece of a document between two marks, with its place.
struct Quote {
    std::string path;
    std::size_t line = 0;
    std::string text;
};

std::vector<Quote> quotes(const Tree& tree, std::string_view open, char close) {
    std::vector<Quote> found;
    for (const auto& [path, text] : tree.files) {
        if (!is_document(path))
            continue;
        for (const auto& [number, line] : numbered_lines(text)) {
            for (const std::string_view piece : between(line, open, close)) {
                found.push_back({path, number, std::string(piece)});
            }
        }
    }
    return found;
}

}  // namespace

Offences find_dead_paths(const Tree& tree) {
    Offences offences;
    for (const auto& [path, line, quoted] : quotes(tree, "`", '`')) {
        if (!is_project_path(quoted) || exists(tree, quoted))
            continue;
        offences.push_back({"paths", path, line, quoted + " does not exist"});
    }
    return offences;
}

Offences find_dead_links(const Tree& tree) {
    Offences offences;
    for (const auto& [path, line, link] : quotes(tree, "](", ')')) {
        if (leaves_the_project(link) || link.starts_with('#'))
            continue;
        if (exists(tree, resolved(path, link)))
            continue;
        offences.push_back({"links", path, line, link + " leads nowhere"});
    }
    return offences;
}

Offences find_changelog_gaps(const Tree& tree) {
    const auto lines = split_lines(tree.text("CHANGELOG.md"));
    const bool open = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
        return line.starts_with("## [Unreleased]");
    });
    if (open)
        return {};
    return {{"changelog", "CHANGELOG.md", 0, "keep a section `## [Unreleased]` on top"}};
}

}  // namespace foerderwerk::architecture
