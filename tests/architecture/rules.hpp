// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tests/architecture/tree.hpp"

namespace foerderwerk::architecture {

using Offences = std::vector<Offence>;

/// One rule of the house. `find` returns every offence; its message says what to do instead.
struct Rule {
    std::string_view name;
    Offences (*find)(const Tree& tree);
};

// Which file may know which other (include_rules.cpp, build_rules.cpp).
Offences find_forbidden_includes(const Tree& tree);
Offences find_include_cycles(const Tree& tree);
Offences find_broken_arrows(const Tree& tree);
Offences find_build_differences(const Tree& tree);
Offences find_untested_folders(const Tree& tree);

// What stands in a source file (source_rules.cpp, word_rules.cpp).
Offences find_long_files(const Tree& tree);
Offences find_long_lines(const Tree& tree);
Offences find_wrong_namespaces(const Tree& tree);
Offences find_unguarded_headers(const Tree& tree);
Offences find_missing_licences(const Tree& tree);
Offences find_vague_names(const Tree& tree);
Offences find_banned_words(const Tree& tree);
Offences find_unfinished_work(const Tree& tree);
Offences find_machine_traces(const Tree& tree);

// What the documents promise (document_rules.cpp).
Offences find_dead_paths(const Tree& tree);
Offences find_dead_links(const Tree& tree);
Offences find_changelog_gaps(const Tree& tree);

[[nodiscard]] std::span<const Rule> all_rules();

/// What all rules find, less what `tests/architecture/ratchet.txt` excuses (lines `RULE PATH`),
/// plus the ratchet lines that excuse nothing any more: the list can only shrink.
[[nodiscard]] Offences find_offences(const Tree& tree);

}  // namespace foerderwerk::architecture
