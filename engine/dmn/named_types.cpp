// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/type.hpp"

namespace foerderwerk::dmn {

namespace {

feel::Type::Name name_of(feel::Kind kind) {
    using Name = feel::Type::Name;
    switch (kind) {
        case feel::Kind::null:
            return Name::null;
        case feel::Kind::boolean:
            return Name::boolean;
        case feel::Kind::number:
            return Name::number;
        case feel::Kind::string:
            return Name::string;
        case feel::Kind::date:
            return Name::date;
        case feel::Kind::time:
            return Name::time;
        case feel::Kind::date_time:
            return Name::date_time;
        case feel::Kind::days_time_duration:
            return Name::days_time_duration;
        case feel::Kind::years_months_duration:
            return Name::years_months_duration;
        case feel::Kind::list:
            return Name::list;
        case feel::Kind::context:
            return Name::context;
        case feel::Kind::range:
            return Name::range;
        case feel::Kind::function:
            return Name::function;
    }
    return Name::any;
}

class NamedTypesBuilder {
public:
    NamedTypesBuilder(const Types& types, std::size_t first, std::size_t count)
        : types_(types), first_(first), count_(count) {}

    feel::NamedTypes build() const {
        feel::NamedTypes named;
        for (std::size_t i = first_; i < first_ + count_; ++i)
            named.emplace(types_[i].name, in_full(i));
        return named;
    }

private:
    // A type with a name of its own is referred to by it: it may contain itself.
    [[nodiscard]] feel::Type referred(std::size_t index) const {
        if (index < first_ || index >= first_ + count_)
            return in_full(index);
        feel::Type type;
        type.name = feel::Type::Name::named;
        type.custom = types_[index].name;
        return type;
    }

    [[nodiscard]] feel::Type in_full(std::size_t index) const {
        const Type& source = types_[index];
        feel::Type type;
        switch (source.form) {
            case Type::Form::any:
                break;
            case Type::Form::kind:
                type.name = name_of(source.kind);
                if (source.parameters)
                    type.parts.resize(*source.parameters + 1);
                break;
            case Type::Form::list:
                type.name = feel::Type::Name::list;
                type.parts.push_back(referred(source.of));
                break;
            case Type::Form::members:
                type.name = feel::Type::Name::context;
                for (const auto& [name, member] : source.members) {
                    type.members.push_back({name, referred(member)});
                }
                break;
            case Type::Form::refined:
                return referred(source.of);
        }
        return type;
    }

    const Types& types_;
    std::size_t first_;
    std::size_t count_;
};

}  // namespace

feel::NamedTypes named_types(const Types& types, std::size_t first, std::size_t count) {
    return NamedTypesBuilder(types, first, count).build();
}

}  // namespace foerderwerk::dmn
