// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

struct TableCompilation {
    const Types& types;
    const TypeNames& type_names;
    Reasons& reasons;
    std::string where;  ///< the element a reason speaks of
};

/// Parses the cells and holds the shape against section 8.2: as many entries as clauses, names
/// for several outputs, listed values where their order is the priority.
void compile_table(DecisionTable& table, const feel::KnownNames& names, std::size_t line,
                   TableCompilation& compilation);

}  // namespace foerderwerk::dmn
