// SPDX-License-Identifier: EUPL-1.2
//
// Goal: parse_xml gives exactly what the bytes say, and refuses hostile bytes with a reason,
// before and inside the parser. Method: tables of documents with the expected code and place.
#include <algorithm>
#include <cctype>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {
namespace {

std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i)
        text += "<a>";
    for (std::size_t i = 0; i < depth; ++i)
        text += "</a>";
    return text;
}

TEST(ParseXml, KeepsNamesAttributesTextAndPlaces) {
    const auto parsed = parse_xml(
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<!-- dropped --><?pi dropped?>\n"
        "<p:a xmlns:p=\"urn:p\" xmlns=\"urn:d\" one=\"1\" p:two=\"&lt;&#228;\">Grü<b\n"
        "  x=''/>ße <![CDATA[<&]]>&#x1F600;</p:a>\n");
    ASSERT_TRUE(parsed.has_value()) << parsed.error()[0].text;
    EXPECT_EQ(parsed->space, "urn:p");
    EXPECT_EQ(parsed->name, "a");
    EXPECT_EQ(parsed->text, "Grüße <&\xF0\x9F\x98\x80");
    EXPECT_EQ(parsed->line, 3u);
    EXPECT_EQ(parsed->column, 1u);
    EXPECT_EQ(parsed->attributes.size(), 2u);
    EXPECT_EQ(parsed->attribute("one"), "1");
    EXPECT_EQ(parsed->attribute("two"), "");
    ASSERT_NE(parsed->find_attribute("two", "urn:p"), nullptr);
    EXPECT_EQ(*parsed->find_attribute("two", "urn:p"), "<ä");
    ASSERT_NE(parsed->child("b"), nullptr);
    EXPECT_EQ(parsed->child("b")->space, "urn:d");
    EXPECT_EQ(parsed->child("b")->line, 3u);
    EXPECT_EQ(parsed->child("b")->column, 66u);
    EXPECT_EQ(parsed->child("c"), nullptr);
}

struct Refused {
    const char* title;
    std::string bytes;
    const char* code;
    const char* place;
};

void PrintTo(const Refused& row, std::ostream* out) {
    *out << row.title;
}

class ParseXmlRefuses : public testing::TestWithParam<Refused> {};

TEST_P(ParseXmlRefuses, WithAReason) {
    const auto parsed = parse_xml(GetParam().bytes);
    ASSERT_FALSE(parsed.has_value());
    ASSERT_EQ(parsed.error().size(), 1u);
    EXPECT_EQ(parsed.error()[0].code, GetParam().code) << parsed.error()[0].text;
    EXPECT_EQ(parsed.error()[0].place, GetParam().place);
}

INSTANTIATE_TEST_SUITE_P(
    Documents, ParseXmlRefuses,
    testing::Values(
        Refused{"empty", "", "WELLFORMED", "1:1"}, Refused{"no markup", "abc", "WELLFORMED", "1:1"},
        Refused{"unclosed", "<a>\n<b></a>", "WELLFORMED", "2:6"},
        Refused{"two roots", "<a/><b/>", "WELLFORMED", "1:5"},
        Refused{"twice the attribute", "<a x='1' x='2'/>", "WELLFORMED", "1:12"},
        Refused{"twice by namespace", "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "WELLFORMED",
                "1:45"},
        Refused{"unbound prefix", "<p:a/>", "WELLFORMED", "1:7"},
        Refused{"unknown entity", "<a>&b;</a>", "WELLFORMED", "1:7"},
        Refused{"control character", "<a>\x01</a>", "WELLFORMED", "1:5"},
        Refused{"doctype", "<!DOCTYPE a><a/>", "DTD", "Byte 0"},
        Refused{"doctype in a comment", "<a><!-- <!DOCTYPE b> --></a>", "DTD", "Byte 8"},
        Refused{"entity", "<a/><!ENTITY x 'y'>", "DTD", "Byte 4"},
        Refused{"external entity",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "DTD",
                "Byte 0"},
        Refused{"lower-case doctype", "<!doctype a><a/>", "WELLFORMED", "1:2"},
        Refused{"NUL", std::string("<a>\0</a>", 8), "ENCODING", "Byte 3"},
        Refused{"Latin-1 bytes", "<a>\xE4</a>", "ENCODING", ""},
        Refused{"Latin-1 declared", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "ENCODING",
                "1:1"},
        Refused{"UTF-16", std::string("\xFF\xFE<\0a\0/\0>\0", 10), "ENCODING", ""},
        Refused{"UTF-7 declared", "<?xml version='1.0' encoding='UTF-7'?><a/>", "ENCODING", "1:1"},
        Refused{"overlong UTF-8", "<a>\xC0\xBC</a>", "ENCODING", ""},
        Refused{"XML 1.1", "<?xml version='1.1'?><a/>", "ENCODING", "1:1"},
        Refused{"too deep", nested(65), "LIMITS", "1:193"},
        Refused{"too many elements",
                "<a>" + nested(1) +
                    [] {
                        std::string many;
                        for (int i = 0; i < 200'000; ++i)
                            many += "<b/>";
                        return many;
                    }() +
                    "</a>",
                "LIMITS", "1:800003"},
        Refused{"tag too long", "<a b='" + std::string(70'000, 'x') + "'/>", "LIMITS", "1:1"},
        Refused{"attribute never closed", "<a b='" + std::string(70'000, '<'), "LIMITS", "1:1"}),
    [](const auto& row) {
        std::string name = row.param.title;
        std::ranges::replace_if(
            name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
        return name;
    });

TEST(ParseXml, TakesAnyNumberOfTheEntitiesOfXml) {
    std::string text;
    for (int i = 0; i < 60'000; ++i) {
        text += "&lt;";
    }
    const auto parsed = parse_xml("<a b='&amp;&quot;'>" + text + "</a>");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->text, std::string(60'000, '<'));
}

TEST(ParseXml, TakesTheDeepestAllowed) {
    EXPECT_TRUE(parse_xml(nested(64)).has_value());
}

TEST(ParseXml, BytesAboveTheLimitAreRefused) {
    XmlLimits limits;
    limits.bytes_max = 7;
    EXPECT_TRUE(parse_xml("<a></a>", limits).has_value());
    const auto parsed = parse_xml("<a> </a>", limits);
    ASSERT_FALSE(parsed.has_value());
    EXPECT_EQ(parsed.error()[0].code, "LIMITS");
}

TEST(ParseXml, FollowsNothingOutside) {
    const auto parsed = parse_xml(
        "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        "xsi:schemaLocation='urn:x file:///etc/passwd odd'><?xml-stylesheet href='file:///x'?>"
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/></a>");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->child("include")->text, "");
}

TEST(ParseXml, AgreesInManyThreads) {
    std::vector<std::thread> threads;
    std::vector<int> good(8, 0);
    for (std::size_t t = 0; t < good.size(); ++t) {
        threads.emplace_back([&good, t] {
            for (int i = 0; i < 200; ++i) {
                const auto parsed = parse_xml("<a><b>" + std::to_string(i) + "</b></a>");
                good[t] += parsed.has_value() && parsed->child("b")->text == std::to_string(i);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(good, std::vector<int>(8, 200));
}

}  // namespace
}  // namespace foerderwerk::xml
