// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/feel/arguments.hpp"
#include "engine/feel/compare.hpp"

namespace foerderwerk::feel {

namespace {

// Place of the item that a position names (from 1, negative from the end), or an end beyond it.
std::optional<std::size_t> place_of(std::int64_t position, std::size_t size) {
    const auto count = static_cast<std::int64_t>(size);
    if (position == 0 || position > count || position < -count) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(position > 0 ? position - 1 : count + position);
}

bool same(Arguments& arguments, const Value& a, const Value& b) {
    return arguments.evaluator().charge(1) && equals(a, b, arguments.services()) == true;
}

bool holds(Arguments& arguments, const List& list, const Value& value) {
    return std::ranges::any_of(list,
                               [&](const Value& item) { return same(arguments, item, value); });
}

Value list_contains(Arguments& arguments) {
    const List* list = arguments.list(0);
    return list == nullptr ? arguments.wrong() : Value(holds(arguments, *list, arguments.at(1)));
}

Value count(Arguments& arguments) {
    const List* list = arguments.list(0);
    return list == nullptr ? arguments.wrong() : Value(static_cast<std::int64_t>(list->size()));
}

Value sublist(Arguments& arguments) {
    const List* list = arguments.list(0);
    const auto start = list == nullptr ? std::nullopt : arguments.integer(1);
    if (!start) {
        return arguments.wrong();
    }
    const auto from = place_of(*start, list->size());
    std::size_t length = from ? list->size() - *from : 0;
    if (from && arguments.has(2)) {
        const auto wanted = arguments.integer(2);
        if (!wanted) {
            return arguments.wrong();
        }
        if (*wanted < 0 || static_cast<std::size_t>(*wanted) > length) {
            return arguments.error("the length is outside the list");
        }
        length = static_cast<std::size_t>(*wanted);
    }
    if (!from) {
        return arguments.error("the start is outside the list");
    }
    const auto begin = list->begin() + static_cast<std::ptrdiff_t>(*from);
    return arguments.evaluator().checked(List(begin, begin + static_cast<std::ptrdiff_t>(length)));
}

Value append(Arguments& arguments) {
    const List* list = arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    List result = *list;
    for (std::size_t i = 1; i < arguments.count(); ++i) {
        result.push_back(arguments.at(i));
    }
    return arguments.evaluator().checked(std::move(result));
}

Value concatenate(Arguments& arguments) {
    List result;
    for (std::size_t i = 0; i < arguments.count(); ++i) {
        const List* list = arguments.list(i);
        if (list == nullptr) {
            return arguments.wrong();
        }
        if (!arguments.evaluator().charge(list->size())) {
            return {};
        }
        result.insert(result.end(), list->begin(), list->end());
    }
    return arguments.evaluator().checked(std::move(result));
}

Value insert_before(Arguments& arguments) {
    const List* list = arguments.list(0);
    const auto position = list == nullptr ? std::nullopt : arguments.integer(1);
    if (!position) {
        return arguments.wrong();
    }
    const auto place = place_of(*position, list->size());
    if (!place) {
        return arguments.error("the position is outside the list");
    }
    List result = *list;
    result.insert(result.begin() + static_cast<std::ptrdiff_t>(*place), arguments.at(2));
    return arguments.evaluator().checked(std::move(result));
}

Value remove(Arguments& arguments) {
    const List* list = arguments.list(0);
    const auto position = list == nullptr ? std::nullopt : arguments.integer(1);
    if (!position) {
        return arguments.wrong();
    }
    const auto place = place_of(*position, list->size());
    if (!place) {
        return arguments.error("the position is outside the list");
    }
    List result = *list;
    result.erase(result.begin() + static_cast<std::ptrdiff_t>(*place));
    return arguments.evaluator().checked(std::move(result));
}

// The second argument is a position, or a function that says of (item, new item) whether to.
Value list_replace(Arguments& arguments) {
    const List* list = arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    List result = *list;
    if (arguments.at(1).kind() == Kind::function) {
        for (Value& item : result) {
            const Value verdict =
                arguments.evaluator().call(arguments.at(1), {item, arguments.at(2)});
            if (verdict.kind() != Kind::boolean) {
                return arguments.error("the match is not true or false");
            }
            if (arguments.evaluator().look(verdict).as_boolean()) {
                item = arguments.at(2);
            }
        }
        return arguments.evaluator().checked(std::move(result));
    }
    const auto position = arguments.integer(1);
    if (!position) {
        return arguments.wrong();
    }
    const auto place = place_of(*position, list->size());
    if (!place) {
        return arguments.error("the position is outside the list");
    }
    result[*place] = arguments.at(2);
    return arguments.evaluator().checked(std::move(result));
}

Value reverse(Arguments& arguments) {
    const List* list = arguments.list(0);
    return list == nullptr ? arguments.wrong()
                           : arguments.evaluator().checked(List(list->rbegin(), list->rend()));
}

Value index_of(Arguments& arguments) {
    const List* list = arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    List places;
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (same(arguments, (*list)[i], arguments.at(1))) {
            places.emplace_back(static_cast<std::int64_t>(i + 1));
        }
    }
    return arguments.evaluator().checked(std::move(places));
}

// The items of all arguments, each once; the first of equal ones stays.
Value union_of(Arguments& arguments) {
    List result;
    for (std::size_t i = 0; i < arguments.count(); ++i) {
        const List* list = arguments.list(i);
        if (list == nullptr) {
            return arguments.wrong();
        }
        for (const Value& item : *list) {
            if (!holds(arguments, result, item)) {
                result.push_back(item);
            }
            if (arguments.evaluator().stopped()) {
                return {};
            }
        }
    }
    return arguments.evaluator().checked(std::move(result));
}

void flatten_into(Evaluator& evaluator, const List& list, List& result) {
    for (const Value& item : list) {
        if (!evaluator.charge(1)) {
            return;
        }
        if (item.kind() == Kind::list) {
            flatten_into(evaluator, item.as_list(), result);
        } else {
            result.push_back(item);
        }
    }
}

Value flatten(Arguments& arguments) {
    const List* list = arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    List result;
    flatten_into(arguments.evaluator(), *list, result);
    return arguments.evaluator().checked(std::move(result));
}

// Whether `a` must stand before `b`; nullopt when that cannot be said.
std::optional<bool> precedes(Arguments& arguments, const Value& a, const Value& b) {
    Evaluator& evaluator = arguments.evaluator();
    if (!evaluator.charge(1)) {
        return std::nullopt;
    }
    if (arguments.count() < 2) {
        evaluator.look_inside(a);
        evaluator.look_inside(b);
        const auto found = order(a, b, arguments.services());
        return found ? std::optional(*found < 0) : std::nullopt;
    }
    const Value verdict = evaluator.call(arguments.at(1), {a, b});
    return verdict.kind() == Kind::boolean ? std::optional(evaluator.look(verdict).as_boolean())
                                           : std::nullopt;
}

// A merge sort of our own: the order comes from the definition and may contradict itself, which
// std::sort does not survive.
bool merge_sort(Arguments& arguments, std::span<Value> items, List& space) {
    if (items.size() < 2) {
        return true;
    }
    const std::size_t half = items.size() / 2;
    if (!merge_sort(arguments, items.first(half), space) ||
        !merge_sort(arguments, items.subspan(half), space)) {
        return false;
    }
    space.clear();
    std::size_t left = 0;
    std::size_t right = half;
    while (left < half && right < items.size()) {
        const auto before = precedes(arguments, items[right], items[left]);
        if (!before) {
            return false;
        }
        space.push_back(items[*before ? right++ : left++]);
    }
    while (left < half) {
        space.push_back(items[left++]);
    }
    // What is left on the right already stands in its place.
    std::ranges::copy(space, items.begin());
    return true;
}

Value sort(Arguments& arguments) {
    const List* list = arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    List result = *list;
    List space;
    if (!merge_sort(arguments, result, space)) {
        return arguments.error("the items have no order");
    }
    return arguments.evaluator().checked(std::move(result));
}

}  // namespace

std::span<const Builtin> list_builtins() {
    static const Builtin builtins[] = {
        {"list contains", "list,element", list_contains},
        {"count", "list", count, true},
        {"sublist", "list,start position,length?", sublist, true},
        {"append", "list,item*", append, true},
        {"concatenate", "list*", concatenate, true},
        {"insert before", "list,position,newItem", insert_before, true},
        {"remove", "list,position", remove, true},
        {"list replace", "list,position,newItem;list,match,newItem", list_replace, true},
        {"reverse", "list", reverse, true},
        {"index of", "list,match", index_of},
        {"union", "list*", union_of},
        {"distinct values", "list", union_of},
        {"flatten", "list", flatten, true},
        {"sort", "list,precedes?", sort, true},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
