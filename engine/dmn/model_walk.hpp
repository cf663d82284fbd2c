// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/dmn/model.hpp"

namespace foerderwerk::dmn {

/// The names that a place in a model sees, with the index of their type (0: unknown). A later one
/// hides an earlier one of the same name.
class VisibleNames {
public:
    void add(std::string name, std::size_t type) { names_.emplace_back(std::move(name), type); }
    [[nodiscard]] const std::size_t* find(std::string_view name) const;
    /// Inside a filter any name may be a member of the item.
    bool may_be_members = false;

private:
    std::vector<std::pair<std::string, std::size_t>> names_;
};

/// A formula or a table where it stands.
struct Place {
    const std::string& element;  ///< name of the decision or knowledge model around it
    const VisibleNames& names;
};

struct FormulaPlace {
    const Place& place;
    const Formula& formula;
    std::size_t type = 0;        ///< that its value has to have; 0: any
    const Rule* rule = nullptr;  ///< the row it is a cell of
};

struct TablePlace {
    const Place& place;
    const DecisionTable& table;
    std::size_t line = 0;
};

struct WalkVisitor {
    /// Every expression but the cells of input columns, which are tests and not values.
    std::function<void(const FormulaPlace&)> formula;
    std::function<void(const FormulaPlace&)> cell;
    std::function<void(const TablePlace&)> table;
};

/// The name under which an element sees what it requires: that of an import, whose elements are
/// its members, or the element's own.
[[nodiscard]] const std::string& visible_name(const Definitions& definitions,
                                              const Requirement& requirement);

/// The required element's own name.
[[nodiscard]] const std::string& element_name(const Definitions& definitions,
                                              const Requirement& requirement);

/// Visits everything that one decision or knowledge model says, in the order of the file.
void walk_decision(const Model& model, const Decision& decision, const WalkVisitor& visitor);
void walk_knowledge(const Model& model, const KnowledgeModel& knowledge,
                    const WalkVisitor& visitor);

}  // namespace foerderwerk::dmn
