// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/value.hpp"

#include <algorithm>
#include <array>

#include "engine/feel/function.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::feel {

template <class Content>
struct Value::Nested {
    Content content;
    int depth;
    std::size_t weight;
};

namespace {

// What std::string stores without an allocation in libstdc++.
constexpr std::size_t short_text_max = 15;

struct Extent {
    int depth = 0;
    std::size_t weight = 1;
    void add(const Value& part) {
        depth = std::max(depth, part.nesting() + 1);
        weight += part.weight();
    }
};

Extent extent_of(const List& list) {
    Extent extent{.depth = 1};
    for (const Value& item : list) {
        extent.add(item);
    }
    return extent;
}

Extent extent_of(const Context& context) {
    Extent extent{.depth = 1};
    for (const auto& [name, value] : context.entries()) {
        extent.add(value);
    }
    return extent;
}

Extent extent_of(const Range& range) {
    Extent extent{.depth = 1};
    extent.add(range.start);
    extent.add(range.end);
    return extent;
}

template <class Content>
const Content& require(const std::shared_ptr<const Content>* content) {
    FOERDERWERK_REQUIRE(content != nullptr, "a FEEL value was read as another kind than it has");
    return **content;
}

template <class Content>
const Content& require(const Content* content) {
    FOERDERWERK_REQUIRE(content != nullptr, "a FEEL value was read as another kind than it has");
    return *content;
}

Value mark_leaf(Value value, const std::string& subject, const std::string& part);

Value mark_parts(const Value& value, const std::string& subject, const std::string& part) {
    if (value.kind() == Kind::list) {
        List marked;
        for (const Value& item : value.as_list()) {
            marked.push_back(mark_leaf(item, subject, part));
        }
        return marked;
    }
    Context marked;
    for (const auto& [name, member] : value.as_context().entries()) {
        marked.set(name, mark_leaf(member, subject, part));
    }
    return marked;
}

Value mark_leaf(Value value, const std::string& subject, const std::string& part) {
    if (value.kind() == Kind::list || value.kind() == Kind::context) {
        return mark_parts(value, subject, part);
    }
    return Value::personal(std::move(value), subject, part);
}

}  // namespace

Value::Value(std::string value) {
    if (value.size() <= short_text_max) {
        data_ = std::move(value);
    } else {
        data_ = std::make_shared<const std::string>(std::move(value));
    }
}

Value::Value(Time value) : data_(std::make_shared<const Time>(std::move(value))) {}

Value::Value(DateTime value) : data_(std::make_shared<const DateTime>(std::move(value))) {}

template <class Content>
void Value::share(Content content) {
    const Extent extent = extent_of(content);
    if (extent.depth > nesting_max) {
        *this = error("lists and contexts are nested too deeply");
    } else if (extent.weight > weight_max) {
        *this = error("the value is too large");
    } else {
        data_ = std::make_shared<const Nested<Content>>(
            Nested<Content>{std::move(content), extent.depth, extent.weight});
    }
}

Value::Value(List value) {
    share(std::move(value));
}

Value::Value(Context value) {
    share(std::move(value));
}

Value::Value(Range value) {
    share(std::move(value));
}

Value Value::error(std::string reason) {
    Value value;
    value.data_ = Null{std::make_shared<const std::string>(std::move(reason))};
    return value;
}

Value Value::personal(Value value, std::string subject, std::string part) {
    const Value& inner = value.unmarked();
    if (inner.is_null()) {
        return inner;
    }
    if (inner.kind() == Kind::list || inner.kind() == Kind::context) {
        return mark_parts(inner, subject, part);
    }
    if (value.mark() != nullptr && value.mark()->subject == subject && part.empty()) {
        return value;  // keeps the sealed part it was read from
    }
    Value marked;
    marked.data_ =
        std::make_shared<const Personal>(Personal{std::move(subject), std::move(part), inner});
    return marked;
}

Kind Value::kind() const {
    // In the order of the variant's alternatives.
    static constexpr std::array kinds{
        Kind::null,
        Kind::boolean,
        Kind::number,
        Kind::string,
        Kind::string,
        Kind::date,
        Kind::time,
        Kind::date_time,
        Kind::days_time_duration,
        Kind::years_months_duration,
        Kind::list,
        Kind::context,
        Kind::range,
        Kind::function,
    };
    const std::size_t index = data_.index();
    return index < kinds.size() ? kinds[index] : unmarked().kind();
}

bool Value::is_error() const {
    const auto* null = std::get_if<Null>(&data_);
    return null != nullptr && null->reason != nullptr;
}

std::string Value::error_reason() const {
    return is_error() ? *std::get<Null>(data_).reason : std::string();
}

const Personal* Value::mark() const {
    const auto* personal = std::get_if<Shared<Personal>>(&data_);
    return personal == nullptr ? nullptr : personal->get();
}

