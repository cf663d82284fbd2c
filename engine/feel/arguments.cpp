// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/arguments.hpp"

namespace foerderwerk::feel {

const Value& Arguments::at(std::size_t index) const {
    static const Value absent;
    return index < values_.size() ? values_[index] : absent;
}

Value Arguments::error(const std::string& reason) {
    return evaluator_.error(std::string(builtin_.name) + "(): " + reason);
}

const Value* Arguments::of_kind(std::size_t index, Kind kind) {
    const Value& value = evaluator_.look(at(index));
    if (value.kind() == kind) {
        return &value;
    }
    if (value.kind() == Kind::list && value.as_list().size() == 1 &&
        value.as_list().front().kind() == kind) {
        return &evaluator_.look(value.as_list().front());
    }
    reason_ = std::string(builtin_.name) + "(): wrong argument " + std::to_string(index + 1);
    return nullptr;
}

const Decimal* Arguments::number(std::size_t index) {
    const Value* value = of_kind(index, Kind::number);
    return value == nullptr ? nullptr : &value->as_number();
}

std::optional<std::int64_t> Arguments::integer(std::size_t index) {
    const Decimal* value = number(index);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto whole = value->to_int64();
    if (!whole) {
        reason_ = std::string(builtin_.name) + "(): not a whole number: " + value->to_string();
    }
    return whole;
}

const std::string* Arguments::text(std::size_t index) {
    const Value* value = of_kind(index, Kind::string);
    return value == nullptr ? nullptr : &value->as_string();
}

const List* Arguments::list(std::size_t index) {
    if (index >= values_.size() || values_[index].is_null()) {
        return of_kind(index, Kind::list) == nullptr ? nullptr : &at(index).as_list();
    }
    if (values_[index].kind() != Kind::list) {
        values_[index] = List{values_[index]};
    }
    return &values_[index].as_list();
}

const List* Arguments::list_or_all() {
    if (values_.size() > 1) {
        values_ = {Value(List(values_))};
    }
    return list(0);
}

}  // namespace foerderwerk::feel
