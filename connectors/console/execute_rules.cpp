// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/rule_model.hpp"
#include "connectors/console/show_rules.hpp"
#include "connectors/console/tell_findings.hpp"
#include "engine/cases/explain_decision.hpp"
#include "engine/dmn/check_model.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::console {

namespace {

/// A decision as it was asked for on the command line.
struct Asked {
    std::string decision;
    std::string file;
    dmn::Decided decided;
};

Result<Asked, CommandAnswer> decide(const OfflineTools& tools, const RuleModel& model,
                                    const Json& arguments) {
    Asked asked;
    asked.decision = arguments.text("decision");
    auto file = find_table(model, asked.decision, arguments.text("on"));
    if (!file.has_value()) {
        return Failure<CommandAnswer>(file.error());
    }
    asked.file = std::move(*file);
    const ScenarioWorld world = tools.make_world();
    feel::Environment environment;
    environment.now = {tools.now, berlin_date(tools.now)};
    environment.services = world.services;
    const dmn::Model& table = model.tables.at(asked.file);
    const auto text = file_argument(arguments, "input");
    const auto inputs = read_rule_inputs(table, text.value_or(""), environment);
    if (!inputs.has_value()) {
        return Failure<CommandAnswer>(failed(2, inputs.error()));
    }
    auto decided = dmn::evaluate(table, asked.decision, *inputs, environment);
    if (!decided.has_value()) {
        return Failure<CommandAnswer>(failed(3, decided.error()));
    }
    asked.decided = std::move(*decided);
    return asked;
}

/// A null that something went wrong for is a failure; other problems are told all the same.
CommandAnswer answer_of(const RuleModel& model, const Asked& asked, Json result) {
    const bool failed_to_null = asked.decided.value.is_null() && !asked.decided.problems.empty();
    CommandAnswer answer{
        .exit = failed_to_null ? 1 : 0, .result = std::move(result), .reasons = {}};
    for (const std::string& problem : asked.decided.problems) {
        answer.reasons.push_back({"PROBLEM", model.place(asked.file, 0), problem});
    }
    return answer;
}

Json value_json(const feel::Value& value) {
    auto json = feel::to_json(value);
    return json.has_value() ? std::move(*json) : Json(json.error());
}

CommandAnswer eval(const RuleModel& model, const Asked& asked, const std::string& form) {
    if (form == "table") {
        return answer_of(model, asked,
                         with_file(Json::Object{}, asked.decision + ".txt",
                                   feel::to_text(asked.decided.value) + "\n"));
    }
    return answer_of(
        model, asked,
        Json::Object{{"decision", asked.decision}, {"value", value_json(asked.decided.value)}});
}

CommandAnswer explain(const RuleModel& model, const Asked& asked, const std::string& form) {
    const auto sentences = cases::explain_decision(asked.decision, asked.decided);
    if (form == "table") {
        std::string text;
        for (const std::string& sentence : sentences) {
            text += sentence + "\n";
        }
        return answer_of(model, asked, with_file(Json::Object{}, asked.decision + ".txt", text));
    }
    Json::Array rows;
    for (const dmn::MatchedRule& rule : asked.decided.matched) {
        Json annotations = Json::Object{};
        for (const dmn::Annotation& annotation : rule.annotations) {
            annotations.set(annotation.name, annotation.text);
        }
        rows.push_back(Json::Object{{"decision", rule.decision},
                                    {"row", static_cast<std::int64_t>(rule.rule)},
                                    {"id", rule.rule_id},
                                    {"annotations", std::move(annotations)}});
    }
    Json::Array told;
    for (const std::string& sentence : sentences) {
        told.emplace_back(sentence);
    }
    return answer_of(model, asked,
                     Json::Object{{"decision", asked.decision},
                                  {"file", model.place(asked.file, 0)},
                                  {"value", value_json(asked.decided.value)},
                                  {"sentences", std::move(told)},
                                  {"rules", std::move(rows)}});
}

/// One line a file in the result, one reason a finding. A note alone is no failure.
CommandAnswer lint(const RuleModel& model, const Json& arguments) {
    CommandAnswer answer{
        .exit = model.reasons.empty() ? 0 : 1, .result = Json::Array{}, .reasons = model.reasons};
    const std::string asked = arguments.text("legal_basis");
    const dmn::CheckOptions options{.legal_basis = asked.empty() ? model.legal_basis : asked};
    for (const auto& [path, table] : model.tables) {
        ToldFindings told = tell_findings(
            dmn::check_model(table, options),
            [&](std::size_t line) { return model.place(path, line); }, answer.reasons);
        answer.exit = told.findings > 0 ? 1 : answer.exit;
        Json line = Json::Object{
            {"file", model.place(path, 0)}, {"findings", told.findings}, {"notes", told.notes}};
        if (arguments.text("form") != "table") {
            line.set("details", std::move(told.details));
        }
        answer.result.as_array().push_back(std::move(line));
    }
    return answer;
}

CommandAnswer show(const RuleModel& model, const std::string& form) {
    if (!model.reasons.empty()) {
        return failed(1, model.reasons);
    }
    std::vector<ShownFile> files;
    for (const auto& [path, table] : model.tables) {
        files.push_back({model.place(path, 0), table.definitions().name, shown_tables(table)});
    }
    if (form == "html") {
        return {.exit = 0,
                .result = with_file(Json::Object{}, "regeln.html", rules_as_html(files)),
                .reasons = {}};
    }
    if (form == "table") {
        return {.exit = 0,
                .result = with_file(Json::Object{}, "regeln.txt", rules_as_text(files)),
                .reasons = {}};
    }
    return {.exit = 0, .result = rules_as_json(files), .reasons = {}};
}

}  // namespace

std::optional<CommandAnswer> execute_rules(const OfflineTools& tools,
                                           const CommandRequest& request) {
    if (!request.name.starts_with("rules ")) {
        return std::nullopt;
    }
    const auto model = open_rules(tools, request.arguments);
    if (!model.has_value()) {
        return model.error();
    }
    const std::string form = request.arguments.text("form");
    if (request.name == "rules lint") {
        return lint(*model, request.arguments);
    }
    if (request.name == "rules show") {
        return show(*model, form);
    }
    if (request.name != "rules eval" && request.name != "rules explain") {
        return std::nullopt;
    }
    const auto asked = decide(tools, *model, request.arguments);
    if (!asked.has_value()) {
        return asked.error();
    }
    return request.name == "rules eval" ? eval(*model, *asked, form)
                                        : explain(*model, *asked, form);
}

}  // namespace foerderwerk::console
