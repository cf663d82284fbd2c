// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/explain_decision.hpp"

#include <algorithm>

#include "engine/cases/german_text.hpp"
#include "engine/cases/seal_values.hpp"

namespace foerderwerk::cases {

namespace {

bool is_personal(const dmn::Decided& decided) {
    return !decided.derived_from_subject.empty() || !subject_of(decided.value).empty() ||
           std::ranges::any_of(decided.matched, [](const dmn::MatchedRule& rule) {
               return std::ranges::any_of(rule.inputs, [](const dmn::AskedInput& input) {
                   return !subject_of(input.value).empty();
               });
           });
}

std::string of_decision(const std::string& name) {
    return "Entscheidung „" + name + "“: ";
}

std::string sentence(std::string text) {
    if (text.empty() || text.ends_with(".") || text.ends_with("!") || text.ends_with("?"))
        return text;
    return text + ".";
}

std::string asked(const dmn::MatchedRule& rule, bool personal) {
    std::string text;
    for (const dmn::AskedInput& input : rule.inputs) {
        text += (text.empty() ? "" : ", ") + input.label;
        if (!personal)
            text += " = " + german_text(input.value);
    }
    return text.empty() ? text : " (" + text + ")";
}

std::string told(const dmn::MatchedRule& rule, bool personal) {
    std::string text = of_decision(rule.decision) + "Zeile " + std::to_string(rule.rule) +
                       " trifft zu" + asked(rule, personal) + ".";
    // What stands under „Begründung“ is a sentence already.
    for (const dmn::Annotation& annotation : rule.annotations) {
        if (annotation.text.empty())
            continue;
        const bool named = !annotation.name.empty() && annotation.name != "Begründung";
        text += " " + (named ? annotation.name + ": " : "") + sentence(annotation.text);
    }
    return text;
}

}  // namespace

std::vector<std::string> explain_decision(const std::string& decision,
                                          const dmn::Decided& decided) {
    const bool personal = is_personal(decided);
    std::vector<std::string> sentences;
    for (const dmn::MatchedRule& rule : decided.matched)
        sentences.push_back(told(rule, personal));
    for (const dmn::Unmatched& table : decided.unmatched) {
        sentences.push_back(
            of_decision(table.decision) + "Keine Zeile trifft zu; " +
            (table.has_default ? "es gilt der Vorgabewert." : "die Tabelle gibt kein Ergebnis."));
    }
    sentences.push_back("Ergebnis der Entscheidung „" + decision + "“: " +
                        (personal ? "siehe Vorgang, es beruht auf personenbezogenen Angaben."
                                  : sentence(german_text(decided.value))));
    return sentences;
}

}  // namespace foerderwerk::cases
