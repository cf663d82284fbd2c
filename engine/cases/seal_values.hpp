// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/cases/step.hpp"
#include "engine/feel/value.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::cases {

/// Gives every personal value that has no sealed part yet the next part id of a step, and keeps
/// its plaintext for sealing. A value that came with its part keeps it: one name, stored once.
class PartNumbering {
public:
    explicit PartNumbering(std::int64_t step_number) : step_number_(step_number) {}

    /// `value` with every mark carrying the id of its part.
    [[nodiscard]] feel::Value number(const feel::Value& value);
    [[nodiscard]] std::vector<NewPart>& parts() { return parts_; }

private:
    feel::Value new_part(const feel::Personal& mark);

    std::int64_t step_number_;
    std::vector<NewPart> parts_;
};

/// The subjects of all personal values inside, joined (engine/feel/subjects.hpp), or "".
[[nodiscard]] std::string subject_of(const feel::Value& value);

/// The value with its marks, but without the parts it was read from: a part belongs to one case,
/// and what goes to another one is sealed anew there.
[[nodiscard]] feel::Value without_parts(const feel::Value& value);

/// The value with the members of every context in the order of their names. A record keeps no
/// order of members (RFC 8785 sorts them), so what decide() sees must not have another one: an
/// expression that lists a context's entries would come out differently when it is replayed.
[[nodiscard]] feel::Value in_record_order(const feel::Value& value);
[[nodiscard]] feel::Context in_record_order(const feel::Context& context);

/// Whether both are the very same list or context, shared: then what holds for one holds for the
/// other. Says nothing about equal ones.
[[nodiscard]] bool is_same_object(const feel::Value& a, const feel::Value& b);

/// What stands in a record for a personal value: its part id. Requires numbered values.
[[nodiscard]] std::string part_reference(const feel::Personal& mark);

/// A value as records hold it. Functions cannot be in a session's data, so it always can.
[[nodiscard]] Json sealed_json(const feel::Value& value);

}  // namespace foerderwerk::cases
