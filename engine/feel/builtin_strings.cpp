// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/arguments.hpp"
#include "engine/feel/code_points.hpp"
#include "engine/feel/letter_case.hpp"

namespace foerderwerk::feel {

namespace {

Value substring(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    const auto start = text == nullptr ? std::nullopt : arguments.integer(1);
    if (!start) {
        return arguments.wrong();
    }
    const auto size = static_cast<std::int64_t>(count_code_points(*text));
    if (*start == 0 || *start > size || *start < -size) {
        return arguments.error("the start lies outside the text");
    }
    const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
    std::int64_t length = size - first;
    if (arguments.has(2)) {
        const Decimal* wanted = arguments.number(2);
        if (wanted == nullptr) {
            return arguments.wrong();
        }
        const auto cut = wanted->rounded(0, Decimal::Rounding::down);
        const auto whole = cut ? cut->to_int64() : std::nullopt;
        if (!whole || *whole < 1) {
            return arguments.error("the length is not a positive number");
        }
        length = std::min(length, *whole);
    }
    const std::size_t from = offset_of_code_point(*text, static_cast<std::size_t>(first));
    const std::string_view rest = std::string_view(*text).substr(from);
    return arguments.evaluator().checked(
        std::string(rest.substr(0, offset_of_code_point(rest, static_cast<std::size_t>(length)))));
}

Value string_length(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    return text == nullptr ? arguments.wrong()
                           : Value(static_cast<std::int64_t>(count_code_points(*text)));
}

template <std::string (*Convert)(std::string_view)>
Value converted(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    return text == nullptr ? arguments.wrong() : arguments.evaluator().checked(Convert(*text));
}

// Calls `function` with the two texts that most of these functions take.
template <class Function>
Value with_texts(Arguments& arguments, Function function) {
    const std::string* text = arguments.text(0);
    const std::string* match = text == nullptr ? nullptr : arguments.text(1);
    return match == nullptr ? arguments.wrong() : Value(function(*text, *match));
}

Value substring_before(Arguments& arguments) {
    return with_texts(arguments, [](const std::string& text, const std::string& match) {
        const std::size_t at = text.find(match);
        return at == std::string::npos ? std::string() : text.substr(0, at);
    });
}

Value substring_after(Arguments& arguments) {
    return with_texts(arguments, [](const std::string& text, const std::string& match) {
        const std::size_t at = text.find(match);
        return at == std::string::npos ? std::string() : text.substr(at + match.size());
    });
}

Value contains_text(Arguments& arguments) {
    return with_texts(arguments, [](const std::string& text, const std::string& match) {
        return text.find(match) != std::string::npos;
    });
}

Value starts_with(Arguments& arguments) {
    return with_texts(arguments, [](const std::string& text, const std::string& match) {
        return text.starts_with(match);
    });
}

Value ends_with(Arguments& arguments) {
    return with_texts(arguments, [](const std::string& text, const std::string& match) {
        return text.ends_with(match);
    });
}

// "" when there are no flags; nullptr when they are no text.
const std::string* flags_at(Arguments& arguments, std::size_t index) {
    static const std::string none;
    return arguments.has(index) ? arguments.text(index) : &none;
}

// Nullptr when the host has no regular expressions, or when the work goes beyond the limit of
// steps: matching may cost the length of the text times that of the pattern.
const Services* services_for(Arguments& arguments, const std::string& text,
                             const std::string& pattern) {
    constexpr std::size_t text_bytes_a_step = 4;
    constexpr std::size_t pattern_bytes_a_step = 16;
    const std::size_t steps =
        (1 + text.size() / text_bytes_a_step) * (1 + pattern.size() / pattern_bytes_a_step);
    return arguments.evaluator().charge(steps) ? arguments.services() : nullptr;
}

constexpr const char* no_services = "regular expressions are not available here";

Value matches(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    const std::string* pattern = text == nullptr ? nullptr : arguments.text(1);
    const std::string* flags = pattern == nullptr ? nullptr : flags_at(arguments, 2);
    if (flags == nullptr) {
        return arguments.wrong();
    }
    const Services* services = services_for(arguments, *text, *pattern);
    if (services == nullptr) {
        return arguments.error(no_services);
    }
    const auto found = services->matches(*text, *pattern, *flags);
    return found.has_value() ? Value(*found) : arguments.error(found.error());
}

Value replace(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    const std::string* pattern = text == nullptr ? nullptr : arguments.text(1);
    const std::string* replacement = pattern == nullptr ? nullptr : arguments.text(2);
    const std::string* flags = replacement == nullptr ? nullptr : flags_at(arguments, 3);
    if (flags == nullptr) {
        return arguments.wrong();
    }
    const Services* services = services_for(arguments, *text, *pattern);
    if (services == nullptr) {
        return arguments.error(no_services);
    }
    auto result = services->replace(*text, *pattern, *replacement, *flags);
    return result.has_value() ? arguments.evaluator().checked(std::move(*result))
                              : arguments.error(result.error());
}

Value split(Arguments& arguments) {
    const std::string* text = arguments.text(0);
    const std::string* delimiter = text == nullptr ? nullptr : arguments.text(1);
    if (delimiter == nullptr) {
        return arguments.wrong();
    }
    const Services* services = services_for(arguments, *text, *delimiter);
    if (services == nullptr) {
        return arguments.error(no_services);
    }
    const auto parts = services->split(*text, *delimiter);
    if (!parts.has_value()) {
        return arguments.error(parts.error());
    }
    List list;
    for (const std::string& part : *parts) {
        list.emplace_back(part);
    }
    return arguments.evaluator().checked(std::move(list));
}

Value string_join(Arguments& arguments) {
    const std::string* delimiter = flags_at(arguments, 1);
    const List* list = delimiter == nullptr ? nullptr : arguments.list(0);
    if (list == nullptr) {
        return arguments.wrong();
    }
    const std::size_t text_length_max = arguments.evaluator().environment().limits.text_length_max;
    std::string joined;
    bool first = true;
    for (const Value& item : *list) {
        if (item.is_null()) {
            continue;
        }
        if (item.kind() != Kind::string) {
            return arguments.error("only texts can be joined");
        }
        joined += first ? "" : *delimiter;
        joined += item.as_string();
        first = false;
        if (joined.size() > text_length_max) {
            break;  // checked() refuses it
        }
    }
    return arguments.evaluator().checked(std::move(joined));
}

}  // namespace

std::span<const Builtin> string_builtins() {
    static const Builtin builtins[] = {
        {"substring", "string,start position,length?", substring},
        {"string length", "string", string_length},
        {"upper case", "string", converted<upper_case>},
        {"lower case", "string", converted<lower_case>},
        {"substring before", "string,match", substring_before},
        {"substring after", "string,match", substring_after},
        {"contains", "string,match", contains_text},
        {"starts with", "string,match", starts_with},
        {"ends with", "string,match", ends_with},
        {"matches", "input,pattern,flags?", matches},
        {"replace", "input,pattern,replacement,flags?", replace},
        {"split", "string,delimiter", split},
        {"string join", "list,delimiter?", string_join},
    };
    return builtins;
}

}  // namespace foerderwerk::feel
