// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/arguments.hpp"

namespace foerderwerk::feel {

namespace {

// Writes the entry and counts what finding its place costs; false beyond the limit of steps.
bool put(Arguments& arguments, Context& context, const std::string& name, Value value) {
    if (!arguments.evaluator().charge(1 + context.size() / 8)) {
        return false;
    }
    context.set(name, std::move(value));
    return true;
}

Value made(Arguments& arguments, Context context) {
    Value value(std::move(context));
    return value.is_error() ? arguments.error(value.error_reason()) : value;
}

Value get_value(Arguments& arguments) {
    const Value* context = arguments.of_kind(0, Kind::context);
    const std::string* key = context == nullptr ? nullptr : arguments.text(1);
    if (key == nullptr) {
        return arguments.wrong();
    }
    const Value* found = context->find(*key);
    return found == nullptr ? Value() : *found;
}

Value get_entries(Arguments& arguments) {
    const Value* context = arguments.of_kind(0, Kind::context);
    if (context == nullptr) {
        return arguments.wrong();
    }
    List entries;
    for (const auto& [name, value] : context->as_context().entries()) {
        Context entry;
        entry.set("key", name);
        entry.set("value", value);
        entries.emplace_back(std::move(entry));
    }
    return arguments.evaluator().checked(std::move(entries));
}

Value context_of(Arguments& arguments) {
    const List* entries = arguments.list(0);
    if (entries == nullptr) {
        return arguments.wrong();
    }
    Context context;
    for (const Value& entry : *entries) {
        const Value* key = entry.find("key");
        const Value* value = entry.find("value");
        if (key == nullptr || value == nullptr || key->kind() != Kind::string) {
            return arguments.error("an entry without key or value");
        }
        const std::string& name = arguments.evaluator().look(*key).as_string();
        if (context.find(name) != nullptr) {
            return arguments.error("a key twice: " + name);
        }
        if (!put(arguments, context, name, *value)) {
            return {};
        }
    }
    return made(arguments, std::move(context));
}

// `context` with `value` at the end of the path; the contexts on the way must be there.
std::optional<Value> put_at(Arguments& arguments, const Value& context, std::span<const Value> path,
                            const Value& value) {
    if (path.empty()) {
        return value;
    }
    const Value& key = arguments.evaluator().look(path.front());
    if (context.kind() != Kind::context || key.kind() != Kind::string ||
        !arguments.evaluator().charge(1 + context.as_context().size())) {
        return std::nullopt;
    }
    Context changed = context.as_context();
    const Value* old = changed.find(key.as_string());
    const auto inner = put_at(arguments, old == nullptr ? Value() : *old, path.subspan(1), value);
    if (!inner) {
        return std::nullopt;
    }
    changed.set(key.as_string(), *inner);
    return made(arguments, std::move(changed));
}

Value context_put(Arguments& arguments) {
    const Value* context = arguments.of_kind(0, Kind::context);
    if (context == nullptr) {
        return arguments.wrong();
    }
    const List* path = arguments.list(1);
    if (path == nullptr) {
        return arguments.wrong();
    }
    constexpr std::size_t path_length_max = Value::nesting_max;
    const bool one_key = !arguments.is_named(1, "key") || path->size() == 1;
    if (path->empty() || path->size() > path_length_max || !one_key) {
        return arguments.error("no key, or too many");
    }
    const auto result = put_at(arguments, *context, *path, arguments.at(2));
    return result ? *result : arguments.error("the keys do not lead to a context");
}

Value context_merge(Arguments& arguments) {
    const List* contexts = arguments.list(0);
    if (contexts == nullptr) {
        return arguments.wrong();
    }
    Context merged;
    for (const Value& context : *contexts) {
        if (context.kind() != Kind::context) {
            return arguments.error("not a list of contexts");
        }
        for (const auto& [name, value] : context.as_context().entries()) {
            if (!put(arguments, merged, name, value)) {
                return {};
            }
        }
    }
    return made(arguments, std::move(merged));
}

}  // namespace

std::span<const Builtin> context_builtins() {
    static const Builtin builtins[] = {
        {"get value", "m,key", get_value, true},
        {"get entries", "m", get_entries, true},
        {"context", "entries", context_of, true},
        {"context put", "context,key,value;context,keys,value", context_put, true},
        {"context merge", "contexts", context_merge, true},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
