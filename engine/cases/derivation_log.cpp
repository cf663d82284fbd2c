// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/derivation_log.hpp"

#include <algorithm>
#include <ranges>

namespace foerderwerk::cases {

namespace {

constexpr std::size_t most_noted = 200;

feel::Value kept_for(const std::string& subject, feel::Value value) {
    return subject.empty() || value.is_null() ? value
                                              : feel::Value::personal(std::move(value), subject);
}

}  // namespace

void DerivationLog::note(Derivation derivation) {
    if (++noted_ <= most_noted) {
        pending_.push_back(std::move(derivation));
    }
}

void DerivationLog::end_expression(const std::string& subject) {
    last_asked_ = !pending_.empty();
    if (last_asked_) {
        expressions_.push_back({.subject = subject, .derivations = std::move(pending_)});
        pending_.clear();
    }
}

feel::Value DerivationLog::text_of(const Expression& expression) {
    std::string text;
    for (const Derivation& derivation : expression.derivations) {
        text += (text.empty() ? "" : " ") + derivation.text;
    }
    return kept_for(expression.subject, feel::Value(std::move(text)));
}

feel::Value DerivationLog::of_last_expression() const {
    return last_asked_ ? text_of(expressions_.back()) : feel::Value();
}

feel::Value DerivationLog::of_result(const feel::Value& date) const {
    for (const Expression& expression : std::views::reverse(expressions_)) {
        if (std::ranges::find(expression.derivations, date, &Derivation::result) !=
            expression.derivations.end()) {
            return text_of(expression);
        }
    }
    return {};
}

feel::List DerivationLog::all() const {
    feel::List list;
    for (const Expression& expression : expressions_) {
        for (const Derivation& derivation : expression.derivations) {
            feel::Context item;
            item.set("function", derivation.function);
            item.set("result", kept_for(expression.subject, derivation.result));
            item.set("text", kept_for(expression.subject, feel::Value(derivation.text)));
            feel::Value value(std::move(item));
            if (std::ranges::find(list, value) == list.end()) {
                list.push_back(std::move(value));
            }
        }
    }
    return list;
}

}  // namespace foerderwerk::cases
