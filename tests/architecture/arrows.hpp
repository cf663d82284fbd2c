// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/architecture/tree.hpp"

namespace foerderwerk::architecture {

inline constexpr const char* arrows_file = "tests/architecture/arrows.txt";

/// Headers of libraries that a folder may include; `file` narrows it to one file of the folder.
struct LibraryUse {
    std::string folder;  ///< or `connectors/*` for all below
    std::vector<std::string> prefixes;
    std::string file;
};

/// The allow-list of arrows.txt. Its lines are
///   FOLDER -> [FOLDER…]             may include these and, through them, what lies below
///   FOLDER uses PREFIX… [in FILE]   headers of libraries
///   FOLDER tested in FOLDER         where its tests stand, when not at the usual place
struct Arrows {
    std::map<std::string, std::set<std::string>> targets;
    std::map<std::string, std::size_t> line_of;
    std::vector<LibraryUse> uses;
    std::map<std::string, std::string> tested_in;
    std::vector<Offence> unreadable;

    /// Everything `folder` may include: itself, its arrows, and theirs.
    [[nodiscard]] std::set<std::string> reachable(const std::string& folder) const;
    [[nodiscard]] bool may_use(const std::string& file, const std::string& header) const;
};

[[nodiscard]] Arrows read_arrows(const Tree& tree);

}  // namespace foerderwerk::architecture
