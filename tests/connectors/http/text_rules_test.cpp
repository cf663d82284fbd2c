// SPDX-License-Identifier: EUPL-1.2
// Goal: escapes, forms and problem bodies mean one thing only. Method: tables.

#include "connectors/http/text_rules.hpp"

#include <gtest/gtest.h>

#include "connectors/http/http_message.hpp"

namespace foerderwerk::http {
namespace {

TEST(TextRules, DecodesFormsStrictly) {
    const std::vector<std::pair<std::string, std::optional<FormValues>>> rows = {
        {"", FormValues{}},
        {"a=1&b=2", FormValues{{"a", "1"}, {"b", "2"}}},
        {"a=1&a=2", FormValues{{"a", "1"}, {"a", "2"}}},
        {"a=B%C3%B6llen+am+See", FormValues{{"a", "Böllen am See"}}},
        {"a=%26%3D%25%2B", FormValues{{"a", "&=%+"}}},
        {"a", FormValues{{"a", ""}}},
        {"&&a=1&", FormValues{{"a", "1"}}},
        {"a=1=2", FormValues{{"a", "1=2"}}},
        {"a=%", std::nullopt},
        {"a=%4", std::nullopt},
        {"a=%xy", std::nullopt},
        {"a=%ff", std::nullopt},
        {"a=%00", std::nullopt},
    };
    for (const auto& [text, expected] : rows) {
        EXPECT_EQ(parse_form(text), expected) << text;
    }
    EXPECT_EQ(parse_form("a=1&b=2&c=3", 2), std::nullopt);
    const FormValues values{{"name", "Öl & Gas = 100 %"}, {"x", "\"<>'"}};
    EXPECT_EQ(parse_form(write_form(values)), values);
}

TEST(TextRules, ProblemsCarryEveryReason) {
    const Reasons reasons = {{"SIG_DIGEST", "/antrag", "Der Wert ist „falsch“."},
                             {"SCHEMA", "", "broken byte \xFF here"}};
    const auto response = problem_response(422, "Refused", reasons);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto read = reasons_of_problem(response.body);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0], reasons[0]);
    EXPECT_EQ(read[1].text, "broken byte \xEF\xBF\xBD here");
    EXPECT_TRUE(reasons_of_problem("<html>no problem</html>").empty());
    EXPECT_TRUE(reasons_of_problem("{\"reasons\":1}").empty());
}

TEST(TextRules, ComparesNamesInAscii) {
    EXPECT_TRUE(same_name("Content-LENGTH", "content-length"));
    EXPECT_FALSE(same_name("Content-Length", "Content-Length2"));
    EXPECT_EQ(media_type(" Application/XML ; charset=utf-8"), "application/xml");
    EXPECT_EQ(media_type(""), "");
}

}  // namespace
}  // namespace foerderwerk::http
