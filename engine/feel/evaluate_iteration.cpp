// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/evaluator.hpp"
#include "engine/feel/temporal_arithmetic.hpp"

namespace foerderwerk::feel {

/// What the turns of one `for`, `some` or `every` have in common.
struct Evaluator::Loop {
    const IterationNode& node;
    List results;
    Truth verdict;
    Value failure;
};

Value Evaluator::visit(const IterationNode& node) {
    Loop loop{node, {}, node.iteration == Iteration::every, {}};
    const Scope* outer = scope_;
    iterate(loop, 0);
    scope_ = outer;
    if (loop.failure.is_error()) {
        return loop.failure;
    }
    if (node.iteration == Iteration::for_each) {
        return checked(std::move(loop.results));
    }
    return loop.verdict ? Value(*loop.verdict) : Value();
}

// Each of these gives false when no further turn is needed.
bool Evaluator::iterate(Loop& loop, std::size_t iterator) {
    if (iterator == loop.node.iterators.size()) {
        return finish_turn(loop);
    }
    const IterationNode::Iterator& current = loop.node.iterators[iterator];
    const Value domain = evaluate(*current.domain);
    if (current.domain_end == nullptr) {
        return iterate_over(loop, iterator, domain);
    }
    const Value end = evaluate(*current.domain_end);
    return iterate_between(loop, iterator, {look(domain), look(end), true, true});
}

bool Evaluator::iterate_over(Loop& loop, std::size_t iterator, const Value& domain) {
    if (domain.is_null()) {
        loop.failure = domain.is_error() ? domain : error("iteration over null");
        return false;
    }
    if (domain.kind() == Kind::range) {
        return iterate_between(loop, iterator, domain.as_range());
    }
    if (domain.kind() != Kind::list) {
        return turn(loop, iterator, domain);
    }
    for (const Value& item : domain.as_list()) {
        if (!turn(loop, iterator, item)) {
            return false;
        }
    }
    return true;
}

// Towards a smaller end it runs downwards; an end that the range excludes is left out.
bool Evaluator::iterate_between(Loop& loop, std::size_t iterator, const Range& range) {
    const bool dates = range.start.kind() == Kind::date && range.end.kind() == Kind::date;
    const auto place = [&](const Value& value) -> std::optional<std::int64_t> {
        if (dates) {
            return std::chrono::sys_days(value.as_date()).time_since_epoch().count();
        }
        return value.kind() == Kind::number ? value.as_number().to_int64() : std::nullopt;
    };
    const auto first = place(range.start);
    const auto last = place(range.end);
    if (!first || !last) {
        loop.failure = error("iteration needs two whole numbers or two dates");
        return false;
    }
    const std::int64_t step = *first <= *last ? 1 : -1;
    for (std::int64_t i = *first;; i += step) {
        const Value value =
            dates ? Value(LocalDate(std::chrono::sys_days(std::chrono::days(i)))) : Value(i);
        const bool excluded =
            (i == *first && !range.start_included) || (i == *last && !range.end_included);
        if (!excluded && !turn(loop, iterator, value)) {
            return false;
        }
        if (i == *last) {
            return true;
        }
    }
}

bool Evaluator::turn(Loop& loop, std::size_t iterator, const Value& value) {
    if (!charge(1)) {
        return false;
    }
    const Scope scope{scope_, loop.node.iterators[iterator].name, &value, nullptr};
    const Scope* outer = scope_;
    scope_ = &scope;
    const bool more = iterate(loop, iterator + 1);
    scope_ = outer;
    return more;
}

bool Evaluator::finish_turn(Loop& loop) {
    if (loop.node.iteration == Iteration::for_each) {
        const Value partial = loop.node.uses_partial ? checked(loop.results) : Value();
        loop.results.push_back(
            evaluate_in(Scope{scope_, "partial", &partial, nullptr}, *loop.node.body));
        if (loop.results.size() > environment_.limits.list_length_max) {
            stop("a list is too long");
        }
        return !stopped();
    }
    const Value result = evaluate(*loop.node.body);
    const Value& verdict = look(result);
    if (verdict.kind() != Kind::boolean) {
        loop.verdict = std::nullopt;
        return !stopped();
    }
    const bool decides = verdict.as_boolean() == (loop.node.iteration == Iteration::some);
    if (decides) {
        loop.verdict = verdict.as_boolean();
    }
    return !decides && !stopped();
}

}  // namespace foerderwerk::feel
