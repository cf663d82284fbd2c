// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

const Value* Context::find(std::string_view name) const {
    for (const Entry& entry : entries_) {
        if (entry.first == name) {
            return &entry.second;
        }
    }
    return nullptr;
}

void Context::set(std::string name, Value value) {
    for (Entry& entry : entries_) {
        if (entry.first == name) {
            entry.second = std::move(value);
            return;
        }
    }
    entries_.emplace_back(std::move(name), std::move(value));
}

void Context::erase(std::string_view name) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.first == name; });
}

std::size_t Context::size() const {
    return entries_.size();
}

}  // namespace foerderwerk::feel
