// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/tell_findings.hpp"

#include <array>

namespace foerderwerk::console {

namespace {

const char* weight_name(dmn::Weight weight) {
    static constexpr std::array names{"error", "warning", "note"};
    return names[static_cast<std::size_t>(weight)];
}

Json finding_json(const dmn::Finding& finding) {
    return Json::Object{{"code", finding.code},
                        {"weight", weight_name(finding.weight)},
                        {"line", static_cast<std::int64_t>(finding.line)},
                        {"element", finding.element},
                        {"rule", finding.rule_id},
                        {"text", finding.text},
                        {"advice", finding.advice}};
}

}  // namespace

ToldFindings tell_findings(const dmn::Findings& findings,
                           const std::function<std::string(std::size_t line)>& place,
                           Reasons& reasons) {
    ToldFindings told;
    for (const dmn::Finding& finding : findings) {
        ++(finding.weight == dmn::Weight::note ? told.notes : told.findings);
        std::string text = finding.text + ". " + finding.advice;
        if (!finding.element.empty()) {
            text.insert(0, "'" + finding.element + "': ");
        }
        if (finding.weight != dmn::Weight::error) {
            text.insert(0, std::string(weight_name(finding.weight)) + ": ");
        }
        reasons.push_back({finding.code, place(finding.line), std::move(text)});
        told.details.push_back(finding_json(finding));
    }
    return told;
}

}  // namespace foerderwerk::console