const Value& Value::unmarked() const {
    const Personal* personal = mark();
    return personal == nullptr ? *this : personal->value;
}

bool Value::as_boolean() const {
    return require(std::get_if<bool>(&unmarked().data_));
}

const Decimal& Value::as_number() const {
    return require(std::get_if<Decimal>(&unmarked().data_));
}

const std::string& Value::as_string() const {
    const Value& value = unmarked();
    const auto* text = std::get_if<std::string>(&value.data_);
    return text != nullptr ? *text : require(std::get_if<Shared<std::string>>(&value.data_));
}

const LocalDate& Value::as_date() const {
    return require(std::get_if<LocalDate>(&unmarked().data_));
}

const Time& Value::as_time() const {
    return require(std::get_if<Shared<Time>>(&unmarked().data_));
}

const DateTime& Value::as_date_time() const {
    return require(std::get_if<Shared<DateTime>>(&unmarked().data_));
}

const DaysTimeDuration& Value::as_days_time_duration() const {
    return require(std::get_if<DaysTimeDuration>(&unmarked().data_));
}

const YearsMonthsDuration& Value::as_years_months_duration() const {
    return require(std::get_if<YearsMonthsDuration>(&unmarked().data_));
}

const List& Value::as_list() const {
    return require(std::get_if<Shared<Nested<List>>>(&unmarked().data_)).content;
}

const Context& Value::as_context() const {
    return require(std::get_if<Shared<Nested<Context>>>(&unmarked().data_)).content;
}

const Range& Value::as_range() const {
    return require(std::get_if<Shared<Nested<Range>>>(&unmarked().data_)).content;
}

const Function& Value::as_function() const {
    return require(std::get_if<Shared<Function>>(&unmarked().data_));
}

int Value::nesting() const {
    const Value& value = unmarked();
    if (const auto* list = std::get_if<Shared<Nested<List>>>(&value.data_)) {
        return (*list)->depth;
    }
    if (const auto* context = std::get_if<Shared<Nested<Context>>>(&value.data_)) {
        return (*context)->depth;
    }
    if (const auto* range = std::get_if<Shared<Nested<Range>>>(&value.data_)) {
        return (*range)->depth;
    }
    return kind() == Kind::function ? as_function().nesting() : 0;
}

std::size_t Value::weight() const {
    constexpr std::size_t text_step = 64;
    const Value& value = unmarked();
    if (const auto* list = std::get_if<Shared<Nested<List>>>(&value.data_)) {
        return (*list)->weight;
    }
    if (const auto* context = std::get_if<Shared<Nested<Context>>>(&value.data_)) {
        return (*context)->weight;
    }
    if (const auto* range = std::get_if<Shared<Nested<Range>>>(&value.data_)) {
        return (*range)->weight;
    }
    if (const auto* text = std::get_if<Shared<std::string>>(&value.data_)) {
        return 1 + (*text)->size() / text_step;
    }
    return kind() == Kind::function ? as_function().weight() : 1;
}

const Value* Value::find(std::string_view member) const {
    const auto* context = std::get_if<Shared<Nested<Context>>>(&unmarked().data_);
    return context == nullptr ? nullptr : (*context)->content.find(member);
}

namespace {

bool same_entries(const Context& a, const Context& b) {
    return a.size() == b.size() &&
           std::all_of(a.entries().begin(), a.entries().end(), [&](const Context::Entry& entry) {
               const Value* other = b.find(entry.first);
               return other != nullptr && *other == entry.second;
           });
}

bool same_range(const Range& a, const Range& b) {
    return a.form == b.form && a.start_included == b.start_included &&
           a.end_included == b.end_included && a.start == b.start && a.end == b.end;
}

}  // namespace

bool operator==(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) {
        return false;
    }
    switch (a.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return a.as_boolean() == b.as_boolean();
        case Kind::number:
            return a.as_number() == b.as_number();
        case Kind::string:
            return a.as_string() == b.as_string();
        case Kind::date:
            return a.as_date() == b.as_date();
        case Kind::time:
            return a.as_time() == b.as_time();
        case Kind::date_time:
            return a.as_date_time() == b.as_date_time();
        case Kind::days_time_duration:
            return a.as_days_time_duration() == b.as_days_time_duration();
        case Kind::years_months_duration:
            return a.as_years_months_duration() == b.as_years_months_duration();
        case Kind::list:
            return a.as_list() == b.as_list();
        case Kind::context:
            return same_entries(a.as_context(), b.as_context());
        case Kind::range:
            return same_range(a.as_range(), b.as_range());
        case Kind::function:
            return &a.as_function() == &b.as_function();
    }
    return false;
}

}  // namespace foerderwerk::feel
