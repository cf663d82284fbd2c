// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/rule_model.hpp"

#include <algorithm>

#include "engine/dmn/infer_kind.hpp"
#include "engine/statechart/content.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

void add_reasons(const RuleModel& model, const std::string& file, const Reasons& found,
                 Reasons& reasons) {
    for (Reason reason : found) {
        const std::size_t line =
            reason.place.starts_with("line ") ? std::stoul("0" + reason.place.substr(5)) : 0;
        // Of an imported file its own path comes before the line.
        reason.place = line == 0 && !reason.place.empty()
                           ? model.place(file, 0) + ": " + reason.place
                           : model.place(file, line);
        reasons.push_back(std::move(reason));
    }
}

bool read_files(const Json& named, cases::Files& files) {
    const Json* json = named.find("files");
    for (const auto& [path, content] : json->as_object()) {
        auto bytes = content.is_string() ? from_base64(content.as_string()) : std::nullopt;
        if (!bytes.has_value()) {
            return false;
        }
        files[path] = std::move(*bytes);
    }
    return true;
}

/// What the chart says of its rules. A chart with mistakes says nothing here: that is for
/// "workflow lint".
void read_chart(const OfflineTools& tools, RuleModel& model) {
    const ScenarioWorld world = tools.make_world();
    const auto definition = world.loader->load(model.files);
    if (!definition.has_value()) {
        return;
    }
    const auto& root = (*definition)->chart.states[statechart::root_state];
    const std::string* column = statechart::find_extension(root.extensions, "legal-basis-column");
    model.legal_basis = column != nullptr ? *column : "";
    model.rule_sets = (*definition)->rule_sets;
}

std::optional<std::string> version_on(const RuleModel& model, const std::string& decision,
                                      LocalDate day) {
    for (const auto& [name, versions] : model.rule_sets) {
        const cases::RuleVersion* version = cases::version_for(versions, day);
        if (version != nullptr &&
            model.tables.at(version->file).find_decision(decision).has_value()) {
            return version->file;
        }
    }
    return std::nullopt;
}

/// An input of an imported model under its full name, or the import as a context of them.
bool is_of_import(const dmn::Definitions& definitions, const std::string& name) {
    const auto has_it = [&name](const dmn::MergedModel& model) {
        return std::ranges::any_of(model.imports, [&name](const dmn::Import& import) {
            return import.name == name || name.starts_with(import.name_space + "#");
        });
    };
    return std::ranges::any_of(definitions.models, has_it);
}

/// The FEEL function that reads a text as that kind; empty for a kind that is no text in JSON.
std::string reader_of(feel::Kind kind) {
    const bool is_duration =
        kind == feel::Kind::days_time_duration || kind == feel::Kind::years_months_duration;
    const bool is_temporal = is_duration || kind == feel::Kind::date || kind == feel::Kind::time ||
                             kind == feel::Kind::date_time;
    return is_duration ? "duration" : is_temporal ? dmn::kind_name(kind) : "";
}

feel::Value read_text(const feel::Value& text, const std::string& reader,
                      const feel::Environment& environment) {
    feel::Context values;
    values.set("text", text);
    const feel::ContextVariables variables(values);
    feel::Environment inner = environment;
    inner.variables = &variables;
    return feel::evaluate(*feel::parse_expression(reader + "(text)"), inner).value;
}

}  // namespace

std::string RuleModel::place(const std::string& file, std::size_t line) const {
    const std::string path = main.empty() ? name + "/" + file : name;
    return line == 0 ? path : path + ":" + std::to_string(line);
}

Result<RuleModel, CommandAnswer> open_rules(const OfflineTools& tools, const Json& arguments) {
    const Json* named = arguments.find("model");
    if (named == nullptr || !tools.read_rules) {
        return Failure<CommandAnswer>(
            failed(2, "USAGE", "", "A DMN file or the folder of a programme is needed."));
    }
    RuleModel model;
    model.name = named->text("name");
    model.main = named->text("main");
    const Json* files = named->find("files");
    if (files == nullptr || !files->is_object()) {
        return Failure<CommandAnswer>(
            failed(3, "NOT_FOUND", model.name, "There is no such file or folder."));
    }
    if (!read_files(*named, model.files)) {
        return Failure<CommandAnswer>(
            failed(2, "USAGE", model.name, "The files of the model are damaged."));
    }
    for (const auto& [path, content] : model.files) {
        if (model.main.empty() ? !path.ends_with(".dmn") : path != model.main) {
            continue;
        }
        auto table = tools.read_rules(model.files, path);
        if (table.has_value()) {
            model.tables.emplace(path, std::move(*table));
        } else {
            add_reasons(model, path, table.error(), model.reasons);
        }
    }
    if (model.main.empty()) {
        read_chart(tools, model);
    }
    if (model.tables.empty() && model.reasons.empty()) {
        return Failure<CommandAnswer>(
            failed(3, "NOT_FOUND", model.name, "There is no DMN file in this folder."));
    }
    return model;
}

Result<std::string, CommandAnswer> find_table(const RuleModel& model, const std::string& decision,
                                              const std::string& on) {
    if (!model.reasons.empty()) {
        return Failure<CommandAnswer>(failed(1, model.reasons));
    }
    if (!on.empty()) {
        const auto day = parse_date(on);
        if (!day.has_value()) {
            return Failure<CommandAnswer>(failed(2, "USAGE", on, "This is no date."));
        }
        if (const auto file = version_on(model, decision, *day)) {
            return *file;
        }
    }
    std::vector<std::string> having;
    std::string all;
    for (const auto& [path, table] : model.tables) {
        if (!table.find_decision(decision).has_value()) {
            continue;
        }
        having.push_back(path);
        all += (all.empty() ? "" : ", ") + path;
    }
    if (having.empty()) {
        return Failure<CommandAnswer>(
            failed(3, "NOT_FOUND", model.name, "There is no decision '" + decision + "'."));
    }
    if (having.size() > 1) {
        return Failure<CommandAnswer>(
            failed(2, "USAGE", model.name,
                   "Several files have this decision: " + all +
                       ". Name one of them, or the legal day with --on."));
    }
    return having.front();
}

Result<feel::Context, Reasons> read_rule_inputs(const dmn::Model& model, const std::string& text,
                                                const feel::Environment& environment) {
    const auto parsed = feel::parse_expression(text);
    if (!parsed.has_value()) {
        return Failure<Reasons>(
            Reasons{{"INPUT", "byte " + std::to_string(parsed.error().offset),
                     "The inputs are no FEEL context: " + parsed.error().reason + "."}});
    }
    const feel::Value value = feel::evaluate(*parsed, environment).value;
    if (value.kind() != feel::Kind::context) {
        return Failure<Reasons>(
            Reasons{{"INPUT", "", "The inputs have the form {name: value, …}."}});
    }
    Reasons reasons;
    feel::Context inputs;
    for (const auto& [name, given] : value.as_context().entries()) {
        const auto& known = model.definitions().inputs;
        const auto input = std::ranges::find(known, name, &dmn::InputData::name);
        if (input == known.end() && is_of_import(model.definitions(), name)) {
            inputs.set(name, given);
            continue;
        }
        if (input == known.end()) {
            reasons.push_back({"INPUT", name, "The model has no input of this name."});
            continue;
        }
        const auto kind = dmn::known_of_type(model.types(), input->type.index).kind;
        const std::string reader = kind ? reader_of(*kind) : std::string();
        const bool is_text = given.kind() == feel::Kind::string && !reader.empty();
        inputs.set(name, is_text ? read_text(given, reader, environment) : given);
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return inputs;
}

}  // namespace foerderwerk::console
