// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/compare.hpp"

#include "engine/feel/temporal_arithmetic.hpp"

namespace foerderwerk::feel {

namespace {

using Order = std::optional<std::strong_ordering>;

Order order_moments(const std::optional<Moment>& a, const std::optional<Moment>& b) {
    if (!a || !b || a->local != b->local) {
        return std::nullopt;
    }
    // The standard compares times by their whole seconds.
    return std::chrono::floor<std::chrono::seconds>(a->time_of_day) +
               std::chrono::seconds(a->day.time_since_epoch()) <=>
           std::chrono::floor<std::chrono::seconds>(b->time_of_day) +
               std::chrono::seconds(b->day.time_since_epoch());
}

std::optional<bool> equal_lists(const List& a, const List& b, const Services* services) {
    if (a.size() != b.size()) {
        return false;
    }
    bool known = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto same = equals(a[i], b[i], services);
        if (same == false) {
            return false;
        }
        known = known && same.has_value();
    }
    return known ? std::optional(true) : std::nullopt;
}

std::optional<bool> equal_contexts(const Context& a, const Context& b, const Services* services) {
    if (a.size() != b.size()) {
        return false;
    }
    bool known = true;
    for (const auto& [name, value] : a.entries()) {
        const Value* other = b.find(name);
        const auto same = other == nullptr ? false : equals(value, *other, services);
        if (same == false) {
            return false;
        }
        known = known && same.has_value();
    }
    return known ? std::optional(true) : std::nullopt;
}

std::optional<bool> equal_ranges(const Range& a, const Range& b, const Services* services) {
    if (a.form != b.form || a.start_included != b.start_included ||
        a.end_included != b.end_included) {
        return false;
    }
    const auto start = equals(a.start, b.start, services);
    return start == true ? equals(a.end, b.end, services) : start;
}

}  // namespace

std::optional<std::strong_ordering> order(const Value& a, const Value& b,
                                          const Services* services) {
    if (a.kind() != b.kind()) {
        return std::nullopt;
    }
    switch (a.kind()) {
        case Kind::number:
            return a.as_number() <=> b.as_number();
        case Kind::string:
            // UTF-8 keeps the order of the code points.
            return a.as_string().compare(b.as_string()) <=> 0;
        case Kind::date:
            return a.as_date() <=> b.as_date();
        case Kind::time:
            return order_moments(moment_of(a.as_time(), services),
                                 moment_of(b.as_time(), services));
        case Kind::date_time:
            return order_moments(moment_of(a.as_date_time(), services),
                                 moment_of(b.as_date_time(), services));
        case Kind::days_time_duration:
            return a.as_days_time_duration() <=> b.as_days_time_duration();
        case Kind::years_months_duration:
            return a.as_years_months_duration() <=> b.as_years_months_duration();
        case Kind::null:
        case Kind::boolean:
        case Kind::list:
        case Kind::context:
        case Kind::range:
        case Kind::function:
            break;
    }
    return std::nullopt;
}

std::optional<bool> equals(const Value& a, const Value& b, const Services* services) {
    if (a.is_null() || b.is_null()) {
        return a.is_null() && b.is_null();
    }
    if (a.kind() != b.kind()) {
        return std::nullopt;
    }
    switch (a.kind()) {
        case Kind::boolean:
            return a.as_boolean() == b.as_boolean();
        case Kind::list:
            return equal_lists(a.as_list(), b.as_list(), services);
        case Kind::context:
            return equal_contexts(a.as_context(), b.as_context(), services);
        case Kind::range:
            return equal_ranges(a.as_range(), b.as_range(), services);
        case Kind::null:
        case Kind::function:
            return std::nullopt;
        case Kind::string:
            return a.as_string() == b.as_string();
        case Kind::time:
            if (a.as_time() == b.as_time()) {
                return true;  // also in a zone that nobody can look up
            }
            break;
        case Kind::date_time:
            if (a.as_date_time() == b.as_date_time()) {
                return true;
            }
            break;
        case Kind::number:
        case Kind::date:
        case Kind::days_time_duration:
        case Kind::years_months_duration:
            break;
    }
    const auto found = order(a, b, services);
    return found ? std::optional(*found == std::strong_ordering::equal) : std::nullopt;
}

std::optional<bool> contains(const Range& range, const Value& value, const Services* services) {
    if (range.form == RangeForm::equal || range.form == RangeForm::unequal) {
        const auto same = equals(value, range.start, services);
        return same ? std::optional(*same == (range.form == RangeForm::equal)) : std::nullopt;
    }
    std::optional<bool> above = true;
    std::optional<bool> below = true;
    if (!range.start.is_null()) {
        const auto found = order(value, range.start, services);
        above = found ? std::optional(*found > 0 || (range.start_included && *found == 0))
                      : std::nullopt;
    }
    if (!range.end.is_null()) {
        const auto found = order(value, range.end, services);
        below =
            found ? std::optional(*found < 0 || (range.end_included && *found == 0)) : std::nullopt;
    }
    if (value.is_null() || !above || !below) {
        return std::nullopt;
    }
    return *above && *below;
}

Value make_range(Range range, const Services* services) {
    if (range.form == RangeForm::equal || range.form == RangeForm::unequal) {
        return range;
    }
    const auto ordered = [&](const Value& end) {
        return end.is_null() || order(end, end, services).has_value();
    };
    if (!ordered(range.start) || !ordered(range.end)) {
        return Value::error("the ends of a range have no order");
    }
    if (!range.start.is_null() && !range.end.is_null()) {
        const auto found = order(range.start, range.end, services);
        if (!found) {
            return Value::error("the ends of a range cannot be compared");
        }
        if (*found > 0) {
            return Value::error("a range ends before it starts");
        }
    }
    return range;
}

}  // namespace foerderwerk::feel
