// SPDX-License-Identifier: EUPL-1.2
// What the tables of the expression tests share: evaluate a text, show the result as a text.
#pragma once

#include <array>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "engine/feel/expression.hpp"

namespace foerderwerk::feel {

struct Row {
    const char* expression;
    const char* shown;  ///< as to_text, "error" for an error, "syntax error" when it is no FEEL
};

inline std::string shown(const Value& value) {
    return value.is_error() ? "error" : to_text(value);
}

inline std::string evaluated(const std::string& text, const Environment& environment = {},
                             const KnownNames& names = {}) {
    const auto expression = parse_expression(text, names);
    return expression.has_value() ? shown(evaluate(*expression, environment).value)
                                  : "syntax error";
}

inline void expect_rows(std::span<const Row> rows, const Environment& environment = {}) {
    for (const Row& row : rows) {
        EXPECT_EQ(evaluated(row.expression, environment), row.shown) << row.expression;
    }
}

}  // namespace foerderwerk::feel
