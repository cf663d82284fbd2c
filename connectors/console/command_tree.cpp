// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/command_tree.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "connectors/console/command_options.hpp"
#include "connectors/console/read_inputs.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 verification failed, "
    "69 unavailable";

/// SHA-256 in hex, and no folder of that name.
bool is_definition_id(const std::string& text) {
    std::error_code ignored;
    return digest_from_hex(text).has_value() && !std::filesystem::exists(text, ignored);
}

std::string_view describe_group(std::string_view group) {
    static constexpr auto groups = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"case", "Look at cases, act in them, replay and export them"},
        {"report", "Lists over all cases, as table, CSV or JSON"},
        {"log", "The evidence log: checkpoints, proofs, verification"},
        {"db", "The database: check, copy, schema"},
        {"person", "Persons, their roles and access tokens"},
        {"sender", "Certificates of who may send messages"},
        {"budget", "Budget lines"},
        {"master-data", "Registers of municipalities and education providers"},
        {"provider", "Bank details of education providers, changed by two persons"},
        {"payout", "Payment files and what the bank says of them"},
        {"message", "Judge, sign and show single messages"},
        {"key", "Keys of the house: make, change, list"},
        {"document", "Verify sealed documents in their packages"},
        {"workflow", "Check and test programmes"},
        {"rules", "Evaluate, explain, check and show decision tables"},
    });
    const auto* const found = std::find_if(
        groups.begin(), groups.end(), [group](const auto& item) { return item.first == group; });
    return found != groups.end() ? found->second : "";
}

/// Pages, pictures and files of rows come from the commands that are made for them.
bool makes(std::string_view command, OutputForm form) {
    switch (form) {
        case OutputForm::html:
            return command == "rules show" || command == "workflow diagram";
        case OutputForm::svg:
            return command == "workflow diagram";
        case OutputForm::csv:
            return command.starts_with("report ");
        case OutputForm::table:
        case OutputForm::json:
        case OutputForm::jsonl:
            return true;
    }
    return true;
}

OutputForm form_of(const std::string& name) {
    return name == "json"    ? OutputForm::json
           : name == "jsonl" ? OutputForm::jsonl
           : name == "html"  ? OutputForm::html
           : name == "csv"   ? OutputForm::csv
           : name == "svg"   ? OutputForm::svg
                             : OutputForm::table;
}

}  // namespace

CommandTree::Builder& CommandTree::Builder::text(const char* option, const char* argument,
                                                 const char* description) {
    leaf_.app->add_option(option, leaf_.texts[argument], description);
    return *this;
}

CommandTree::Builder& CommandTree::Builder::needs(const char* option, const char* argument,
                                                  const char* description) {
    leaf_.app->add_option(option, leaf_.texts[argument], description)->required();
    return *this;
}

CommandTree::Builder& CommandTree::Builder::list(const char* option, const char* argument,
                                                 const char* description) {
    leaf_.app->add_option(option, leaf_.lists[argument], description);
    return *this;
}

CommandTree::Builder& CommandTree::Builder::flag(const char* option, const char* argument,
                                                 const char* description) {
    leaf_.app->add_flag(option, leaf_.flags[argument], description);
    return *this;
}

CommandTree::Builder& CommandTree::Builder::number(const char* option, const char* argument,
                                                   const char* description) {
    leaf_.numbers[argument] = -1;
    leaf_.app->add_option(option, leaf_.numbers[argument], description)
        ->check(CLI::NonNegativeNumber);
    return *this;
}

CommandTree::Builder& CommandTree::Builder::file(const char* option, const char* description) {
    leaf_.app->add_option(option, leaf_.file, description)->required();
    return *this;
}

CommandTree::Builder& CommandTree::Builder::folders_or_ids(const char* description) {
    leaf_.ids_too = true;
    return folders(description);
}

CommandTree::Builder& CommandTree::Builder::folders(const char* description) {
    leaf_.app->add_option("DIR", leaf_.folders, description)->required();
    return *this;
}

CommandTree::Builder& CommandTree::Builder::model() {
    leaf_.app->add_option("MODEL", leaf_.model, "DMN file, or folder of a programme")->required();
    return *this;
}

CommandTree::Builder& CommandTree::Builder::input(const char* description) {
    leaf_.app->add_option("--input", leaf_.input, description)->required();
    return *this;
}

CommandTree::Builder& CommandTree::Builder::optional_file(const char* option, const char* argument,
                                                          const char* description) {
    leaf_.app->add_option(option, leaf_.more_files[argument], description);
    return *this;
}

CommandTree::Builder& CommandTree::Builder::to(const char* description, bool required) {
    leaf_.app->add_option("--to", leaf_.to, description)->required(required);
    return *this;
}

