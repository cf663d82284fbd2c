// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

struct BuiltIn {
    const char* name;
    Type::Form form;
    feel::Kind kind;
};

// Section 10.3.1.2, the spellings of DMN 1.1, and the numeric types that Camunda's modeller
// offers.
constexpr std::array built_in_types{
    BuiltIn{"Any", Type::Form::any, feel::Kind::null},
    BuiltIn{"string", Type::Form::kind, feel::Kind::string},
    BuiltIn{"number", Type::Form::kind, feel::Kind::number},
    BuiltIn{"boolean", Type::Form::kind, feel::Kind::boolean},
    BuiltIn{"date", Type::Form::kind, feel::Kind::date},
    BuiltIn{"time", Type::Form::kind, feel::Kind::time},
    BuiltIn{"date and time", Type::Form::kind, feel::Kind::date_time},
    BuiltIn{"dateTime", Type::Form::kind, feel::Kind::date_time},
    BuiltIn{"days and time duration", Type::Form::kind, feel::Kind::days_time_duration},
    BuiltIn{"dayTimeDuration", Type::Form::kind, feel::Kind::days_time_duration},
    BuiltIn{"years and months duration", Type::Form::kind, feel::Kind::years_months_duration},
    BuiltIn{"yearMonthDuration", Type::Form::kind, feel::Kind::years_months_duration},
    BuiltIn{"list", Type::Form::kind, feel::Kind::list},
    BuiltIn{"context", Type::Form::kind, feel::Kind::context},
    BuiltIn{"range", Type::Form::kind, feel::Kind::range},
    BuiltIn{"function", Type::Form::kind, feel::Kind::function},
    BuiltIn{"any", Type::Form::any, feel::Kind::null},
    BuiltIn{"integer", Type::Form::kind, feel::Kind::number},
    BuiltIn{"long", Type::Form::kind, feel::Kind::number},
    BuiltIn{"double", Type::Form::kind, feel::Kind::number},
};

class TypeCompiler {
public:
    TypeCompiler(Types& types, const TypeNames& names, Reasons& reasons)
        : types_(types), names_(names), reasons_(reasons) {}

    /// Fills the type reserved at `index`.
    void fill(std::size_t index, ItemDefinition& item) {
        types_[index].name = item.name;
        parse_tests(item.allowed_values, {}, "type '" + item.name + "'", reasons_);
        parse_tests(item.type_constraint, {}, "type '" + item.name + "'", reasons_);
        std::size_t content = index;
        if (item.is_collection) {
            content = reserve(item.name);
            types_[index].form = Type::Form::list;
            types_[index].of = content;
        }
        fill_content(content, item);
        types_[content].allowed = item.allowed_values.parsed;
        if (!item.type_constraint.parsed)
            return;
        if (types_[index].allowed) {
            const Type inner = types_[index];
            types_[index].form = Type::Form::refined;
            types_[index].of = types_.size();
            types_.push_back(inner);
        }
        types_[index].allowed = item.type_constraint.parsed;
    }

private:
    std::size_t reserve(std::string name) {
        types_.emplace_back();
        types_.back().name = std::move(name);
        return types_.size() - 1;
    }

    void fill_content(std::size_t index, ItemDefinition& item) {
        if (item.function_parameters) {
            types_[index].form = Type::Form::kind;
            types_[index].kind = feel::Kind::function;
            types_[index].parameters = item.function_parameters;
            return;
        }
        if (!item.components.empty()) {
            types_[index].form = Type::Form::members;
            for (ItemDefinition& component : item.components) {
                const std::size_t member = reserve(component.name);
                types_[index].members.emplace_back(component.name, member);
                fill(member, component);
            }
            return;
        }
        TypeRef base{item.type, 0};
        names_.resolve(base, item.line, reasons_);
        types_[index].form = Type::Form::refined;
        types_[index].of = base.index;
    }

    Types& types_;
    const TypeNames& names_;
    Reasons& reasons_;
};

// A type that is defined by itself would never end; a chain this long says nothing to a reader.
void check_chains(const std::vector<ItemDefinition>& items, const Types& types,
                  std::size_t first_item, Reasons& reasons) {
    constexpr std::size_t chain_max = 64;
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::size_t type = first_item + i;
        std::size_t length = 0;
        while (types[type].form == Type::Form::refined && length <= chain_max) {
            type = types[type].of;
            ++length;
        }
        if (length <= chain_max)
            continue;
        reasons.push_back(reason_at("DMN_CYCLE", items[i].line,
                                    "type '" + items[i].name + "' is defined by itself"));
    }
}

}  // namespace

void TypeNames::add_built_in(std::string name, std::size_t index) {
    built_in_.emplace(std::move(name), index);
}

bool TypeNames::add_item(std::size_t model, std::string name, std::size_t index) {
    return items_[model].emplace(std::move(name), index).second;
}

// A model's own type hides a built-in of the same name.
std::optional<std::size_t> TypeNames::find_in(std::size_t model, std::string_view name) const {
    if (const auto own = items_[model].find(name); own != items_[model].end())
        return own->second;
    for (const Import& import : models_[model].imports) {
        const std::string prefix = import.name.empty() ? "" : import.name + ".";
        if (!name.starts_with(prefix))
            continue;
        const Indexes& items = items_[import.model];
        if (const auto found = items.find(name.substr(prefix.size())); found != items.end())
            return found->second;
    }
    const auto built_in = built_in_.find(name);
    return built_in == built_in_.end() ? std::nullopt : std::optional(built_in->second);
}

std::optional<std::size_t> TypeNames::find(std::string_view name) const {
    if (name.empty())
        return 0;
    if (const auto found = find_in(model_, name))
        return found;
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view local = name.substr(colon + 1);
    if (const auto found = find_in(model_, local))
        return found;
    // Before DMN 1.2 the prefix may stand for an imported model.
    for (const Import& import : models_[model_].imports) {
        const Indexes& items = items_[import.model];
        if (const auto found = items.find(local); found != items.end())
            return found->second;
    }
    return std::nullopt;
}

void TypeNames::resolve(TypeRef& type, std::size_t line, Reasons& reasons) const {
    if (const auto index = find(type.name)) {
        type.index = *index;
        return;
    }
    reasons.push_back(reason_at("DMN_TYPE", line, "there is no type '" + type.name + "'"));
}

std::size_t built_in_type_count() {
    return built_in_types.size();
}

TypeNames compile_types(Definitions& definitions, Types& types, Reasons& reasons) {
    TypeNames names(definitions.models);
    const std::size_t first_item = built_in_types.size();
    for (std::size_t i = 0; i < definitions.items.size(); ++i) {
        const ItemDefinition& item = definitions.items[i];
        if (!names.add_item(item.model, item.name, first_item + i) && !item.name.empty()) {
            reasons.push_back(
                reason_at("DMN_NAME", item.line, "type '" + item.name + "' is defined twice"));
        }
    }
    for (const BuiltIn& built_in : built_in_types) {
        names.add_built_in(built_in.name, types.size());
        types.push_back({built_in.name, built_in.form, built_in.kind, 0, {}, {}, {}});
    }
    types.resize(first_item + definitions.items.size());
    TypeCompiler compiler(types, names, reasons);
    for (std::size_t i = 0; i < definitions.items.size(); ++i) {
        names.look_from(definitions.items[i].model);
        compiler.fill(first_item + i, definitions.items[i]);
    }
    check_chains(definitions.items, types, first_item, reasons);
    return names;
}

}  // namespace foerderwerk::dmn
