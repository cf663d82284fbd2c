// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "tests/architecture/rules.hpp"
#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr const char* banned_file = "tests/architecture/banned.txt";

/// A line of banned.txt: `SCOPE | WORD | what to do instead`.
struct BannedWord {
    std::string_view scope;
    std::string_view word;
    std::string_view instead;
};

std::vector<BannedWord> read_banned(const Tree& tree, Offences& unreadable) {
    std::vector<BannedWord> banned;
    for (const auto& [number, line] : numbered_lines(tree.text(banned_file))) {
        if (trimmed(line).empty() || line.starts_with('#'))
            continue;
        const auto first = line.find(" | ");
        const auto second = first == std::string_view::npos ? first : line.find(" | ", first + 3);
        if (second == std::string_view::npos) {
            unreadable.push_back(
                {"words", banned_file, number, "a line is SCOPE | WORD | INSTEAD"});
            continue;
        }
        banned.push_back({trimmed(line.substr(0, first)),
                          trimmed(line.substr(first + 3, second - first - 3)),
                          trimmed(line.substr(second + 3))});
    }
    return banned;
}

/// The traces are put together from pieces, so that this file is not one itself. A path counts
/// only where it starts, not as a part of a longer one.
const std::array<std::string, 4>& machine_paths() {
    static const std::array<std::string, 4> paths = {
        std::string("/wo") + "rk/", std::string("/ho") + "me/", std::string("/tm") + "p/",
        std::string("/fa") + "rm/"};
    return paths;
}

const std::array<std::string, 7>& package_hosts() {
    static const std::array<std::string, 7> hosts = {
        std::string("deb.") + "debian.org", std::string("debian.org/") + "debian",
        std::string("npm") + "js.",         std::string("py") + "pi.org",
        std::string("proxy.") + "golang",   std::string("deb ") + "http",
        std::string("--reg") + "istry"};
    return hosts;
}

constexpr std::array<std::string_view, 5> unfinished = {"TODO", "FIXME", "XXX", "stub",
                                                        "not implemented"};

bool starts_a_path(std::string_view line, std::string_view path) {
    for (auto at = line.find(path); at != std::string_view::npos; at = line.find(path, at + 1)) {
        const std::string_view before = at == 0 ? " " : line.substr(at - 1, 1);
        if (before.find_first_of(" \t\"'`(=:<>,") != std::string_view::npos)
            return true;
    }
    return false;
}

std::string trace_in(std::string_view line) {
    for (const std::string& path : machine_paths()) {
        if (starts_a_path(line, path))
            return path + " is a path of one machine";
    }
    for (const std::string& host : package_hosts()) {
        if (line.find(host) != std::string_view::npos) {
            return host + " is a host of packages: name packages only";
        }
    }
    return {};
}

/// The first word that says that work is open, or nothing.
std::string_view unfinished_word(std::string_view line) {
    const auto found = std::find_if(unfinished.begin(), unfinished.end(),
                                    [&](std::string_view word) { return has_word(line, word); });
    return found == unfinished.end() ? std::string_view{} : *found;
}

bool is_product(std::string_view path) {
    return !path.starts_with("tests/") && !path.starts_with("docs/");
}

void find_word(const BannedWord& entry, const std::string& path, std::string_view code,
               Offences& offences) {
    for (const auto& [number, line] : numbered_lines(code)) {
        if (!has_word(line, entry.word))
            continue;
        offences.push_back(
            {"words", path, number, std::string(entry.word) + ": " + std::string(entry.instead)});
    }
}

}  // namespace

Offences find_banned_words(const Tree& tree) {
    Offences offences;
    const auto banned = read_banned(tree, offences);
    for (const auto& [path, text] : tree.files) {
        const std::string code = without_comments(path, text);
        for (const BannedWord& entry : banned) {
            if (path.starts_with(entry.scope))
                find_word(entry, path, code, offences);
        }
    }
    return offences;
}

Offences find_unfinished_work(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (!is_product(path))
            continue;
        for (const auto& [number, line] : numbered_lines(text)) {
            const std::string word(unfinished_word(line));
            if (word.empty())
                continue;
            offences.push_back(
                {"unfinished", path, number, word + ": finish it, or open an issue"});
        }
    }
    return offences;
}

Offences find_machine_traces(const Tree& tree) {
    Offences offences;
    for (const auto& [path, text] : tree.files) {
        if (path.starts_with("tests/architecture/samples/"))
            continue;
        for (const auto& [number, line] : numbered_lines(text)) {
            std::string trace = trace_in(line);
            if (!trace.empty())
                offences.push_back({"machine", path, number, std::move(trace)});
        }
    }
    return offences;
}

}  // namespace foerderwerk::architecture
