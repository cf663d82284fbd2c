// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/value_json.hpp"

#include <algorithm>
#include <array>

#include "engine/feel/compare.hpp"
#include "engine/feel/temporal_text.hpp"

namespace foerderwerk::feel {

namespace {

using Written = Result<Json, std::string>;
using Opened = Result<Value, std::string>;

constexpr std::array<std::string_view, 8> reserved{"number",   "date",  "time",   "dateTime",
                                                   "duration", "range", "sealed", "context"};

constexpr std::array<std::pair<RangeForm, std::string_view>, 6> range_forms{{
    {RangeForm::less, "<"},
    {RangeForm::less_equal, "<="},
    {RangeForm::greater, ">"},
    {RangeForm::greater_equal, ">="},
    {RangeForm::equal, "="},
    {RangeForm::unequal, "!="},
}};

bool is_reserved(std::string_view name) {
    return std::ranges::find(reserved, name) != reserved.end();
}

Json tagged(const char* name, Json content) {
    return json_object(name, std::move(content));
}

Written write_list(const List& list, const SealPart& seal) {
    Json::Array array;
    for (const Value& item : list) {
        Written written = to_json(item, seal);
        if (!written.has_value()) {
            return written;
        }
        array.push_back(std::move(*written));
    }
    return Json(std::move(array));
}

Written write_context(const Context& context, const SealPart& seal) {
    Json::Object object;
    for (const auto& [name, value] : context.entries()) {
        Written written = to_json(value, seal);
        if (!written.has_value()) {
            return written;
        }
        object.emplace_back(name, std::move(*written));
    }
    const bool ambiguous = object.size() == 1 && is_reserved(object.front().first);
    Json json(std::move(object));
    return ambiguous ? tagged("context", std::move(json)) : json;
}

Written write_range(const Range& range, const SealPart& seal) {
    Written start = to_json(range.start, seal);
    Written end = to_json(range.end, seal);
    if (!start.has_value() || !end.has_value()) {
        return start.has_value() ? end : start;
    }
    Json json = json_object("start", std::move(*start), "startIncluded", range.start_included,
                            "end", std::move(*end), "endIncluded", range.end_included);
    for (const auto& [form, text] : range_forms) {
        if (form == range.form) {
            json.set("form", text);
        }
    }
    return tagged("range", std::move(json));
}

Failure<std::string> wrong(std::string reason) {
    return Failure<std::string>(std::move(reason));
}

Opened read_array(const Json::Array& array, const OpenPart& open) {
    List list;
    for (const Json& item : array) {
        Opened opened = from_json(item, open);
        if (!opened.has_value()) {
            return opened;
        }
        list.push_back(std::move(*opened));
    }
    Value value(std::move(list));
    return value.is_error() ? Opened(wrong(value.error_reason())) : Opened(value);
}

Opened read_context(const Json& json, const OpenPart& open) {
    if (!json.is_object()) {
        return wrong("a context is no object");
    }
    Context context;
    for (const auto& [name, member] : json.as_object()) {
        Opened opened = from_json(member, open);
        if (!opened.has_value()) {
            return opened;
        }
        context.set(name, std::move(*opened));
    }
    Value value(std::move(context));
    return value.is_error() ? Opened(wrong(value.error_reason())) : Opened(value);
}

Opened read_range(const Json& json, const OpenPart& open) {
    const Json* start = json.find("start");
    const Json* end = json.find("end");
    const Json* start_included = json.find("startIncluded");
    const Json* end_included = json.find("endIncluded");
    if (start == nullptr || end == nullptr || start_included == nullptr ||
        !start_included->is_bool() || end_included == nullptr || !end_included->is_bool()) {
        return wrong("a range lacks a member");
    }
    Opened first = from_json(*start, open);
    Opened last = from_json(*end, open);
    if (!first.has_value() || !last.has_value()) {
        return first.has_value() ? last : first;
    }
    Range range{std::move(*first), std::move(*last), start_included->as_bool(),
                end_included->as_bool(), RangeForm::interval};
    const std::string form = json.text("form");
    const auto* known =
        std::ranges::find(range_forms, form, [](const auto& f) { return f.second; });
    if (known != range_forms.end()) {
        range.form = known->first;
    } else if (json.find("form") != nullptr) {
        return wrong("a range of unknown form");
    }
    return Value(std::move(range));
}

template <class Parsed>
Opened parsed_or_wrong(const std::optional<Parsed>& parsed, std::string_view name) {
    return parsed ? Opened(Value(*parsed)) : wrong("not a " + std::string(name));
}

Opened read_text(std::string_view name, const std::string& text, const OpenPart& open) {
    if (name == "number") {
        return parsed_or_wrong(Decimal::parse(text), name);
    }
    if (name == "date") {
        return parsed_or_wrong(date_from_text(text), name);
    }
    if (name == "time") {
        return parsed_or_wrong(time_from_text(text), name);
    }
    if (name == "dateTime") {
        return parsed_or_wrong(date_time_from_text(text), name);
    }
    if (name == "duration") {
        return parsed_or_wrong(duration_from_text(text), name);
    }
    if (name == "sealed") {
        return open ? open(text) : wrong("sealed, and nothing to open it with");
    }
    return wrong("not a " + std::string(name));
}

Opened read_object(const Json& json, const OpenPart& open) {
    const Json::Object& object = json.as_object();
    if (object.size() != 1 || !is_reserved(object.front().first)) {
        return read_context(json, open);
    }
    const auto& [name, content] = object.front();
    if (name == "context") {
        return read_context(content, open);
    }
    if (name == "range") {
        return read_range(content, open);
    }
    return content.is_string() ? read_text(name, content.as_string(), open)
                               : wrong("not a " + name);
}

}  // namespace

Result<Json, std::string> to_json(const Value& value, const SealPart& seal) {
    if (seal && value.mark() != nullptr) {
        return tagged("sealed", seal(*value.mark()));
    }
    switch (value.kind()) {
        case Kind::null:
            return Json();
        case Kind::boolean:
            return Json(value.as_boolean());
        case Kind::number:
            return tagged("number", value.as_number().to_string());
        case Kind::string:
            return Json(value.as_string());
        case Kind::date:
            return tagged("date", text_of(value.as_date()));
        case Kind::time:
            return tagged("time", text_of(value.as_time()));
        case Kind::date_time:
            return tagged("dateTime", text_of(value.as_date_time()));
        case Kind::days_time_duration:
            return tagged("duration", text_of(value.as_days_time_duration()));
        case Kind::years_months_duration:
            return tagged("duration", text_of(value.as_years_months_duration()));
        case Kind::list:
            return write_list(value.as_list(), seal);
        case Kind::context:
            return write_context(value.as_context(), seal);
        case Kind::range:
            return write_range(value.as_range(), seal);
        case Kind::function:
            break;
    }
    return wrong("a function cannot be stored");
}

Result<Value, std::string> from_json(const Json& json, const OpenPart& open) {
    if (json.is_null()) {
        return Value();
    }
    if (json.is_bool()) {
        return Value(json.as_bool());
    }
    if (json.is_integer()) {
        return Value(json.as_integer());
    }
    if (json.is_string()) {
        return Value(json.as_string());
    }
    return json.is_array() ? read_array(json.as_array(), open) : read_object(json, open);
}

}  // namespace foerderwerk::feel
