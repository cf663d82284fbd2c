// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/subjects.hpp"

#include <set>

namespace foerderwerk::feel {

std::vector<std::string> single_subjects(std::string_view joined) {
    std::vector<std::string> list;
    while (!joined.empty()) {
        const std::size_t end = joined.find('+');
        list.emplace_back(joined.substr(0, end));
        joined = end == std::string_view::npos ? std::string_view() : joined.substr(end + 1);
    }
    return list;
}

std::string joined_subjects(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty() || a == b) {
        return a.empty() ? b : a;
    }
    std::set<std::string> all;
    for (const std::string* joined : {&a, &b}) {
        for (std::string& subject : single_subjects(*joined)) {
            all.insert(std::move(subject));
        }
    }
    std::string text;
    for (const std::string& subject : all) {
        text += (text.empty() ? "" : "+") + subject;
    }
    return text;
}

Value mark_texts(const Value& value, const std::string& subject) {
    if (value.mark() != nullptr) {
        return value;
    }
    if (value.kind() == Kind::string) {
        return Value::personal(value, subject);
    }
    if (value.kind() == Kind::list) {
        List marked;
        for (const Value& item : value.as_list()) {
            marked.push_back(mark_texts(item, subject));
        }
        return Value(std::move(marked));
    }
    if (value.kind() == Kind::context) {
        Context marked;
        for (const auto& [name, item] : value.as_context().entries()) {
            marked.set(name, mark_texts(item, subject));
        }
        return Value(std::move(marked));
    }
    return value;
}

}  // namespace foerderwerk::feel
