// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "tests/architecture/arrows.hpp"
#include "tests/architecture/rules.hpp"
#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr const char* rule_name = "includes";

bool is_own_code(std::string_view path) {
    return path.starts_with("engine/") || path.starts_with("connectors/");
}

bool is_test(std::string_view path) {
    return path.starts_with("tests/");
}

/// `<vector>`, `<cstdint>`: no folder and no suffix.
bool is_standard(std::string_view header) {
    return header.find_first_of("./") == std::string_view::npos;
}

std::string own_include_problem(const Arrows& arrows, const std::string& file,
                                const std::string& included) {
    if (!is_own_code(included) && !is_test(included)) {
        if (arrows.may_use(file, included))
            return {};  // a header that the build makes
        return "write the include from the root of the project: \"" + included + "\"";
    }
    if (is_test(file))
        return {};
    const std::string from = folder_of(file);
    const std::string to = folder_of(included);
    if (arrows.reachable(from).contains(to))
        return {};
    return from + " may not include " + to + "; the arrows stand in " + arrows_file;
}

std::string library_include_problem(const Arrows& arrows, const std::string& file,
                                    const std::string& header) {
    if (is_standard(header) || is_test(file) || arrows.may_use(file, header))
        return {};
    if (is_header(file)) {
        return "<" + header + "> in a header: keep library types in .cpp files, forward declare";
    }
    return "<" + header + "> is not for " + folder_of(file) +
           "; libraries belong to the connector that hides them (" + arrows_file + ")";
}

/// Finds a cycle among files by walking the includes depth first.
class CycleSearch {
public:
    explicit CycleSearch(const Tree& tree) : tree_(tree) {}

    Offences run() {
        for (const auto& [path, text] : tree_.files) {
            if (is_cpp(path))
                visit(path);
        }
        return std::move(offences_);
    }

private:
    void visit(const std::string& path) {
        if (done_.contains(path))
            return;
        trail_.push_back(path);
        for (const Include& include : includes_of(tree_.text(path))) {
            const auto open = std::find(trail_.begin(), trail_.end(), include.path);
            if (open != trail_.end()) {
                report(path, include.line, open);
            } else if (tree_.has_file(include.path)) {
                visit(include.path);
            }
        }
        trail_.pop_back();
        done_.insert(path);
    }

    void report(const std::string& path, std::size_t line,
                std::vector<std::string>::const_iterator first) {
        std::string way;
        for (auto at = first; at != trail_.end(); ++at)
            way += *at + " -> ";
        offences_.push_back(
            {"cycles", path, line, "the includes run in a circle: " + way + *first});
    }

    const Tree& tree_;
    std::vector<std::string> trail_;
    std::set<std::string> done_;
    Offences offences_;
};

}  // namespace

Offences find_forbidden_includes(const Tree& tree) {
    const Arrows arrows = read_arrows(tree);
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_cpp(path) || !(is_own_code(path) || is_test(path)))
            continue;
        for (const Include& include : includes_of(text)) {
            std::string problem = include.angled
                                      ? library_include_problem(arrows, path, include.path)
                                      : own_include_problem(arrows, path, include.path);
            if (problem.empty())
                continue;
            offences.push_back({rule_name, path, include.line, std::move(problem)});
        }
    }
    return offences;
}

Offences find_include_cycles(const Tree& tree) {
    return CycleSearch(tree).run();
}

}  // namespace foerderwerk::architecture
