// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/seal_values.hpp"

#include <algorithm>

#include "engine/feel/subjects.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::cases {

namespace {

/// Whether some value inside still needs a part; most values have none, and are then shared.
bool has_unnumbered(const feel::Value& value) {
    if (const feel::Personal* mark = value.mark()) {
        return mark->part.empty();
    }
    if (value.kind() == feel::Kind::list) {
        for (const feel::Value& item : value.as_list()) {
            if (has_unnumbered(item)) {
                return true;
            }
        }
    }
    if (value.kind() == feel::Kind::context) {
        for (const auto& [name, member] : value.as_context().entries()) {
            if (has_unnumbered(member)) {
                return true;
            }
        }
    }
    return false;
}

bool is_in_record_order(const feel::Context& context);

bool is_in_record_order(const feel::Value& value) {
    if (value.mark() != nullptr) {
        return true;  // marks stand on leaves
    }
    if (value.kind() == feel::Kind::list) {
        return std::ranges::all_of(
            value.as_list(), [](const feel::Value& item) { return is_in_record_order(item); });
    }
    return value.kind() != feel::Kind::context || is_in_record_order(value.as_context());
}

bool is_in_record_order(const feel::Context& context) {
    const auto& entries = context.entries();
    return std::ranges::is_sorted(entries, {}, &feel::Context::Entry::first) &&
           std::ranges::all_of(entries, [](const feel::Context::Entry& entry) {
               return is_in_record_order(entry.second);
           });
}

}  // namespace

feel::Value PartNumbering::new_part(const feel::Personal& mark) {
    const auto json = feel::to_json(mark.value);
    FOERDERWERK_REQUIRE(json.has_value(), "a personal value is text, number or date");
    NewPart part{.id = "p" + std::to_string(step_number_) + "." + std::to_string(parts_.size()),
                 .subject = mark.subject,
                 .plaintext = canonical_json(*json)};
    parts_.push_back(part);
    return feel::Value::personal(mark.value, mark.subject, part.id);
}

feel::Value PartNumbering::number(const feel::Value& value) {
    if (!has_unnumbered(value)) {
        return value;
    }
    if (const feel::Personal* mark = value.mark()) {
        return new_part(*mark);
    }
    if (value.kind() == feel::Kind::list) {
        feel::List list;
        for (const feel::Value& item : value.as_list()) {
            list.push_back(number(item));
        }
        return feel::Value(std::move(list));
    }
    feel::Context context;
    for (const auto& [name, member] : value.as_context().entries()) {
        context.set(name, number(member));
    }
    return feel::Value(std::move(context));
}

std::string subject_of(const feel::Value& value) {
    if (const feel::Personal* mark = value.mark()) {
        return mark->subject;
    }
    std::string subjects;
    if (value.kind() == feel::Kind::list) {
        for (const feel::Value& item : value.as_list()) {
            subjects = feel::joined_subjects(subjects, subject_of(item));
        }
    }
    if (value.kind() == feel::Kind::context) {
        for (const auto& [name, member] : value.as_context().entries()) {
            subjects = feel::joined_subjects(subjects, subject_of(member));
        }
    }
    return subjects;
}

feel::Value without_parts(const feel::Value& value) {
    if (const feel::Personal* mark = value.mark()) {
        return feel::Value::personal(mark->value, mark->subject);
    }
    if (value.kind() == feel::Kind::list) {
        feel::List list;
        for (const feel::Value& item : value.as_list()) {
            list.push_back(without_parts(item));
        }
        return feel::Value(std::move(list));
    }
    if (value.kind() == feel::Kind::context) {
        feel::Context context;
        for (const auto& [name, member] : value.as_context().entries()) {
            context.set(name, without_parts(member));
        }
        return feel::Value(std::move(context));
    }
    return value;
}

bool is_same_object(const feel::Value& a, const feel::Value& b) {
    if (a.kind() != b.kind()) {
        return false;
    }
    return a.kind() == feel::Kind::context ? &a.as_context() == &b.as_context()
           : a.kind() == feel::Kind::list  ? &a.as_list() == &b.as_list()
                                           : false;
}

feel::Value in_record_order(const feel::Value& value) {
    if (is_in_record_order(value)) {
        return value;
    }
    if (value.kind() == feel::Kind::list) {
        feel::List list;
        for (const feel::Value& item : value.as_list()) {
            list.push_back(in_record_order(item));
        }
        return feel::Value(std::move(list));
    }
    return feel::Value(in_record_order(value.as_context()));
}

feel::Context in_record_order(const feel::Context& context) {
    if (is_in_record_order(context)) {
        return context;
    }
    std::vector<const feel::Context::Entry*> entries;
    for (const feel::Context::Entry& entry : context.entries()) {
        entries.push_back(&entry);
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    feel::Context sorted;
    for (const feel::Context::Entry* entry : entries) {
        sorted.set(entry->first, in_record_order(entry->second));
    }
    return sorted;
}

std::string part_reference(const feel::Personal& mark) {
    FOERDERWERK_REQUIRE(!mark.part.empty(), "personal values are numbered before they are written");
    return mark.part;
}

Json sealed_json(const feel::Value& value) {
    auto json = feel::to_json(value, part_reference);
    FOERDERWERK_REQUIRE(json.has_value(), "what a session holds can be stored");
    return std::move(*json);
}

}  // namespace foerderwerk::cases
