// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <array>

#include "tests/architecture/source_text.hpp"

namespace foerderwerk::architecture {

namespace {

constexpr const char* ratchet_file = "tests/architecture/ratchet.txt";

constexpr std::array rules = {
    Rule{"includes", find_forbidden_includes},
    Rule{"cycles", find_include_cycles},
    Rule{"arrows", find_broken_arrows},
    Rule{"build", find_build_differences},
    Rule{"tests", find_untested_folders},
    Rule{"length", find_long_files},
    Rule{"width", find_long_lines},
    Rule{"namespace", find_wrong_namespaces},
    Rule{"guard", find_unguarded_headers},
    Rule{"licence", find_missing_licences},
    Rule{"name", find_vague_names},
    Rule{"words", find_banned_words},
    Rule{"unfinished", find_unfinished_work},
    Rule{"machine", find_machine_traces},
    Rule{"paths", find_dead_paths},
    Rule{"links", find_dead_links},
    Rule{"changelog", find_changelog_gaps},
};

bool excuses(std::string_view line, const Offence& offence) {
    const auto words = split_words(line);
    return words.size() == 2 && words[0] == offence.rule && words[1] == offence.path;
}

}  // namespace

std::span<const Rule> all_rules() {
    return rules;
}

Offences find_offences(const Tree& tree) {
    Offences all;
    for (const Rule& rule : rules) {
        const Offences found = rule.find(tree);
        all.insert(all.end(), found.begin(), found.end());
    }
    Offences idle;
    for (const auto& [number, line] : numbered_lines(tree.text(ratchet_file))) {
        if (trimmed(line).empty() || line.starts_with('#'))
            continue;
        const std::string_view excuse = line;
        const auto excused =
            std::erase_if(all, [&](const Offence& offence) { return excuses(excuse, offence); });
        if (excused == 0) {
            idle.push_back({"ratchet", ratchet_file, number, "excuses nothing: remove the line"});
        }
    }
    all.insert(all.end(), idle.begin(), idle.end());
    return all;
}

}  // namespace foerderwerk::architecture
