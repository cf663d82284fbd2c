// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/warm_cases.hpp"

namespace foerderwerk::operations {

std::shared_ptr<const cases::CaseState> WarmCases::find(const std::string& case_id,
                                                        const std::string& last_leaf) {
    const std::lock_guard lock(mutex_);
    const auto known = by_id_.find(case_id);
    if (known == by_id_.end() || known->second->last_leaf != last_leaf) {
        return nullptr;
    }
    cases_.splice(cases_.begin(), cases_, known->second);
    return known->second->state;
}

WarmCases::Latest WarmCases::latest(const std::string& case_id) {
    const std::lock_guard lock(mutex_);
    const auto known = by_id_.find(case_id);
    return known != by_id_.end() ? *known->second : Latest{};
}

void WarmCases::keep(const std::string& last_leaf, std::shared_ptr<const cases::CaseState> state) {
    const std::lock_guard lock(mutex_);
    const std::string case_id = state->id.text();
    const auto known = by_id_.find(case_id);
    if (known != by_id_.end()) {
        *known->second = {.last_leaf = last_leaf, .state = std::move(state)};
        cases_.splice(cases_.begin(), cases_, known->second);
        return;
    }
    cases_.push_front({.last_leaf = last_leaf, .state = std::move(state)});
    by_id_.emplace(case_id, cases_.begin());
    if (cases_.size() > most_) {
        by_id_.erase(cases_.back().state->id.text());
        cases_.pop_back();
    }
}

void WarmCases::forget(const std::string& case_id) {
    const std::lock_guard lock(mutex_);
    const auto known = by_id_.find(case_id);
    if (known != by_id_.end()) {
        cases_.erase(known->second);
        by_id_.erase(known);
    }
}

}  // namespace foerderwerk::operations
