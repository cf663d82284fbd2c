// SPDX-License-Identifier: EUPL-1.2
#include "engine/dmn/compile_steps.hpp"

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
    NamedTypesBuilder(const Types& types, std::size_t first, const Definitions& definitions)
        : types_(types), first_(first), definitions_(definitions) {}

    [[nodiscard]] std::vector<feel::NamedTypes> build() const {
        feel::NamedTypes all;
        for (std::size_t i = 0; i < definitions_.items.size(); ++i)
            all.emplace(unique_name(i), in_full(first_ + i));
        std::vector<feel::NamedTypes> by_model(definitions_.models.size(), all);
        for (std::size_t model = 0; model < by_model.size(); ++model)
            add_visible(model, by_model[model]);
        return by_model;
    }

private:
    // Types refer to each other by a name that no other model has.
    [[nodiscard]] std::string unique_name(std::size_t item) const {
        const ItemDefinition& definition = definitions_.items[item];
        return definition.model == 0
                   ? definition.name
                   : definitions_.models[definition.model].name_space + "#" + definition.name;
    }

    // The names by which one model calls its own types and those it imports.
    void add_visible(std::size_t model, feel::NamedTypes& into) const {
        for (std::size_t i = 0; i < definitions_.items.size(); ++i) {
            const ItemDefinition& item = definitions_.items[i];
            if (item.model == model)
                into.insert_or_assign(item.name, in_full(first_ + i));
        }
        for (const Import& import : definitions_.models[model].imports) {
            const std::string prefix = import.name.empty() ? "" : import.name + ".";
            for (std::size_t i = 0; i < definitions_.items.size(); ++i) {
                if (definitions_.items[i].model == import.model)
                    into.emplace(prefix + definitions_.items[i].name, in_full(first_ + i));
            }
        }
    }

    // A type with a name of its own is referred to by it: it may contain itself.
    [[nodiscard]] feel::Type referred(std::size_t index) const {
        if (index < first_ || index >= first_ + definitions_.items.size())
            return in_full(index);
        feel::Type type;
        type.name = feel::Type::Name::named;
        type.custom = unique_name(index - first_);
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
    const Definitions& definitions_;
};

}  // namespace

std::vector<feel::NamedTypes> named_types(const Types& types, std::size_t first,
                                          const Definitions& definitions) {
    return NamedTypesBuilder(types, first, definitions).build();
}

}  // namespace foerderwerk::dmn
