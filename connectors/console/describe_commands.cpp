// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <CLI/CLI.hpp>

#include "connectors/console/command_options.hpp"

namespace foerderwerk::console {

namespace {

/// Text that roff takes literally: no macro at the beginning of a line, no escape, no dash that
/// becomes a hyphen.
std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (out.empty() || out.back() == '\n') {
            out += c == '.' || c == '\'' ? "\\&" : "";
        }
        out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    }
    return out;
}

std::string options_of(CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options()) {
        const bool takes_value = !option->get_positional() && option->get_items_expected_max() > 0;
        text += ".TP\n.B " + roff(option->get_name(true, true)) +
                (takes_value ? " \\fIVALUE" : "") + "\n" + roff(option->get_description()) +
                (option->get_required() ? " (needed)" : "") + "\n";
    }
    return text;
}

std::vector<CLI::App*> commands_of(CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

void describe(CLI::App& app, const std::string& name, std::string& text) {
    const auto below = commands_of(app);
    if (below.empty()) {
        // The footer is "Example:" and the command on a line of its own.
        const std::string footer = app.get_footer();
        const std::size_t line = footer.find('\n');
        const std::string example = line != std::string::npos ? footer.substr(line + 1) : footer;
        text += ".SS " + roff(name) + "\n" + roff(app.get_description()) + ".\n" + options_of(app) +
                ".PP\n.EX\n" + roff(example) + "\n.EE\n";
    }
    for (CLI::App* inner : below) {
        describe(*inner, name.empty() ? inner->get_name() : name + " " + inner->get_name(), text);
    }
}

/// For each command the words that may follow it.
void complete(CLI::App& app, const std::string& path, std::string& text) {
    std::string words;
    for (CLI::App* inner : commands_of(app)) {
        words += inner->get_name() + " ";
    }
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            words += "--" + name + " ";
        }
    }
    text += "        '" + path + "') words='" + words + "' ;;\n";
    for (CLI::App* inner : commands_of(app)) {
        complete(*inner, path.empty() ? inner->get_name() : path + " " + inner->get_name(), text);
    }
}

}  // namespace

std::string CommandTree::manual_page() const {
    std::string text =
        ".TH FOERDERWERK 1\n.SH NAME\nfoerderwerk \\- funding programmes as durable state "
        "machines\n"
        ".SH SYNOPSIS\n.B foerderwerk\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n"
        ".SH OPTIONS\n" +
        options_of(*app_) + ".SH COMMANDS\n";
    describe(*app_, "", text);
    return text + ".SH EXIT STATUS\n" + roff(app_->get_footer()) + "\n";
}

std::string CommandTree::bash_completion() const {
    std::string cases;
    complete(*app_, "", cases);
    return "# Completion of foerderwerk for bash; made by `foerderwerk completion`.\n"
           "_foerderwerk_words() {\n"
           "    case \"$1\" in\n" +
           cases +
           "        *) return 1 ;;\n"
           "    esac\n"
           "}\n"
           "_foerderwerk() {\n"
           "    local word path='' words='' at=\"${COMP_WORDS[COMP_CWORD]}\"\n"
           "    _foerderwerk_words ''\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        _foerderwerk_words \"${path:+$path }$word\" && path=\"${path:+$path }$word\"\n"
           "    done\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$at\")\n"
           "    [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- \"$at\")\n"
           "}\n"
           "complete -F _foerderwerk foerderwerk\n";
}

}  // namespace foerderwerk::console
