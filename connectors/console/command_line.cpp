// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/command_line.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "connectors/console/command_tree.hpp"
#include "connectors/console/execute_commands.hpp"
#include "connectors/console/read_inputs.hpp"

namespace foerderwerk::console {

namespace {

bool print(const std::string& text, std::FILE* stream) {
    return std::fwrite(text.data(), 1, text.size(), stream) == text.size() &&
           std::fflush(stream) == 0;
}

/// Puts a file of the answer where it was asked for. Gives the text for stdout in its place, when
/// the file itself is the result.
std::optional<std::string> place_file(const ParsedCommand& command, Json& result) {
    const Json* file = result.find("file");
    const auto bytes = file != nullptr ? file_argument(*file, "content") : std::nullopt;
    if (!bytes.has_value()) {
        return std::nullopt;
    }
    const std::string name = file->text("name");
    if (!command.to.empty()) {
        result.set("file", write_output(command.to, name, *bytes));
        return std::nullopt;
    }
    const bool for_people = command.form != OutputForm::json && command.form != OutputForm::jsonl;
    return for_people ? bytes : std::nullopt;
}

/// Versions that were named by their ids, with their files from the daemon. The answer of the
/// daemon when it has one of them not.
std::optional<CommandAnswer> fetch_stored(const ParsedCommand& command,
                                          const CommandLineTargets& targets, Json& arguments) {
    Json programmes = Json::Array{};
    const Json* folders = arguments.find("folders");
    for (const Json& programme : folders != nullptr ? folders->as_array() : Json::Array{}) {
        if (programme.find("stored") == nullptr) {
            programmes.as_array().push_back(programme);
            continue;
        }
        CommandAnswer stored = targets.remote(
            command.settings, {.name = "workflow files",
                               .arguments = Json::Object{{"definition", programme.text("folder")}},
                               .person = {}});
        if (stored.exit != 0) {
            return stored;
        }
        programmes.as_array().push_back(std::move(stored.result));
    }
    if (folders != nullptr) {
        arguments.set("folders", std::move(programmes));
    }
    return std::nullopt;
}

CommandAnswer ask(const ParsedCommand& command, const CommandLineTargets& targets) {
    CommandRequest request{.name = command.name, .arguments = command.arguments, .person = {}};
    if (command.name == "workflow diagram" && command.arguments.find("case") != nullptr) {
        const CommandAnswer shown = targets.remote(
            command.settings, {.name = "case show",
                               .arguments = Json::Object{{"case", command.arguments.text("case")}},
                               .person = {}});
        if (shown.exit != 0) {
            return shown;
        }
        request.arguments.set("shown_case", shown.result);
    }
    if (command.name == "workflow diff") {
        if (auto missing = fetch_stored(command, targets, request.arguments)) {
            return std::move(*missing);
        }
    }
    return command.target == Target::local ? targets.local(command.settings, request)
                                           : targets.remote(command.settings, request);
}

int run(int argc, const char* const* argv, const CommandLineTargets& targets) {
    CommandTree tree;
    const auto command = tree.parse(argc, argv);
    if (!command.has_value()) {
        return command.error();
    }
    if (command->target == Target::command_line) {
        return print(command->name == "manual" ? tree.manual_page() : tree.bash_completion(),
                     stdout)
                   ? 0
                   : 1;
    }
    if (command->target == Target::house_keeping) {
        return targets.house_keeping(command->settings, command->name, command->arguments);
    }
    CommandAnswer answer = ask(*command, targets);
    const auto raw = place_file(*command, answer.result);
    bool told = print(print_reasons(answer.reasons), stderr);
    if (raw.has_value()) {
        told = print(*raw, stdout) && told;
    } else if (!answer.result.is_null()) {
        told = print(print_result(answer.result, command->form), stdout) && told;
    }
    return told || answer.exit != 0 ? answer.exit : 1;
}

}  // namespace

int run_command_line(int argc, const char* const* argv, const CommandLineTargets& targets) {
    try {
        return run(argc, argv, targets);
    } catch (const std::exception& failure) {
        print(std::string("foerderwerk: ") + failure.what() + "\n", stderr);
        return 1;
    }
}

}  // namespace foerderwerk::console
