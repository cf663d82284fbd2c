// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/cases/decide.hpp"
#include "engine/feel/expression.hpp"

namespace foerderwerk::cases {

/// `_x`, where SCXML section 5.10 puts what a platform adds: `_x.facts`, `_x.programme`,
/// `_x.actor` {id, kind, roles}, `_x.reason`, `_x.case` {id, file_number, number, reply_to} and
/// `_x.now` {date, time}: the wall clock in Berlin, without offset, for comparing with the times
/// that people write into forms.
class PlatformVariables final : public feel::Variables {
public:
    /// `after` names the case and the number of the record that this step will get; `reason` is
    /// the command's, as a personal value, or null.
    PlatformVariables(const CaseState& after, const Command& command, const feel::Value& reason,
                      const Facts& facts, Now now);
    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        return name == "_x" ? &value_ : nullptr;
    }

private:
    feel::Value value_;
};

}  // namespace foerderwerk::cases
