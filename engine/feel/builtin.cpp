// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/builtin.hpp"

#include <map>

namespace foerderwerk::feel {

namespace {

Signature parse_signature(std::string_view text) {
    Signature signature;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        std::string_view name = text.substr(0, comma);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
        name.remove_prefix(name.find_first_not_of(' '));
        const bool optional = name.ends_with('?');
        signature.variadic = name.ends_with('*');
        if (optional || signature.variadic) {
            name.remove_suffix(1);
        }
        signature.names.emplace_back(name);
        signature.required += optional ? 0 : 1;
    }
    return signature;
}

std::vector<Builtin> collect() {
    std::vector<Builtin> all;
    for (const auto group :
         {conversion_builtins(), string_builtins(), number_builtins(), list_builtins(),
          aggregate_builtins(), context_builtins(), temporal_builtins(), range_builtins()}) {
        for (Builtin builtin : group) {
            std::string_view rest = builtin.parameters;
            while (true) {
                const std::size_t end = rest.find(';');
                builtin.signatures.push_back(parse_signature(rest.substr(0, end)));
                if (end == std::string_view::npos) {
                    break;
                }
                rest.remove_prefix(end + 1);
            }
            all.push_back(std::move(builtin));
        }
    }
    return all;
}

}  // namespace

const std::vector<Builtin>& all_builtins() {
    static const std::vector<Builtin> all = collect();
    return all;
}

const Builtin* find_builtin(std::string_view name) {
    static const std::map<std::string_view, const Builtin*> by_name = [] {
        std::map<std::string_view, const Builtin*> names;
        for (const Builtin& builtin : all_builtins()) {
            names.emplace(builtin.name, &builtin);
        }
        return names;
    }();
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

}  // namespace foerderwerk::feel
