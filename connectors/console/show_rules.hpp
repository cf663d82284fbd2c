// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/dmn/model.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::console {

/// One table, or one expression, as people read it. All texts as the author wrote them.
struct ShownTable {
    std::string name;                 ///< of the decision or knowledge model
    std::string policy;               ///< German name of the hit policy; empty for an expression
    std::vector<std::string> inputs;  ///< headings of the columns
    std::vector<std::string> outputs;
    std::vector<std::string> annotations;
    struct Row {
        std::string id;
        std::vector<std::string> cells;  ///< inputs, then outputs
        std::vector<std::string> annotations;
    };
    std::vector<Row> rows;
    std::vector<std::string> expressions;  ///< what else the element says
};

[[nodiscard]] std::vector<ShownTable> shown_tables(const dmn::Model& model);

struct ShownFile {
    std::string path;
    std::string title;
    std::vector<ShownTable> tables;
};

[[nodiscard]] std::string rules_as_text(const std::vector<ShownFile>& files);
/// One page without anything from outside: readable in light, dark and print.
[[nodiscard]] std::string rules_as_html(const std::vector<ShownFile>& files);
[[nodiscard]] Json rules_as_json(const std::vector<ShownFile>& files);

}  // namespace foerderwerk::console
