// SPDX-License-Identifier: EUPL-1.2
// What two parsers read differently, document types, and whatever costs more than it should.
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using namespace std::string_literals;
using signature::test::between;
using signature::test::message_template;
using signature::test::replaced;
using signature::test::without_prolog;

std::string as_utf16(std::string_view ascii) {
    std::string wide = "\xFF\xFE";
    for (const char c : ascii) {
        wide += c;
        wide += '\0';
    }
    return wide;
}

void add_document_types(HostileList& list, const std::string& valid) {
    const std::string body = without_prolog(valid);
    list.attack("DTD-declared ids");
    list.add("ATTLIST with ID",
             "<!DOCTYPE r [<!ATTLIST fwm:kommune art ID #IMPLIED>]>" +
                 replaced(body, "<fwm:kommune>", "<fwm:kommune art=\"n-0101\">"),
             {"DTD"});
    list.attack("entities");
    list.add("DOCTYPE alone", "<?xml version='1.0'?><!DOCTYPE a>" + body, {"DTD"});
    list.add("external subset", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>" + body, {"DTD"});
    list.add(
        "external entity",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + replaced(body, "Özdemir", "&x;"),
        {"DTD"});
    list.add("behind a byte order mark", "\xEF\xBB\xBF<!DOCTYPE a>" + body, {"DTD"});
    list.add("in a comment", "<!-- <!DOCTYPE a> -->" + body, {"DTD"});
    list.add("in CDATA", replaced(body, "Özdemir", "<![CDATA[<!ENTITY a 'b'>]]>"), {"DTD"});
    list.add("undeclared", replaced(body, "Özdemir", "&x;"), {"WELLFORMED"});
    list.attack("bombs");
    std::string laughs = "<!ENTITY l0 'ha'>";
    std::string parameters = "<!ENTITY % p0 'ha'>";
    for (int i = 1; i < 30; ++i) {
        const std::string before = std::to_string(i - 1);
        laughs += "<!ENTITY l" + std::to_string(i) + " '&l" + before + ";&l" + before + ";'>";
        parameters +=
            "<!ENTITY % p" + std::to_string(i) + " '&#37;p" + before + ";&#37;p" + before + ";'>";
    }
    list.add_costly("billion laughs",
                    "<!DOCTYPE a [" + laughs + "]>" + replaced(body, "Özdemir", "&l29;"), {"DTD"});
    list.add_costly("parameter entities", "<!DOCTYPE a [" + parameters + "%p29;]>" + body, {"DTD"});
    list.add_costly("quadratic",
                    "<!DOCTYPE a [<!ENTITY x '" + std::string(50'000, 'x') + "'>]>" +
                        replaced(body, "Özdemir", repeated("&x;", 20'000)),
                    {"DTD"});
    list.attack("stack overflow in the search for a node");
    list.add_costly("entity that contains itself",
                    "<!DOCTYPE a [<!ENTITY x '<b>&x;</b>'>]>" +
                        replaced(body, "<fwm:kommune>", "&x;<fwm:kommune>"),
                    {"DTD"});
}

void add_encodings(HostileList& list, const std::string& valid) {
    const std::string body = without_prolog(valid);
    list.attack("parser differential: encoding");
    list.add("UTF-16 with a document type", as_utf16("<!DOCTYPE a><a/>"), {"ENCODING"});
    list.add("UTF-32", "\0\0\xFE\xFF\0\0\0<\0\0\0a"s, {"ENCODING"});
    list.add("EBCDIC", "\x4C\x6F\xA7\x94\x93\x40", {"ENCODING"});
    list.add("UTF-7 declared", replaced(valid, "UTF-8", "UTF-7"), {"ENCODING"});
    list.add("ISO-8859-1 declared", replaced(valid, "UTF-8", "ISO-8859-1"), {"ENCODING"});
    list.add("declared twice", "<?xml version='1.0' encoding='latin1' encoding='UTF-8'?>" + body,
             {"ENCODING"});
    list.add("XML 1.1", replaced(valid, "\"1.0\"", "\"1.1\""), {"ENCODING"});
    list.add("unreadable declaration", "<?xml version=1.0?>" + body, {"WELLFORMED"});
    list.add("unreadable declaration, then a document type",
             "<?xml version=1.0?><!DOCTYPE a>" + body, {"DTD", "WELLFORMED"});
    list.add("NUL behind the root", valid + '\0' + "<evil/>", {"ENCODING"});
    list.add("NUL in a text", replaced(valid, "Özdemir", "Öz\0demir"s), {"ENCODING"});
    list.add("overlong less-than",
             replaced(valid, "Özdemir",
                      "\xC0\xBC"
                      "b/>"),
             {"ENCODING"});
    list.add("surrogate", replaced(valid, "Özdemir", "\xED\xA0\x80"), {"ENCODING"});
    list.add("above U+10FFFF", replaced(valid, "Özdemir", "\xF4\x90\x80\x80"), {"ENCODING"});
    list.add("cut-off character", valid + "\xE2\x82", {"ENCODING"});
}

void add_syntax(HostileList& list, const std::string& valid) {
    const auto inside = [&](const std::string& xml) {
        return replaced(valid, "<fwm:kommune>", xml + "<fwm:kommune>");
    };
    list.attack("parser differential: syntax");
    list.add("two roots", valid + "<evil/>", {"WELLFORMED"});
    list.add("text behind the root", valid + "evil", {"WELLFORMED"});
    list.add("text in front of the root", "evil" + without_prolog(valid), {"WELLFORMED"});
    list.add("attribute twice", replaced(valid, " Id=\"n-0101\"", " Id=\"n-0101\" Id=\"n-0101\""),
             {"WELLFORMED"});
    list.add("same attribute by two prefixes",
             inside("<fwm:a xmlns:p='urn:p' xmlns:q='urn:p' p:b='1' q:b='2'/>"), {"WELLFORMED"});
    list.add("undeclared prefix", inside("<x:a/>"), {"WELLFORMED"});
    list.add("undeclared prefix of an attribute", inside("<fwm:a x:b='1'/>"), {"WELLFORMED"});
    list.add("prefix declared empty", inside("<fwm:a xmlns:p=''/>"), {"WELLFORMED"});
    list.add("two colons", inside("<fwm:a:b/>"), {"WELLFORMED"});
    list.add("control character by reference", replaced(valid, "Özdemir", "&#1;"), {"WELLFORMED"});
    list.add("U+FFFE", replaced(valid, "Özdemir", "\xEF\xBF\xBE"), {"WELLFORMED"});
    list.add("end of CDATA in a text", replaced(valid, "Özdemir", "]]>"), {"WELLFORMED"});
    list.add("relative namespace", inside("<r xmlns=\"r\"/>"), {"SIG_DIGEST"});
    list.add("truncated", valid.substr(0, valid.size() / 2), {"WELLFORMED"});
    list.add("last byte missing", valid.substr(0, valid.rfind('>')), {"WELLFORMED"});
    list.add("empty", "", {"WELLFORMED"});
    list.add("no XML", "{\"json\": true}", {"WELLFORMED"});
    list.attack("processing instructions");
    list.add("style sheet",
             replaced(valid, "<fwm:antrag.", "<?xml-stylesheet href='x'?><fwm:antrag."),
             {"POLICY"});
    list.add("in the content", inside("<?php evil ?>"), {"POLICY"});
    list.add("in the signature", replaced(valid, "<ds:SignedInfo>", "<?a?><ds:SignedInfo>"),
             {"POLICY"});
}

}  // namespace

void add_bytes(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    add_document_types(list, valid);
    add_encodings(list, valid);
    add_syntax(list, valid);
}

void add_limits(HostileList& list, const Sender& portal) {
    const std::string valid = valid_message(portal);
    const auto inside = [&](const std::string& xml) {
        return replaced(valid, "<fwm:kommune>", xml + "<fwm:kommune>");
    };
    const auto attributes = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += " a" + std::to_string(i) + "=''";
        }
        return text;
    };
    std::string declarations;
    for (int i = 0; i < 90; ++i) {
        declarations += " xmlns:n" + std::to_string(i) + "='urn:n'";
    }
    list.attack("200,000 attributes");
    list.add_costly("on one tag", inside("<fwm:a" + attributes(200'000) + "/>"), {"LIMITS"});
    list.add("129 on one tag", inside("<fwm:a" + attributes(129) + "/>"), {"LIMITS"});
    list.add_costly("on many tags", inside(repeated("<a" + attributes(100) + "/>", 2'000)),
                    {"LIMITS"});
    list.add("50,001 on many tags", inside(repeated("<a" + attributes(100) + "/>", 501)),
             {"LIMITS"});
    list.attack("deep nesting");
    list.add_costly("200,000 levels", repeated("<a>", 200'000), {"LIMITS"});
    list.add_costly("65,000 levels, closed",
                    inside(repeated("<a>", 49'000) + repeated("</a>", 49'000)), {"LIMITS"});
    list.add("65 levels", inside(repeated("<a>", 64) + repeated("</a>", 64)), {"LIMITS"});
    list.attack("size");
    list.add("more than 20 MiB", valid + std::string(20 * 1024 * 1024, ' '), {"LIMITS"});
    list.add("100,001 tags", inside(repeated("<a/>", 100'001)), {"LIMITS"});
    list.add("long tag", inside("<a b=\"" + std::string(64 * 1024, 'x') + "\"/>"), {"LIMITS"});
    list.add_costly("tag that never ends", "<a " + std::string(5'000'000, 'b'), {"LIMITS"});
    list.add_costly("quote that never ends", inside("<a b='" + repeated(">", 5'000'000)),
                    {"LIMITS"});
    list.add("text of 10,000,001 bytes", inside("<a>" + std::string(10'000'001, 'x') + "</a>"),
             {"LIMITS"});
    list.add("namespaces in scope",
             inside(repeated("<a" + declarations + ">", 3) + repeated("</a>", 3)), {"LIMITS"});
    list.attack("costly canonicalisation");
    list.add_costly("tags below many namespaces",
                    inside("<a" + declarations + "><a" + declarations + ">" +
                           repeated("<n89:a n88:b=''/>", 49'000) + "</a></a>"),
                    {"SIG_DIGEST"});
    list.add_costly("40,000 ids", inside(repeated("<a Id='x'/>", 40'000)), {"ID_DUP"});
    list.add_costly("30,000 comments", inside("<a>" + repeated("x<!--x-->", 30'000) + "</a>"),
                    {"POLICY"});
    list.add_costly("signature value of 9 MB",
                    replaced(valid, "<ds:SignatureValue>",
                             "<ds:SignatureValue>" + repeated("AAAA", std::size_t{9} * 1024 * 256)),
                    {"SIG_VALUE"});
}

}  // namespace foerderwerk::hostile
