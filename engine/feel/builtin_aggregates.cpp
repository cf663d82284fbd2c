// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/arguments.hpp"
#include "engine/feel/compare.hpp"

namespace foerderwerk::feel {

namespace {

template <bool Smallest>
Value extreme(Arguments& arguments) {
    const List* list = arguments.list_or_all();
    if (list == nullptr) {
        return arguments.wrong();
    }
    if (list->empty()) {
        return {};
    }
    const Value* found = &list->front();
    for (const Value& item : *list) {
        const auto place = order(item, *found, arguments.services());
        if (!place) {
            return arguments.error("the items have no order");
        }
        found = (Smallest ? *place < 0 : *place > 0) ? &item : found;
    }
    return *found;
}

// The numbers of the list or of all arguments; nullopt with a reason for any other item.
std::optional<std::vector<Decimal>> numbers(Arguments& arguments, Value& failure) {
    const List* list = arguments.list_or_all();
    if (list == nullptr) {
        failure = arguments.wrong();
        return std::nullopt;
    }
    std::vector<Decimal> result;
    for (const Value& item : *list) {
        if (item.kind() != Kind::number) {
            failure = arguments.error("not a list of numbers");
            return std::nullopt;
        }
        result.push_back(item.as_number());
    }
    return result;
}

std::optional<Decimal> total(const std::vector<Decimal>& numbers) {
    std::optional<Decimal> sum = Decimal();
    for (const Decimal& number : numbers) {
        sum = sum ? sum->plus(number) : std::nullopt;
    }
    return sum;
}

// Calls `function` with the numbers; no number at all gives null.
template <class Function>
Value of_numbers(Arguments& arguments, Function function) {
    Value failure;
    const auto list = numbers(arguments, failure);
    if (!list) {
        return failure;
    }
    if (list->empty()) {
        return {};
    }
    const std::optional<Decimal> result = function(*list);
    return result ? Value(*result) : arguments.error("no result");
}

Decimal size_of(const std::vector<Decimal>& numbers) {
    return Decimal::from_int(static_cast<std::int64_t>(numbers.size()));
}

std::optional<Decimal> average(const std::vector<Decimal>& numbers) {
    const auto sum = total(numbers);
    return sum ? sum->divided_by(size_of(numbers)) : std::nullopt;
}

Value sum(Arguments& arguments) {
    return of_numbers(arguments, total);
}

Value mean(Arguments& arguments) {
    return of_numbers(arguments, average);
}

Value product(Arguments& arguments) {
    return of_numbers(arguments, [](const std::vector<Decimal>& numbers) {
        std::optional<Decimal> result = Decimal::from_int(1);
        for (const Decimal& number : numbers) {
            result = result ? result->times(number) : std::nullopt;
        }
        return result;
    });
}

Value median(Arguments& arguments) {
    return of_numbers(arguments, [](std::vector<Decimal> numbers) -> std::optional<Decimal> {
        std::ranges::sort(numbers);
        const std::size_t half = numbers.size() / 2;
        return numbers.size() % 2 == 1 ? numbers[half]
                                       : average({numbers[half - 1], numbers[half]});
    });
}

// The standard deviation of a sample: the squares are divided by one less than their number.
Value standard_deviation(Arguments& arguments) {
    return of_numbers(arguments, [](const std::vector<Decimal>& numbers) {
        const auto mean_value = average(numbers);
        std::optional<Decimal> squares = Decimal();
        for (const Decimal& number : numbers) {
            const auto distance = mean_value ? number.minus(*mean_value) : std::nullopt;
            const auto square = distance ? distance->times(*distance) : std::nullopt;
            squares = squares && square ? squares->plus(*square) : std::nullopt;
        }
        const auto degrees = size_of(numbers).minus(Decimal::from_int(1));
        const auto variance = squares ? squares->divided_by(*degrees) : std::nullopt;
        return variance ? variance->square_root() : std::nullopt;
    });
}

// All of the most frequent numbers, in ascending order.
Value mode(Arguments& arguments) {
    Value failure;
    auto list = numbers(arguments, failure);
    if (!list) {
        return failure;
    }
    std::ranges::sort(*list);
    List result;
    std::ptrdiff_t most = 0;
    for (auto first = list->begin(); first != list->end();) {
        const auto last = std::find_if(first, list->end(),
                                       [&](const Decimal& number) { return number != *first; });
        if (last - first > most) {
            most = last - first;
            result.clear();
        }
        if (last - first == most) {
            result.emplace_back(*first);
        }
        first = last;
    }
    return arguments.evaluator().checked(std::move(result));
}

// `all` is decided by a false, `any` by a true; something that is neither leaves it open.
template <bool Decisive>
Value quantified(Arguments& arguments) {
    const List* list = arguments.list_or_all();
    if (list == nullptr) {
        return arguments.wrong();
    }
    bool open = false;
    for (const Value& item : *list) {
        if (item.kind() != Kind::boolean) {
            open = true;
        } else if (item.as_boolean() == Decisive) {
            return Decisive;
        }
    }
    return open ? arguments.error("not a list of true and false") : Value(!Decisive);
}

}  // namespace

std::span<const Builtin> aggregate_builtins() {
    static const Builtin builtins[] = {
        {"min", "list*", extreme<true>},
        {"max", "list*", extreme<false>},
        {"sum", "list*", sum},
        {"mean", "list*", mean},
        {"product", "list*", product},
        {"median", "list*", median},
        {"stddev", "list*", standard_deviation},
        {"mode", "list*", mode},
        {"all", "list*", quantified<false>},
        {"any", "list*", quantified<true>},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
