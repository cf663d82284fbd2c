// SPDX-License-Identifier: EUPL-1.2
// Goal: what is put together of members is the canonical text of the whole; strings are escaped
// wherever in a machine word a character stands. Method: tables, and every offset up to 20.
#include "engine/types/canonical_object.hpp"

#include <gtest/gtest.h>

namespace foerderwerk {
namespace {

TEST(CanonicalObject, IsTheTextOfTheWhole) {
    const Json::Object whole = {{"b", 1},
                                {"\u20ac", "Euro"},
                                {"a", Json::Array{Json("x\"y"), Json()}},
                                {"\ufb33", true},
                                {"\U0001f600", Json::Object{{"z", 1}, {"a", 2}}}};
    CanonicalObject object;
    for (const auto& [name, value] : whole) {
        object.add(name, value);
    }
    EXPECT_EQ(object.text(), canonical_json(Json(whole)));
    ASSERT_NE(object.find("b"), nullptr);
    EXPECT_EQ(object.find("b")->text, "1");
    EXPECT_EQ(object.find("c"), nullptr);
    EXPECT_EQ(CanonicalObject().text(), "{}");
}

TEST(CanonicalObject, IsSplitIntoTheTextsItWasPutTogetherFrom) {
    const Json::Object whole = {{"a", Json::Array{Json("x\"}y"), Json(), Json::Object{}}},
                                {"b.c", "\\"},
                                {"d", Json::Object{{"z", "],\\\""}, {"y", 2}}},
                                {"e", true},
                                {"f", "\u00e4"},
                                {"g", -17}};
    CanonicalObject object;
    for (const auto& [name, value] : whole) {
        object.add(name, value);
    }
    EXPECT_EQ(CanonicalObject::split(object.text()), object);
    EXPECT_EQ(CanonicalObject::split("{}"), CanonicalObject());
    for (const char* other :
         {"", "{", "[]", "null", "{}x", "{\"a\":1", "{\"a\":1}x", "{\"a\" :1}", "{\"a\":}",
          "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{\"a\":\"x}", "{\"a\":1,}", "{\"a\\n\":1}",
          "{\"\u00e4\":1}", "{\"a", "{\"a\":[}"}) {
        EXPECT_FALSE(CanonicalObject::split(other).has_value()) << other;
    }
}

TEST(CanonicalObjectDeathTest, ANameTwiceIsOurOwnError) {
    CanonicalObject object;
    object.add("a", Json(1));
    EXPECT_DEATH(object.add("a", Json(2)), "distinct");
}

TEST(CanonicalJson, EscapesAtEveryPlaceOfAWord) {
    const std::pair<std::string, std::string> cases[] = {
        {"\"", "\\\""},   {"\\", "\\\\"}, {"\n", "\\n"},        {"\x1f", "\\u001f"},
        {"\x7f", "\x7f"}, {" ", " "},     {"\u00e4", "\u00e4"}, {std::string(1, '\0'), "\\u0000"}};
    for (const auto& [raw, written] : cases) {
        for (std::size_t before = 0; before <= 20; ++before) {
            const std::string left(before, 'a');
            const std::string right(20 - before, '~');
            EXPECT_EQ(canonical_json(Json(left + raw + right)),
                      "\"" + left + written + right + "\"");
        }
    }
}

}  // namespace
}  // namespace foerderwerk
