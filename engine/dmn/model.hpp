// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/dmn/definitions.hpp"
#include "engine/dmn/type.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::dmn {

/// A compiled decision model: every expression parsed, every reference resolved, the requirements
/// graph free of cycles. Immutable, cheap to copy, may be evaluated from several threads.
class Model {
public:
    [[nodiscard]] const Definitions& definitions() const { return *definitions_; }
    [[nodiscard]] const Types& types() const { return *types_; }
    /// The item definitions as FEEL's `instance of` names them inside one of the models.
    [[nodiscard]] const feel::NamedTypes& named_types(std::size_t model = 0) const {
        return (*named_types_)[model];
    }
    /// Index into definitions().decisions, or nothing when no decision has that name; one of an
    /// imported model is called `import.decision`.
    [[nodiscard]] std::optional<std::size_t> find_decision(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> find_service(std::string_view name) const;

private:
    friend Result<Model, Reasons> compile(Definitions definitions,
                                          std::vector<Definitions> imported);
    std::shared_ptr<const Definitions> definitions_;
    std::shared_ptr<const Types> types_;
    std::shared_ptr<const std::vector<feel::NamedTypes>> named_types_;
};

/// Checks and compiles what a reader found. All reasons are collected: DMN_NAME (missing or
/// twice), DMN_REFERENCE, DMN_CYCLE, DMN_TYPE, DMN_TABLE, DMN_FEEL, DMN_IMPORT; the place is
/// "line N". Knowledge models may call themselves and each other (bounded when evaluated); a cycle
/// through a decision or a service is refused.
///
/// `imported` holds every model that this one imports, also through another, once: a model is
/// known by its namespace.
[[nodiscard]] Result<Model, Reasons> compile(Definitions definitions,
                                             std::vector<Definitions> imported = {});

}  // namespace foerderwerk::dmn
