// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/console/command_line.hpp"
#include "connectors/console/print_answer.hpp"
#include "engine/types/json.hpp"

namespace CLI {
class App;
}

namespace foerderwerk::console {

enum class Target { remote, local, house_keeping, command_line };

/// What one command line asks for.
struct ParsedCommand {
    std::string name;  ///< "case act"
    Target target = Target::remote;
    Json arguments;
    CommandLineSettings settings;
    OutputForm form = OutputForm::table;
    std::string to;  ///< --to: where a file in the answer goes
};

/// All commands with their options, help and examples.
class CommandTree {
public:
    CommandTree();
    ~CommandTree();
    CommandTree(const CommandTree&) = delete;
    CommandTree& operator=(const CommandTree&) = delete;

    /// The command, or the exit code when there is nothing to run (0 after --help, 2 for a usage
    /// error; both are printed). Throws std::runtime_error when a named file cannot be read.
    [[nodiscard]] Result<ParsedCommand, int> parse(int argc, const char* const* argv);

    /// All of it as a manual page (roff, section 1), and as completion rules for bash.
    [[nodiscard]] std::string manual_page() const;
    [[nodiscard]] std::string bash_completion() const;

private:
    struct Leaf;
    class Builder;

    void add_case_commands();
    void add_evidence_commands();
    void add_report_commands();
    void add_register_commands();
    void add_money_commands();
    void add_message_commands();
    void add_rules_commands();
    void add_house_commands();
    /// "case list": finds or makes the group "case" and adds the command "list" to it.
    Builder command(const std::string& name, Target target, const std::string& description,
                    const std::string& example);
    [[nodiscard]] Json arguments_of(const Leaf& leaf) const;
    void add_files(const Leaf& leaf, Json& arguments) const;

    std::unique_ptr<CLI::App> app_;
    std::map<std::string, CLI::App*> groups_;
    std::deque<Leaf> leaves_;
    CommandLineSettings settings_;
    std::string form_ = "table";
};

}  // namespace foerderwerk::console
