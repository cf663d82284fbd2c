// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/feel/evaluator.hpp"

namespace foerderwerk::feel {

/// The arguments of one call of a built-in function. The typed accessors convert a list of one to
/// its item and an item to a list of one (DMN 1.5, section 10.3.2.9.4). When the argument has not
/// the kind asked for they give nullptr and keep the reason, which `wrong()` turns into the result.
class Arguments {
public:
    Arguments(Evaluator& evaluator, const Builtin& builtin, std::vector<Value> values)
        : evaluator_(evaluator), builtin_(builtin), values_(std::move(values)) {}
    /// A call with named parameters says by their names which way to call is meant.
    void set_signature(const Signature* named) { named_ = named; }
    [[nodiscard]] bool is_named(std::size_t index, std::string_view name) const {
        return named_ != nullptr && named_->names[index] == name;
    }

    [[nodiscard]] std::size_t count() const { return values_.size(); }
    /// null when there is no such argument.
    [[nodiscard]] const Value& at(std::size_t index) const;
    /// Whether the argument is there and not null.
    [[nodiscard]] bool has(std::size_t index) const { return !at(index).is_null(); }
    [[nodiscard]] std::vector<Value>& values() { return values_; }

    [[nodiscard]] const Value* of_kind(std::size_t index, Kind kind);
    [[nodiscard]] const Decimal* number(std::size_t index);
    [[nodiscard]] std::optional<std::int64_t> integer(std::size_t index);
    [[nodiscard]] const std::string* text(std::size_t index);
    [[nodiscard]] const List* list(std::size_t index);
    /// All arguments as one list when there are several, else the only one as a list.
    [[nodiscard]] const List* list_or_all();

    [[nodiscard]] Value wrong() { return evaluator_.error(reason_); }
    [[nodiscard]] Value error(const std::string& reason);

    [[nodiscard]] Evaluator& evaluator() { return evaluator_; }
    [[nodiscard]] const Services* services() const { return evaluator_.services(); }

private:
    Evaluator& evaluator_;
    const Builtin& builtin_;
    std::vector<Value> values_;
    std::string reason_;
    const Signature* named_ = nullptr;
};

}  // namespace foerderwerk::feel
