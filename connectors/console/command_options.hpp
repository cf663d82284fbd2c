// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "connectors/console/command_tree.hpp"

namespace foerderwerk::console {

/// One command and what its options were set to. Options write into the maps, whose elements do
/// not move.
struct CommandTree::Leaf {
    CLI::App* app = nullptr;
    std::string name;
    Target target = Target::remote;
    std::map<std::string, std::string> texts;
    std::map<std::string, std::vector<std::string>> lists;
    std::map<std::string, bool> flags;
    std::map<std::string, std::int64_t> numbers;  ///< -1: not given
    std::string file;                             ///< its bytes travel as `content`
    std::vector<std::string> folders;
    bool ids_too = false;                           ///< a folder may be the id of a stored version
    std::string model;                              ///< a DMN file or the folder of a programme
    std::string input;                              ///< a file whose bytes travel as `input`
    std::map<std::string, std::string> more_files;  ///< bytes travel under the key
    std::string to;
};

/// Adds options to a command, one a line. `argument` is the name under which the value travels.
class CommandTree::Builder {
public:
    explicit Builder(Leaf& leaf) : leaf_(leaf) {}

    Builder& text(const char* option, const char* argument, const char* description);
    Builder& needs(const char* option, const char* argument, const char* description);
    Builder& list(const char* option, const char* argument, const char* description);
    Builder& flag(const char* option, const char* argument, const char* description);
    Builder& number(const char* option, const char* argument, const char* description);
    Builder& file(const char* option, const char* description);
    Builder& folders(const char* description);
    /// The same, and ids of versions that the daemon has stored.
    Builder& folders_or_ids(const char* description);
    Builder& model();
    Builder& input(const char* description);
    Builder& optional_file(const char* option, const char* argument, const char* description);
    Builder& to(const char* description, bool required);

private:
    Leaf& leaf_;
};

}  // namespace foerderwerk::console
