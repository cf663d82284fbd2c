// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/schema_sentences.hpp"

#include <string_view>
#include <vector>

#include <xercesc/framework/XMLValidityCodes.hpp>
#include <xercesc/util/XMLExceptMsgs.hpp>

namespace foerderwerk::xml {
namespace {

using xercesc::XMLExcepts;
using xercesc::XMLValid;

/// The parts of the library's sentence that stand in single quotes. Names and facets hold none.
std::vector<std::string> quoted_parts(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        const auto open = text.find('\'');
        const auto close = open == std::string_view::npos ? open : text.find('\'', open + 1);
        if (close == std::string_view::npos) {
            break;
        }
        parts.emplace_back(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return parts;
}

/// The last quoted part: the facet, whatever quotes the value before it holds.
std::string last_quoted(std::string_view text) {
    const auto close = text.rfind('\'');
    const auto open = close == std::string_view::npos || close == 0 ? std::string_view::npos
                                                                    : text.rfind('\'', close - 1);
    if (open == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(open + 1, close - open - 1));
}

/// Of `prefix:name` or `{namespace}name`.
std::string local_name(const std::string& name) {
    const auto mark = name.find_last_of(":}");
    return mark == std::string::npos ? name : name.substr(mark + 1);
}

/// A content model without the trace that a place for a signature leaves.
std::string readable(std::string model) {
    for (auto at = model.find(",)"); at != std::string::npos; at = model.find(",)")) {
        model.erase(at, 1);
    }
    for (auto at = model.find(','); at != std::string::npos; at = model.find(',', at + 2)) {
        model.insert(at + 1, " ");
    }
    return model;
}

std::string about_value(const SaxProblem& problem) {
    const std::string facet = last_quoted(problem.text);
    switch (problem.code) {
        case XMLExcepts::VALUE_NotMatch_Pattern:
            return "Der Wert entspricht nicht dem Muster " + facet + ".";
        case XMLExcepts::VALUE_GT_maxLen:
            return "Der Wert ist länger als " + facet + " Zeichen.";
        case XMLExcepts::VALUE_LT_minLen:
            return "Der Wert ist kürzer als " + facet + " Zeichen.";
        case XMLExcepts::VALUE_exceed_maxIncl:
        case XMLExcepts::VALUE_exceed_maxExcl:
            return "Der Wert ist größer als erlaubt; die Grenze ist " + facet + ".";
        case XMLExcepts::VALUE_exceed_minIncl:
        case XMLExcepts::VALUE_exceed_minExcl:
            return "Der Wert ist kleiner als erlaubt; die Grenze ist " + facet + ".";
        case XMLExcepts::VALUE_NotIn_Enumeration:
            return "Der Wert ist keiner der erlaubten Werte.";
        default:
            return "Der Wert ist für seinen Datentyp nicht gültig.";
    }
}

std::string about_structure(const SaxProblem& problem) {
    std::vector<std::string> parts = quoted_parts(problem.text);
    parts.resize(3);
    const std::string name = local_name(parts[0]);
    switch (problem.code) {
        case XMLValid::ElementNotDefined:
            return "Das Element " + name + " kennt das Schema nicht.";
        case XMLValid::AttNotDefinedForElement:
        case XMLValid::AttNotDefined:
            return "Das Attribut " + name + " kennt das Schema hier nicht.";
        case XMLValid::RequiredAttrNotProvided:
            return "Das Attribut " + name + " fehlt.";
        case XMLValid::ElementNotValidForContent:
            return "Das Element " + name + " ist an dieser Stelle nicht erlaubt; vorgesehen ist " +
                   readable(parts[1]) + ".";
        case XMLValid::NotEnoughElemsForCM:
        case XMLValid::EmptyNotValidForContent:
            return "Hier fehlt etwas; vorgesehen ist " + readable(parts[0]) + ".";
        case XMLValid::NotSameAsFixedValue:
            return "Das Attribut " + name + " muss den Wert " + last_quoted(problem.text) +
                   " haben.";
        case XMLValid::FixedDifferentFromActual:
            return "Der Wert ist nicht der vorgeschriebene feste Wert.";
        case XMLValid::ElementNotQualified:
            return "Das Element " + name + " gehört in den Namensraum seiner Nachricht.";
        case XMLValid::ElementNotUnQualified:
            return "Das Element " + name + " gehört in keinen Namensraum.";
        case XMLValid::SimpleTypeHasChild:
            return "Hier steht nur Text, kein Element.";
        case XMLValid::NoCharDataInCM:
        case XMLValid::EmptyElemHasContent:
            return "Hier darf kein Text stehen.";
        default:
            return "Die Nachricht verletzt ihr Schema (" + std::to_string(problem.code) + ").";
    }
}

bool is_reference(const SaxProblem& problem) {
    if (problem.kind == SaxProblem::Kind::value) {
        return problem.code == XMLExcepts::VALUE_ID_Not_Unique;
    }
    return problem.code == XMLValid::ReusedIDValue || problem.code == XMLValid::IDNotDeclared;
}

}  // namespace

ProblemSentence sentence_of(const SaxProblem& problem) {
    switch (problem.kind) {
        case SaxProblem::Kind::malformed:
            return {"SCHEMA", "Das Dokument ist kein wohlgeformtes XML."};
        case SaxProblem::Kind::invalid:
        case SaxProblem::Kind::value:
            break;
    }
    if (is_reference(problem)) {
        return {"IDREF", problem.code == XMLValid::IDNotDeclared
                             ? "Ein Verweis zeigt auf eine Kennung, die es nicht gibt."
                             : "Dieselbe Kennung steht zweimal in der Nachricht."};
    }
    return {"SCHEMA", problem.kind == SaxProblem::Kind::value ? about_value(problem)
                                                              : about_structure(problem)};
}

}  // namespace foerderwerk::xml
