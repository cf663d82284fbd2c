// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/dmn/evaluate_decision.hpp"

namespace foerderwerk::dmn::tests {

/// A decision table in few words; `cells` of a row are its input entries, then its outputs.
struct TableText {
    std::string policy = "UNIQUE";
    std::string aggregation;
    std::vector<std::string> inputs;   ///< "expression" or "expression | allowed values"
    std::vector<std::string> outputs;  ///< "name | allowed values | default"
    std::vector<std::vector<std::string>> rows;
};

[[nodiscard]] std::string escaped(std::string_view text);
[[nodiscard]] std::string definitions_xml(
    const std::string& content,
    const std::string& name_space = "https://www.omg.org/spec/DMN/20191111/MODEL/");
[[nodiscard]] std::string input_xml(const std::string& name, const std::string& type = "");
/// `requirements` are names: of an input, or of a decision when written "!name", or of a
/// knowledge model or service when written "+name". Ids are "i:", "d:" and "k:" before the name.
[[nodiscard]] std::string decision_xml(const std::string& name,
                                       const std::vector<std::string>& requirements,
                                       const std::string& logic, const std::string& type = "");
[[nodiscard]] std::string literal_xml(const std::string& text, const std::string& type = "");
[[nodiscard]] std::string table_xml(const TableText& table);
/// One decision "result" over the inputs a and b.
[[nodiscard]] std::string table_model(const TableText& table);
[[nodiscard]] std::string literal_model(const std::string& text);

/// The model; a test failure with all reasons when it does not compile.
[[nodiscard]] Model model_of(const std::string& xml);
/// "CODE place" of each reason why the model is refused; "compiled" when it is not.
[[nodiscard]] std::vector<std::string> refusals(const std::string& xml);

[[nodiscard]] feel::Value feel_value(const std::string& text);
[[nodiscard]] Decided decide(const Model& model, const std::string& decision,
                             const std::string& inputs);
/// The value of decision "result" as FEEL text.
[[nodiscard]] std::string result_of(const std::string& xml, const std::string& inputs = "{}");

}  // namespace foerderwerk::dmn::tests
