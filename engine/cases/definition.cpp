// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/definition.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "engine/cases/check_rights.hpp"
#include "engine/cases/write_notice.hpp"

namespace foerderwerk::cases {

namespace {

using statechart::Custom;

std::string place(std::size_t line) {
    return "workflow.scxml:" + std::to_string(line);
}

std::vector<std::string> split(const std::string& text) {
    std::istringstream words(text);
    std::vector<std::string> list;
    for (std::string word; words >> word;) {
        if (word.ends_with(".*")) {
            word.resize(word.size() - 2);
        }
        list.push_back(word == "*" ? std::string() : word);
    }
    return list;
}

void read_fact(const Custom& element, Definition& definition, Reasons& reasons) {
    constexpr std::array<std::string_view, 3> sources = {"register", "line", "waiting"};
    const auto text = [&element](std::string_view name) {
        const std::string* found = element.attribute(name);
        return found != nullptr ? *found : std::string();
    };
    FactDeclaration fact;
    fact.id = text("id");
    fact.source = text("source");
    fact.argument = fact.source == "line" ? text("unit") : text("register");
    fact.events = split(text("on"));
    if (const feel::Expression* key = element.expression("keyexpr")) {
        fact.key = *key;
    }
    if (fact.id.empty()) {
        reasons.push_back({"FACT", place(element.line), "fw:fact needs an id"});
    }
    if (std::find(sources.begin(), sources.end(), fact.source) == sources.end()) {
        reasons.push_back(
            {"FACT", place(element.line),
             "fw:fact source '" + fact.source + "' is none of register, line, waiting"});
    }
    if (!fact.key.has_value()) {
        reasons.push_back({"FACT", place(element.line), "fw:fact needs keyexpr"});
    }
    if (fact.source == "line" && fact.argument != "euro" && fact.argument != "pieces") {
        reasons.push_back({"FACT", place(element.line), "fw:fact needs unit euro or pieces"});
    }
    definition.facts.push_back(std::move(fact));
}

void check_block(const statechart::Block& block, const Definition& definition, Reasons& reasons);

void check_custom(const Custom& element, const Definition& definition, Reasons& reasons) {
    constexpr std::array<std::string_view, 10> known = {"require", "refuse",  "decide", "reserve",
                                                        "commit",  "release", "pay",    "document",
                                                        "wait",    "leave"};
    if (std::find(known.begin(), known.end(), element.name) == known.end()) {
        reasons.push_back({"EXTENSION", place(element.line),
                           "fw:" + element.name + " cannot stand in executable content"});
    }
    if (element.name == "decide") {
        check_rules_of(element, definition.tables, definition.rule_sets, reasons);
    }
    const std::string* notice = element.attribute("template");
    if (notice != nullptr && !definition.notices.contains(*notice)) {
        reasons.push_back({"TEMPLATE", place(element.line), "there is no file " + *notice});
    }
}

void check_block(const statechart::Block& block, const Definition& definition, Reasons& reasons) {
    for (const statechart::Action& action : block) {
        if (const auto* custom = std::get_if<Custom>(&action.content)) {
            check_custom(*custom, definition, reasons);
        } else if (const auto* branches = std::get_if<statechart::If>(&action.content)) {
            for (const statechart::Branch& branch : branches->branches) {
                check_block(branch.block, definition, reasons);
            }
        } else if (const auto* loop = std::get_if<statechart::ForEach>(&action.content)) {
            check_block(loop->block, definition, reasons);
        }
    }
}

/// A step that confirms another one must be forbidden to who took that one.
void check_confirmations(const statechart::Transition& transition, Reasons& reasons) {
    const std::vector<std::string> unlike = words_of(transition.extensions, "unlike");
    const std::vector<std::string> confirmed = words_of(transition.extensions, "confirms");
    for (const std::string& step : confirmed) {
        if (std::find(unlike.begin(), unlike.end(), step) == unlike.end()) {
            reasons.push_back({"APPROVAL", place(transition.line),
                               "fw:confirms names the step '" + step +
                                   "', and fw:unlike does not: one person could take both"});
        }
    }
    if (!confirmed.empty() &&
        statechart::find_extension(transition.extensions, "step") == nullptr) {
        reasons.push_back(
            {"APPROVAL", place(transition.line), "a transition with fw:confirms needs fw:step"});
    }
}

void check_transitions(const Definition& definition, Reasons& reasons) {
    for (const statechart::Transition& transition : definition.chart.transitions) {
        check_block(transition.content, definition, reasons);
        check_confirmations(transition, reasons);
        const bool by_person =
            std::any_of(transition.events.begin(), transition.events.end(),
                        [](const std::string& event) { return event.starts_with("action"); });
        const std::string* role = statechart::find_extension(transition.extensions, "by");
        if (by_person && role == nullptr) {
            reasons.push_back(
                {"ROLE", place(transition.line), "a transition that a person takes needs fw:by"});
        }
        if (role != nullptr && role->find("betrieb") != std::string::npos) {
            reasons.push_back(
                {"ROLE", place(transition.line), "the role betrieb has no business rights"});
        }
    }
}

// Before the actions are checked: they name what is declared.
void read_declarations(Definition& definition, Reasons& reasons) {
    for (const statechart::State& state : definition.chart.states) {
        for (const Custom& element : state.declarations) {
            if (element.name == "fact") {
                read_fact(element, definition, reasons);
            } else if (element.name == "rules") {
                read_rule_version(element, definition.tables, definition.rule_sets, reasons);
            }
        }
    }
}

}  // namespace

std::string definition_manifest(const Files& files, const Sha256& sha256) {
    std::string manifest;  // std::map keeps the paths sorted
    for (const auto& [path, content] : files) {
        manifest += path + "\t" + to_hex(sha256(content)) + "\n";
    }
    return manifest;
}

DefinitionId definition_id(const Files& files, const Sha256& sha256) {
    return DefinitionId(to_hex(sha256(definition_manifest(files, sha256))));
}

Result<std::shared_ptr<const Definition>, Reasons> compile_definition(Files files,
                                                                      statechart::Document chart,
                                                                      Tables tables,
                                                                      const Sha256& sha256) {
    DefinitionId id = definition_id(files, sha256);
    auto definition = std::make_shared<Definition>(Definition{.id = std::move(id),
                                                              .programme = chart.name,
                                                              .files = std::move(files),
                                                              .chart = std::move(chart),
                                                              .tables = std::move(tables),
                                                              .rule_sets = {},
                                                              .facts = {},
                                                              .law = {},
                                                              .notices = {},
                                                              .sha256 = sha256});
    Reasons reasons;
    if (definition->programme.empty()) {
        reasons.push_back({"NAME", "workflow.scxml:1", "<scxml> needs a name"});
    }
    for (const auto& [path, content] : definition->files) {
        if (!path.starts_with("notices/")) {
            continue;
        }
        auto notice = compile_notice(content);
        if (!notice.has_value()) {
            reasons.push_back({"TEMPLATE", path, notice.error()});
            continue;
        }
        definition->notices.emplace(path, std::move(*notice));
    }
    auto law = calendar::read_law_data(definition->files);
    if (law.has_value()) {
        definition->law = std::move(*law);
    } else {
        reasons.insert(reasons.end(), law.error().begin(), law.error().end());
    }
    read_declarations(*definition, reasons);
    for (const statechart::State& state : definition->chart.states) {
        for (const statechart::Block& block : state.on_entry) {
            check_block(block, *definition, reasons);
        }
        for (const statechart::Block& block : state.on_exit) {
            check_block(block, *definition, reasons);
        }
    }
    check_transitions(*definition, reasons);
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return std::shared_ptr<const Definition>(std::move(definition));
}

}  // namespace foerderwerk::cases
