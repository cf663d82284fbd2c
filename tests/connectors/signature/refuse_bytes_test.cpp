// SPDX-License-Identifier: EUPL-1.2
// Goal: what is refused before any signature is looked at is refused with the right class.
// Method: a table of hostile byte sequences, most of them made from one valid signed message, so
// that a check that were missing would let the message pass or change the class.
#include <gtest/gtest.h>

#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/gate.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

using namespace std::string_literals;

struct HostileBytes {
    const char* name;
    std::string bytes;
    const char* code;
};

void expect_refused(const std::vector<HostileBytes>& cases) {
    const XmlSignatureGate gate(all_senders());
    for (const HostileBytes& hostile : cases) {
        SCOPED_TRACE(hostile.name);
        const auto verified = gate.verify(hostile.bytes, arrival());
        ASSERT_FALSE(verified);
        EXPECT_TRUE(has_code(verified.error(), hostile.code)) << shown(verified.error());
        for (const Reason& reason : verified.error()) {
            EXPECT_FALSE(reason.text.empty());
        }
    }
}

std::string as_utf16(std::string_view ascii, bool big_endian) {
    std::string wide;
    for (const char c : ascii) {
        wide += big_endian ? ""s + '\0' + c : ""s + c + '\0';
    }
    return wide;
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

std::string in_content(const std::string& xml) {
    return replaced(valid_message(), "<fwm:kopf>", xml + "<fwm:kopf>");
}

TEST(RefuseBytes, Encodings) {
    const std::string& valid = valid_message();
    const std::string ascii = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    expect_refused({
        {"UTF-16 little endian with mark", "\xFF\xFE" + as_utf16(ascii, false), "ENCODING"},
        {"UTF-16 big endian with mark", "\xFE\xFF" + as_utf16(ascii, true), "ENCODING"},
        {"UTF-16 without mark", as_utf16("<?xml version='1.0'?>" + ascii, false), "ENCODING"},
        {"UTF-32", "\0\0\xFE\xFF\0\0\0<\0\0\0a"s, "ENCODING"},
        {"EBCDIC", "\x4C\x6F\xA7\x94\x93\x40", "ENCODING"},
        {"UTF-7 declared", "<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-",
         "ENCODING"},
        {"ISO-8859-1 declared", replaced(valid, "UTF-8", "ISO-8859-1"), "ENCODING"},
        {"UTF-16 declared", replaced(valid, "UTF-8", "UTF-16"), "ENCODING"},
        {"declared behind other attributes",
         "<?xml version = '1.0'\n encoding\t=\n'latin1' ?>" + without_prolog(valid), "ENCODING"},
        {"declared behind a mark", "\xEF\xBB\xBF" + replaced(valid, "UTF-8", "cp1252"), "ENCODING"},
        {"XML 1.1", replaced(valid, "\"1.0\"", "\"1.1\""), "ENCODING"},
        {"unreadable declaration", "<?xml version=1.0?>" + without_prolog(valid), "WELLFORMED"},
        {"open declaration", "<?xml version='1.0' ", "WELLFORMED"},
        {"NUL", replaced(valid, "4711", "47\0"s + "11"), "ENCODING"},
        {"NUL at the end", valid + '\0', "ENCODING"},
        {"lone continuation byte", replaced(valid, "4711", "\x80"), "ENCODING"},
        {"overlong slash", replaced(valid, "4711", "\xC0\xAF"), "ENCODING"},
        {"overlong less-than", replaced(valid, "4711", "\xE0\x80\xBC"), "ENCODING"},
        {"surrogate", replaced(valid, "4711", "\xED\xA0\x80"), "ENCODING"},
        {"above U+10FFFF", replaced(valid, "4711", "\xF4\x90\x80\x80"), "ENCODING"},
        {"cut-off sequence", valid + "\xE2\x82", "ENCODING"},
    });
}

TEST(RefuseBytes, DocumentTypes) {
    const std::string body = without_prolog(valid_message());
    const std::string laughs = "<!DOCTYPE a [<!ENTITY l '&#x6C;'><!ENTITY m '&l;&l;'>]>";
    expect_refused({
        {"DOCTYPE", "<?xml version='1.0'?><!DOCTYPE a>" + body, "DTD"},
        {"DOCTYPE behind a mark", "\xEF\xBB\xBF<!DOCTYPE a>" + body, "DTD"},
        {"external subset", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>" + body, "DTD"},
        {"entities", laughs + body, "DTD"},
        {"parameter entities", "<!DOCTYPE a [<!ENTITY % p ''>%p;]>" + body, "DTD"},
        {"ids declared", "<!DOCTYPE a [<!ATTLIST a b ID #IMPLIED>]>" + body, "DTD"},
        {"in a comment", "<!-- <!DOCTYPE a> -->" + body, "DTD"},
        {"entity in CDATA", in_content("<![CDATA[<!ENTITY a 'b'>]]>"), "DTD"},
        {"behind the root", body + "<!DOCTYPE a>", "DTD"},
        {"undeclared entity", in_content("&unbekannt;"), "WELLFORMED"},
    });
}

TEST(RefuseBytes, Limits) {
    const std::string attribute = " a=\"" + std::string(64 * 1024, 'x') + "\"";
    std::string attributes;
    for (int i = 0; i < 129; ++i) {
        attributes += " a" + std::to_string(i) + "=''";
    }
    std::string declarations;
    for (int i = 0; i < 100; ++i) {
        declarations += " xmlns:n" + std::to_string(i) + "='urn:n'";
    }
    expect_refused({
        {"too large", std::string(20 * 1024 * 1024 + 1, ' '), "LIMITS"},
        {"long tag", in_content("<fwm:a" + attribute + "/>"), "LIMITS"},
        {"long tag that never ends", "<a " + std::string(70'000, 'b'), "LIMITS"},
        {"quote that never ends", in_content("<fwm:a b='" + repeated(">", 70'000)), "LIMITS"},
        {"long end tag", in_content("<fwm:a></fwm:a" + std::string(70'000, ' ') + ">"), "LIMITS"},
        {"many attributes", in_content("<fwm:a" + attributes + "/>"), "LIMITS"},
        {"much markup", in_content(repeated("<fwm:a/>", 100'001)), "LIMITS"},
        {"many attributes in all", in_content(repeated("<a b='' c='' d='' e=''/>", 12'501)),
         "LIMITS"},
        {"depth", in_content(repeated("<fwm:a>", 64) + repeated("</fwm:a>", 64)), "LIMITS"},
        {"depth that never ends", repeated("<a>", 100'000), "LIMITS"},
        {"namespaces in scope",
         in_content(repeated("<fwm:a" + declarations + ">", 3) + repeated("</fwm:a>", 3)),
         "LIMITS"},
        {"long text", in_content("<fwm:a>" + std::string(10'000'001, 'x') + "</fwm:a>"), "LIMITS"},
        {"long CDATA",
         in_content("<fwm:a><![CDATA[" + std::string(10'000'001, 'x') + "]]></fwm:a>"), "LIMITS"},
    });
}

TEST(RefuseBytes, NotWellFormed) {
    const std::string& valid = valid_message();
    expect_refused({
        {"empty", "", "WELLFORMED"},
        {"one byte", "<", "WELLFORMED"},
        {"blank", "  \n", "WELLFORMED"},
        {"not XML", "{\"json\": true}", "WELLFORMED"},
        {"truncated", valid.substr(0, valid.size() / 2), "WELLFORMED"},
        {"truncated at the last byte", valid.substr(0, valid.rfind('>')), "WELLFORMED"},
        {"wrong end tag", replaced(valid, "</fwm:kopf>", "</fwm:kopf2>"), "WELLFORMED"},
        {"attribute twice", replaced(valid, "Id=\"a1\"", "Id=\"a1\" Id=\"a2\""), "WELLFORMED"},
        {"two roots", valid + "<b/>", "WELLFORMED"},
        {"text behind the root", valid + "b", "WELLFORMED"},
        {"text before the root", "b" + without_prolog(valid), "WELLFORMED"},
        {"control character", replaced(valid, "4711", "\x01"), "WELLFORMED"},
        {"control character in an attribute", replaced(valid, "\"a1\"", "\"\x02\""), "WELLFORMED"},
        {"control character in a comment", in_content("<!--\x03-->"), "WELLFORMED"},
        {"control character in CDATA", in_content("<![CDATA[\x04]]>"), "WELLFORMED"},
        {"reference to a control character", replaced(valid, "4711", "&#1;"), "WELLFORMED"},
        {"U+FFFE", replaced(valid, "4711", "\xEF\xBF\xBE"), "WELLFORMED"},
        {"CDATA end in text", replaced(valid, "4711", "]]>"), "WELLFORMED"},
        {"undeclared prefix", in_content("<x:a/>"), "WELLFORMED"},
        {"undeclared attribute prefix", in_content("<fwm:a x:b='1'/>"), "WELLFORMED"},
        {"same attribute by two prefixes",
         in_content("<fwm:a xmlns:p='urn:p' xmlns:q='urn:p' p:b='1' q:b='2'/>"), "WELLFORMED"},
        {"empty prefix declaration", in_content("<fwm:a xmlns:p=''/>"), "WELLFORMED"},
        {"prefix xmlns", in_content("<fwm:a xmlns:xmlns='urn:p'/>"), "WELLFORMED"},
        {"two colons", in_content("<fwm:a:b/>"), "WELLFORMED"},
    });
}

TEST(RefuseBytes, ProcessingInstructions) {
    const std::string& valid = valid_message();
    expect_refused({
        {"before the root", replaced(valid, "<fwm:antrag.", "<?a b?><fwm:antrag."), "POLICY"},
        {"style sheet", replaced(valid, "<fwm:antrag.", "<?xml-stylesheet?><fwm:antrag."),
         "POLICY"},
        {"in the content", in_content("<?a?>"), "POLICY"},
        {"in the signature", replaced(valid, "<ds:SignedInfo>", "<?a?><ds:SignedInfo>"), "POLICY"},
        {"behind the root", valid + "<?a?>", "POLICY"},
    });
}

TEST(RefuseBytes, AllReasonsOfTheStage) {
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(
        "<?xml version='1.1' encoding='latin1'?><!DOCTYPE a><a " + std::string(70'000, 'b') + "/>",
        arrival());
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().size(), 4U) << shown(verified.error());
}

TEST(RefuseBytes, TheParserRefusesDocumentTypesOnItsOwn) {
    ReasonList reasons;
    EXPECT_FALSE(parse_guarded("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", GateLimits(), reasons));
    EXPECT_TRUE(has_code(reasons.reasons(), "DTD")) << shown(reasons.reasons());
}

TEST(RefuseBytes, TheParserBoundsAttributesOnItsOwn) {
    GateLimits limits;
    limits.attributes_max = 2;
    ReasonList reasons;
    EXPECT_FALSE(parse_guarded("<a b='' c='' xmlns='urn:d'/>", limits, reasons));
    EXPECT_TRUE(has_code(reasons.reasons(), "LIMITS")) << shown(reasons.reasons());
}

}  // namespace
}  // namespace foerderwerk::signature::test
