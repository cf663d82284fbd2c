// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what the writer writes is well-formed and reads back as what was given. Method: exact
// output for small documents, and writing and parsing again for nasty texts.
#include "connectors/xml/write_xml.hpp"

#include <string>

#include <gtest/gtest.h>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {
namespace {

TEST(WriteXml, IndentsAndEscapes) {
    XmlWriter out;
    out.start("a:Document").attribute("xmlns:a", "urn:a").attribute("note", "\"<&>'\n\t");
    out.element("a:Amount", "300.00").start("a:Empty").end();
    out.start("a:Text").text("a<b&c>\"d'\r\n").text("ü").end().end();
    EXPECT_EQ(out.finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<a:Document xmlns:a=\"urn:a\" note=\"&quot;&lt;&amp;&gt;'&#10;&#9;\">\n"
              "  <a:Amount>300.00</a:Amount>\n"
              "  <a:Empty/>\n"
              "  <a:Text>a&lt;b&amp;c&gt;\"d'&#13;\nü</a:Text>\n"
              "</a:Document>\n");
}

TEST(WriteXml, MixedContentIsNotIndented) {
    XmlWriter out;
    out.start("p").text("one ").element("b", "two").text(" three").end();
    EXPECT_EQ(out.finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<p>one <b>two</b> three</p>\n");
}

TEST(WriteXml, EveryTextReadsBackAsItWas) {
    const std::string texts[] = {"",
                                 " ",
                                 "]]>",
                                 "<!-- -->",
                                 "a\r\nb\tc",
                                 "&#0;",
                                 "\xF0\x9F\x98\x80",
                                 "'\"",
                                 std::string(100, '&')};
    for (const std::string& text : texts) {
        XmlWriter out;
        out.start("r").attribute("a", text).element("t", text).end();
        const auto parsed = parse_xml(out.finish());
        ASSERT_TRUE(parsed.has_value()) << text;
        EXPECT_EQ(parsed->attribute("a"), text);
        EXPECT_EQ(parsed->child("t")->text, text);
    }
}

TEST(WriteXml, WhatXmlCannotHoldIsReplaced) {
    for (const std::string& text :
         {std::string("a\0b", 3), std::string("a\x01"), std::string("\xFF"),
          std::string("\xED\xA0\x80"), std::string("\xEF\xBF\xBE")}) {
        EXPECT_FALSE(is_xml_text(text));
        XmlWriter out;
        out.element("t", text);
        EXPECT_TRUE(parse_xml(out.finish()).has_value());
    }
    EXPECT_TRUE(is_xml_text("Grüße\n\t\xF0\x9F\x98\x80"));
}

TEST(WriteXml, TreesKeepNamespacesUnderTheWishedPrefixes) {
    const auto tree = parse_xml(
        "<a xmlns='urn:a' xmlns:b='urn:b' b:x='1' xml:lang='de'><b:c>t</b:c><d xmlns=''/></a>");
    ASSERT_TRUE(tree.has_value());
    const std::string bytes = write_xml(*tree, {{"bb", "urn:b"}, {"unused", "urn:z"}});
    EXPECT_EQ(bytes,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<n1:a xmlns:n1=\"urn:a\" xmlns:bb=\"urn:b\" bb:x=\"1\" xml:lang=\"de\">\n"
              "  <bb:c>t</bb:c>\n"
              "  <d/>\n"
              "</n1:a>\n");
    const auto again = parse_xml(bytes);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->space, "urn:a");
    EXPECT_EQ(again->children[0].space, "urn:b");
    EXPECT_EQ(again->children[1].space, "");
}

}  // namespace
}  // namespace foerderwerk::xml
