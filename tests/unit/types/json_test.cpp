// SPDX-License-Identifier: EUPL-1.2
// Goal: records have exactly one byte form, and nothing else is read as one.
// Method: tables of texts that are read, refused (with the byte offset) and rewritten canonically;
// the sorting example of RFC 8785 section 3.2.3.
#include "engine/types/json.hpp"

#include <gtest/gtest.h>

namespace foerderwerk {
namespace {

struct Rewritten {
    const char* input;
    const char* canonical;
};

TEST(Json, RewritesEachValueInItsCanonicalForm) {
    const Rewritten table[] = {
        {"null", "null"},
        {" true ", "true"},
        {"\t[ false,\r\n0 ]", "[false,0]"},
        {"-17", "-17"},
        {"9007199254740991", "9007199254740991"},
        {"-9007199254740991", "-9007199254740991"},
        {"{}", "{}"},
        {"[]", "[]"},
        {R"({"b":1,"a":[{"d":null,"c":""}]})", R"({"a":[{"c":"","d":null}],"b":1})"},
        {R"("\u00e4\u20AC\/\ud83d\ude00")", "\"ä€/😀\""},
        {R"("\u0000\u001f\b\f\n\r\t\"\\\u007f")", "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\x7f\""},
        {R"({"":1,"a":2})", R"({"":1,"a":2})"},
    };
    for (const auto& row : table) {
        const auto value = parse_json(row.input);
        ASSERT_TRUE(value.has_value()) << row.input << ": " << value.error().reason;
        EXPECT_EQ(canonical_json(*value), row.canonical);
        EXPECT_EQ(parse_json(row.canonical).value(), *value);
    }
}

TEST(Json, SortsMembersByUtf16CodeUnits) {
    // U+1F600 is written with surrogates (D83D…), which sort before U+FB33.
    const auto value =
        parse_json(R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Dalet",)"
                   R"("1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",)"
                   R"("\u00f6":"Latin Small Letter O With Diaeresis"})");
    ASSERT_TRUE(value.has_value());
    const std::string text = canonical_json(*value);
    std::size_t last = 0;
    for (const char* name : {"Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"}) {
        const std::size_t at = text.find(name);
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_GT(at, last) << name;
        last = at;
    }
}

struct Refused {
    std::string input;
    std::size_t offset;
};

TEST(Json, RefusesEverythingElseAndNamesThePlace) {
    const Refused table[] = {
        {"", 0},
        {"nul", 0},
        {"1 2", 2},
        {"01", 0},
        {"-", 1},
        {"-0", 0},
        {"1.0", 0},
        {"1e3", 0},
        {"9007199254740992", 0},
        {"99999999999999999999999999", 0},
        {"+1", 0},
        {"[1,]", 3},
        {"[1", 2},
        {"{\"a\" 1}", 5},
        {"{a:1}", 1},
        {"{\"a\":1,}", 7},
        {R"([{"a":1,"b":2,"\u0061":3}])", 1},
        {"\"abc", 4},
        {"\"a\nb\"", 2},
        {R"("\x41")", 1},
        {R"("\u12g4")", 1},
        {R"("\ud800")", 1},
        {R"("\ud800\u0041")", 1},
        {R"("\udc00")", 1},
        {"\"\\", 1},
        {"\"\xC0\x80\"", 1},
        {"\"\xED\xA0\x80\"", 1},
        {"\xEF\xBB\xBF{}", 0},
        {std::string("1\0", 2), 1},
    };
    for (const auto& row : table) {
        const auto value = parse_json(row.input);
        ASSERT_FALSE(value.has_value()) << row.input;
        EXPECT_EQ(value.error().offset, row.offset) << row.input << ": " << value.error().reason;
        EXPECT_FALSE(value.error().reason.empty());
    }
}

TEST(Json, NestsTwoHundredDeepAndNoDeeper) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    EXPECT_TRUE(parse_json(nested(201)).has_value());  // 200 arrays inside the outermost one
    EXPECT_FALSE(parse_json(nested(202)).has_value());
    EXPECT_FALSE(parse_json(std::string(10'000'000, '[')).has_value());
}

TEST(Json, ManyMembersAreReadInReasonableTime) {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) {
        text += "\"" + std::to_string(i) + "\":0,";
    }
    EXPECT_TRUE(parse_json(text + "\"x\":0}").has_value());
    EXPECT_FALSE(parse_json(text + "\"7\":0}").has_value());
}

TEST(Json, MembersAreFoundReplacedAndComparedWithoutOrder) {
    Json value;
    value.set("b", 1).set("a", "text").set("b", 2);
    EXPECT_EQ(canonical_json(value), R"({"a":"text","b":2})");
    EXPECT_EQ(value.text("a"), "text");
    EXPECT_EQ(value.text("b"), "");
    EXPECT_EQ(value.find("c"), nullptr);
    EXPECT_EQ(Json(3).find("c"), nullptr);
    EXPECT_EQ(value, parse_json(R"({"b":2,"a":"text"})").value());
    EXPECT_NE(value, parse_json(R"({"b":2,"c":"text"})").value());
    EXPECT_NE(Json(true), Json(1));
}

TEST(JsonDeathTest, WritingWhatJsonCannotSayIsOurOwnError) {
    EXPECT_DEATH((void)canonical_json(Json("\xFF")), "UTF-8");
    EXPECT_DEATH((void)canonical_json(Json(std::int64_t{1} << 53)), "exact");
    EXPECT_DEATH((void)canonical_json(Json(Json::Object{{"a", 1}, {"a", 2}})), "distinct");
}

}  // namespace
}  // namespace foerderwerk
