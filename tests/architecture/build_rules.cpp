// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "tests/architecture/arrows.hpp"
#include "tests/architecture/rules.hpp"
#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

/// Folders of engine/ and connectors/ that hold C++.
std::set<std::string> source_folders(const Tree& tree) {
    std::set<std::string> folders;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path))
            continue;
        if (path.starts_with("engine/") || path.starts_with("connectors/")) {
            folders.insert(folder_of(path));
        }
    }
    return folders;
}

struct Module {
    std::string folder;
    std::size_t line = 0;
    std::vector<std::string> links;
};

/// `foerderwerk_module(name folder link…)` of the root CMakeLists.txt, by name.
std::map<std::string, Module> read_modules(const Tree& tree) {
    constexpr std::string_view call = "foerderwerk_module(";
    std::map<std::string, Module> modules;
    const std::string_view text = tree.text("CMakeLists.txt");
    for (auto at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
        const auto open = at + call.size();
        const auto words = split_words(text.substr(open, text.find(')', open) - open));
        if (words.size() < 2)
            continue;
        const auto line = std::count(text.begin(), text.begin() + static_cast<long>(at), '\n') + 1;
        modules[std::string(words[0])] = {std::string(words[1]),
                                          static_cast<std::size_t>(line),
                                          {words.begin() + 2, words.end()}};
    }
    return modules;
}

std::set<std::string> linked_folders(const std::map<std::string, Module>& modules,
                                     const Module& module) {
    std::set<std::string> folders;
    for (const std::string& link : module.links) {
        if (const auto found = modules.find(link); found != modules.end()) {
            folders.insert(found->second.folder);
        }
    }
    return folders;
}

std::string difference(const Module& module, const std::set<std::string>& linked,
                       const std::set<std::string>& arrows) {
    for (const std::string& folder : linked) {
        if (!arrows.contains(folder)) {
            return module.folder + " links " + folder + " but has no arrow to it in " + arrows_file;
        }
    }
    for (const std::string& folder : arrows) {
        if (!linked.contains(folder)) {
            return module.folder + " has an arrow to " + folder + " but does not link it";
        }
    }
    return {};
}

std::string usual_test_folder(const std::string& folder) {
    if (folder.starts_with("engine/"))
        return "tests/unit/" + folder.substr(7);
    return "tests/" + folder;
}

bool has_tests(const Tree& tree, const std::string& folder) {
    return std::any_of(tree.files.begin(), tree.files.end(), [&](const auto& file) {
        return file.first.ends_with(".cpp") && folder_of(file.first) == folder;
    });
}

}  // namespace

Offences find_broken_arrows(const Tree& tree) {
    const Arrows arrows = read_arrows(tree);
    Offences offences = arrows.unreadable;
    for (const std::string& folder : source_folders(tree)) {
        if (arrows.targets.contains(folder))
            continue;
        offences.push_back(
            {"arrows", folder, 0, std::string("a new folder needs a line in ") + arrows_file});
    }
    for (const auto& [folder, targets] : arrows.targets) {
        for (const std::string& target : targets) {
            const std::size_t line = arrows.line_of.at(folder);
            if (!arrows.targets.contains(target)) {
                offences.push_back({"arrows", arrows_file, line, target + " has no line itself"});
            } else if (arrows.reachable(target).contains(folder)) {
                offences.push_back(
                    {"arrows", arrows_file, line,
                     "the arrow from " + folder + " to " + target + " closes a circle"});
            }
        }
    }
    return offences;
}

Offences find_build_differences(const Tree& tree) {
    const Arrows arrows = read_arrows(tree);
    const auto modules = read_modules(tree);
    Offences offences;
    for (const auto& [name, module] : modules) {
        const auto found = arrows.targets.find(module.folder);
        if (found == arrows.targets.end())
            continue;  // no line at all: the rule "arrows" says so
        std::string problem = difference(module, linked_folders(modules, module), found->second);
        if (problem.empty())
            continue;
        offences.push_back({"build", "CMakeLists.txt", module.line, std::move(problem)});
    }
    return offences;
}

Offences find_untested_folders(const Tree& tree) {
    const Arrows arrows = read_arrows(tree);
    Offences offences;
    for (const std::string& folder : source_folders(tree)) {
        const auto named = arrows.tested_in.find(folder);
        const std::string tests =
            named == arrows.tested_in.end() ? usual_test_folder(folder) : named->second;
        if (has_tests(tree, tests))
            continue;
        offences.push_back({"tests", folder, 0, "there is no test in " + tests});
    }
    return offences;
}

}  // namespace foerderwerk::architecture
