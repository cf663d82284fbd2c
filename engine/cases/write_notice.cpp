// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/write_notice.hpp"

#include <algorithm>

#include "engine/cases/german_text.hpp"
#include "engine/cases/seal_values.hpp"
#include "engine/feel/subjects.hpp"

namespace foerderwerk::cases {

Result<NoticeTemplate, std::string> compile_notice(std::string_view text) {
    NoticeTemplate notice;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find("{{", at);
        if (open == std::string_view::npos) {
            notice.pieces.push_back({std::string(text.substr(at)), std::nullopt});
            break;
        }
        if (open > at) {
            notice.pieces.push_back({std::string(text.substr(at, open - at)), std::nullopt});
        }
        const std::size_t close = text.find("}}", open);
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<long>(open), '\n');
        if (close == std::string_view::npos) {
            return Failure<std::string>("line " + std::to_string(line) + ": {{ without }}");
        }
        auto expression = feel::parse_expression(text.substr(open + 2, close - open - 2));
        if (!expression.has_value()) {
            return Failure<std::string>("line " + std::to_string(line) + ": " +
                                        expression.error().reason);
        }
        notice.pieces.push_back({{}, std::move(*expression)});
        at = close + 2;
    }
    return notice;
}

Result<feel::Value, std::string> write_notice(const NoticeTemplate& notice,
                                              statechart::DataModel& data) {
    std::string text;
    std::string subject;
    for (const NoticeTemplate::Piece& piece : notice.pieces) {
        if (!piece.expression.has_value()) {
            text += piece.text;
            continue;
        }
        const auto value = data.evaluate(*piece.expression);
        if (!value.has_value()) {
            return Failure<std::string>(value.error());
        }
        if (value->is_null()) {
            return Failure<std::string>("the placeholder {{" + piece.expression->text() +
                                        "}} has no value");
        }
        text += german_text(*value);
        subject = feel::joined_subjects(subject, subject_of(*value));
    }
    feel::Value written(std::move(text));
    return subject.empty() ? written : feel::Value::personal(std::move(written), subject);
}

}  // namespace foerderwerk::cases
