// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/type.hpp"

#include "engine/feel/function.hpp"

namespace foerderwerk::feel {

namespace {

using Truth = std::optional<bool>;

// More definitions than this behind one another can only be a circle.
constexpr int definitions_max = 100;

/// One question; counts the definitions followed on the way to a part.
class Check {
public:
    explicit Check(const NamedTypes* named) : named_(named) {}

    Truth holds(const Value& value, const Type& type) {
        switch (type.name) {
            case Type::Name::any:
                return !value.is_null();
            case Type::Name::null:
                return value.is_null();
            case Type::Name::boolean:
                return value.kind() == Kind::boolean;
            case Type::Name::number:
                return value.kind() == Kind::number;
            case Type::Name::string:
                return value.kind() == Kind::string;
            case Type::Name::date:
                return value.kind() == Kind::date;
            case Type::Name::time:
                return value.kind() == Kind::time;
            case Type::Name::date_time:
                return value.kind() == Kind::date_time;
            case Type::Name::days_time_duration:
                return value.kind() == Kind::days_time_duration;
            case Type::Name::years_months_duration:
                return value.kind() == Kind::years_months_duration;
            case Type::Name::list:
                return is_list(value, type);
            case Type::Name::context:
                return is_context(value, type);
            case Type::Name::range:
                return is_range(value, type);
            case Type::Name::function:
                return is_function(value, type);
            case Type::Name::named:
                return is_named(value, type);
        }
        return std::nullopt;
    }

private:
    Truth part_holds(const Value& value, const Type& type) {
        return value.is_null() ? Truth(true) : holds(value, type);
    }

    Truth is_list(const Value& value, const Type& type) {
        if (value.kind() != Kind::list || type.parts.empty()) {
            return value.kind() == Kind::list;
        }
        for (const Value& item : value.as_list()) {
            const Truth found = part_holds(item, type.parts.front());
            if (found != true) {
                return found;
            }
        }
        return true;
    }

    Truth is_context(const Value& value, const Type& type) {
        if (value.kind() != Kind::context) {
            return false;
        }
        for (const auto& [name, member_type] : type.members) {
            const Value* member = value.find(name);
            const Truth found = member == nullptr ? false : part_holds(*member, member_type);
            if (found != true) {
                return found;
            }
        }
        return true;
    }

    Truth is_range(const Value& value, const Type& type) {
        if (value.kind() != Kind::range || type.parts.empty()) {
            return value.kind() == Kind::range;
        }
        const Range& range = value.as_range();
        const Truth start = part_holds(range.start, type.parts.front());
        return start == true ? part_holds(range.end, type.parts.front()) : start;
    }

    // The types of a function's parameters and result are not known before a call: only the
    // number of its parameters is compared.
    static Truth is_function(const Value& value, const Type& type) {
        if (value.kind() != Kind::function) {
            return false;
        }
        return type.parts.empty() ||
               value.as_function().parameters().size() + 1 == type.parts.size();
    }

    Truth is_named(const Value& value, const Type& type) {
        if (named_ == nullptr || definitions_ >= definitions_max) {
            return std::nullopt;
        }
        const auto definition = named_->find(type.custom);
        if (definition == named_->end()) {
            return std::nullopt;
        }
        ++definitions_;
        const Truth found = holds(value, definition->second);
        --definitions_;
        return found;
    }

    const NamedTypes* named_;
    int definitions_ = 0;
};

}  // namespace

std::optional<bool> is_instance(const Value& value, const Type& type, const NamedTypes* named) {
    return Check(named).holds(value, type);
}

}  // namespace foerderwerk::feel