CommandTree::CommandTree() : app_(std::make_unique<CLI::App>("Förderwerk", "foerderwerk")) {
    app_->require_subcommand(1);
    app_->fallthrough();
    app_->footer(exit_codes);
    app_->add_option("-o,--output", form_,
                     "Form of the result: table, json or jsonl; csv for reports, html for 'rules "
                     "show', svg and html "
                     "for 'workflow diagram'")
        ->check(CLI::IsMember({"table", "json", "jsonl", "csv", "html", "svg"}));
    app_->add_option("--config", settings_.config, "Configuration file (foerderwerk.toml)");
    app_->add_option("--socket", settings_.socket, "The daemon's Unix socket")
        ->envname("FOERDERWERK_SOCKET");
    app_->add_option("--token", settings_.token, "Personal access token of who acts")
        ->envname("FOERDERWERK_TOKEN");
    add_case_commands();
    add_report_commands();
    add_evidence_commands();
    add_register_commands();
    add_money_commands();
    add_message_commands();
    add_rules_commands();
    add_house_commands();
}

CommandTree::~CommandTree() = default;

CommandTree::Builder CommandTree::command(const std::string& name, Target target,
                                          const std::string& description,
                                          const std::string& example) {
    CLI::App* parent = app_.get();
    std::string own = name;
    if (const std::size_t blank = name.find(' '); blank != std::string::npos) {
        const std::string group = name.substr(0, blank);
        own = name.substr(blank + 1);
        CLI::App*& known = groups_[group];
        if (known == nullptr) {
            known = app_->add_subcommand(group, std::string(describe_group(group)));
            known->require_subcommand(1);
        }
        parent = known;
    }
    Leaf& leaf = leaves_.emplace_back();
    leaf.name = name;
    leaf.target = target;
    leaf.app = parent->add_subcommand(own, description);
    leaf.app->footer("Example:\n  foerderwerk " + example);
    return Builder(leaf);
}

void CommandTree::add_files(const Leaf& leaf, Json& arguments) const {
    if (!leaf.file.empty()) {
        arguments.set("name", std::filesystem::path(leaf.file).filename().string());
        arguments.set("content", to_base64(read_input(leaf.file)));
    }
    if (!leaf.input.empty()) {
        arguments.set("input", to_base64(read_input(leaf.input)));
    }
    for (const auto& [name, path] : leaf.more_files) {
        if (!path.empty()) {
            arguments.set(name, to_base64(read_input(path)));
        }
    }
    if (!leaf.model.empty()) {
        arguments.set("model", read_model(leaf.model));
        arguments.set("form", form_);
    }
    Json::Array programmes;
    for (const std::string& folder : leaf.folders) {
        if (leaf.ids_too && is_definition_id(folder)) {
            programmes.push_back(Json::Object{{"folder", folder}, {"stored", true}});
            continue;
        }
        for (Json& programme : read_programmes(folder)) {
            programmes.push_back(std::move(programme));
        }
    }
    if (!programmes.empty()) {
        arguments.set("folders", std::move(programmes));
        arguments.set("form", form_);
    }
}

Json CommandTree::arguments_of(const Leaf& leaf) const {
    Json arguments = Json::Object{};
    for (const auto& [name, text] : leaf.texts) {
        if (!text.empty()) {
            arguments.set(name, text);
        }
    }
    for (const auto& [name, list] : leaf.lists) {
        Json::Array items;
        for (const std::string& item : list) {
            items.emplace_back(item);
        }
        if (!items.empty()) {
            arguments.set(name, std::move(items));
        }
    }
    for (const auto& [name, on] : leaf.flags) {
        if (on) {
            arguments.set(name, true);
        }
    }
    for (const auto& [name, number] : leaf.numbers) {
        if (number >= 0) {
            arguments.set(name, number);
        }
    }
    add_files(leaf, arguments);
    return arguments;
}

Result<ParsedCommand, int> CommandTree::parse(int argc, const char* const* argv) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return Failure<int>(app_->exit(error) == 0 ? 0 : 2);
    }
    for (const Leaf& leaf : leaves_) {
        if (!leaf.app->parsed()) {
            continue;
        }
        ParsedCommand command{.name = leaf.name,
                              .target = leaf.target,
                              .arguments = arguments_of(leaf),
                              .settings = settings_,
                              .form = form_of(form_),
                              .to = leaf.to};
        if (!makes(leaf.name, command.form)) {
            std::fputs(("this command does not write " + form_ + "\n").c_str(), stderr);
            return Failure<int>(2);
        }
        const std::string named = command.arguments.text("case");
        std::error_code ignored;
        if (leaf.name == "case replay" && std::filesystem::is_regular_file(named, ignored)) {
            command.arguments.set("bundle", to_base64(read_input(named)));
            command.target = Target::local;
        } else if (leaf.name == "log verify" && command.arguments.find("dir") != nullptr) {
            command.target = Target::local;
        } else if (leaf.name == "db backup") {
            command.arguments.set("to",
                                  std::filesystem::absolute(command.arguments.text("to")).string());
        }
        return command;
    }
    return Failure<int>(2);
}

}  // namespace foerderwerk::console
