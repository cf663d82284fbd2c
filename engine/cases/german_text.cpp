// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/german_text.hpp"

#include <algorithm>

namespace foerderwerk::cases {

namespace {

std::string german_date(LocalDate date) {
    const std::string iso = to_string(date);
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

}  // namespace

std::string german_text(const feel::Value& value) {
    std::string text;
    const auto add = [&text](const std::string& part) {
        text += (text.empty() ? "" : ", ") + part;
    };
    switch (value.kind()) {
        case feel::Kind::null:
            return "ohne Wert";
        case feel::Kind::boolean:
            return value.as_boolean() ? "ja" : "nein";
        case feel::Kind::number:
            text = feel::to_text(value);
            std::replace(text.begin(), text.end(), '.', ',');
            return text;
        case feel::Kind::date:
            return german_date(value.as_date());
        case feel::Kind::list:
            for (const feel::Value& item : value.as_list())
                add(german_text(item));
            return text;
        case feel::Kind::context:
            for (const auto& [name, item] : value.as_context().entries())
                add(name + " " + german_text(item));
            return text;
        case feel::Kind::string:
        case feel::Kind::time:
        case feel::Kind::date_time:
        case feel::Kind::days_time_duration:
        case feel::Kind::years_months_duration:
        case feel::Kind::range:
        case feel::Kind::function:
            break;
    }
    return feel::to_text(value);
}

}  // namespace foerderwerk::cases
