// SPDX-License-Identifier: EUPL-1.2
// Goal: no wrapping (XSW) lets content through that was not signed. Method: the eight classic
// arrangements, adapted to a signature in the root, and their relatives with doubled ids. In each
// the signed message is still there, untouched, and a verifier that resolves the reference first
// finds it; only what the reader would take for the message is forged.
#include <gtest/gtest.h>

#include "connectors/signature/gate.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

struct Wrapping {
    const char* name;
    std::string message;
    const char* code;
};

/// A forged message with a root id of its own around `content`.
std::string forged(const std::string& root_attributes, const std::string& content) {
    return "<fwm:antrag.einreichen.0101 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\"" +
           root_attributes +
           "><fwm:kopf><fwm:nummer>4711</fwm:nummer></fwm:kopf>"
           "<fwm:antrag><fwm:ags>08336010</fwm:ags><fwm:betrag>999999.00</fwm:betrag></"
           "fwm:antrag>" +
           content + "</fwm:antrag.einreichen.0101>";
}

TEST(RefuseWrapping, EveryArrangement) {
    const std::string valid = without_prolog(valid_message());
    const std::string original = without_signature(valid);
    const std::string signature = signature_of(valid);
    const auto inside_signature = [&](const std::string& content) {
        return replaced(signature, "</ds:Signature>", content + "</ds:Signature>");
    };
    const std::string evil_id = " Id=\"evil\"";
    const std::string same_id = " Id=\"m1\"";
    const std::string object = "<ds:Object>" + original + "</ds:Object>";
    const std::string wrapped = "<fwm:huelle>" + original + "</fwm:huelle>";
    const std::string wrapped_signed = "<fwm:huelle>" + valid + "</fwm:huelle>";
    const std::vector<Wrapping> cases{
        {"XSW1 original inside the signature", forged(evil_id, inside_signature(original)),
         "SIG_COVERAGE"},
        {"XSW2 original beside the signature", forged(evil_id, original + signature),
         "SIG_COVERAGE"},
        {"XSW3 signed original as a child", forged(evil_id, valid), "SIG_STRUCTURE"},
        {"XSW4 signed original deeper", forged(evil_id, wrapped_signed), "SIG_STRUCTURE"},
        {"XSW5 original behind the signature", forged(evil_id, signature + original),
         "SIG_COVERAGE"},
        {"XSW6 original in front inside the signature",
         forged(evil_id, replaced(signature, "<ds:SignedInfo>", original + "<ds:SignedInfo>")),
         "SIG_COVERAGE"},
        {"XSW7 original in an envelope", forged(evil_id, wrapped + signature), "SIG_COVERAGE"},
        {"XSW8 original in ds:Object", forged(evil_id, inside_signature(object)), "SIG_COVERAGE"},
        {"same id, original first", forged(same_id, original + signature), "ID_DUP"},
        {"same id, original inside the signature", forged(same_id, inside_signature(object)),
         "ID_DUP"},
        {"same id as ID", forged(" ID=\"m1\"", original + signature), "ID_DUP"},
        {"same id as xml:id",
         forged(same_id, replaced(original, " Id=\"m1\"", " xml:id=\"m1\"") + signature), "ID_DUP"},
        {"same id as wsu:Id",
         forged(same_id,
                replaced(original, " Id=\"m1\"", " xmlns:w=\"urn:w\" w:Id=\"m1\"") + signature),
         "ID_DUP"},
        {"no root id", forged("", original + signature), "SIG_COVERAGE"},
        {"unsigned around signed", "<evil>" + valid + "</evil>", "SIG_STRUCTURE"},
        {"original in an attribute's shadow", forged(" id=\"m1\"", wrapped_signed), "ID_DUP"},
    };
    const XmlSignatureGate gate(all_senders());
    for (const auto& [name, message, code] : cases) {
        SCOPED_TRACE(name);
        const auto verified = gate.verify(message, arrival());
        ASSERT_FALSE(verified);
        EXPECT_TRUE(has_code(verified.error(), code)) << shown(verified.error());
    }
}

TEST(RefuseWrapping, RepeatedIds) {
    const auto with = [](const std::string& xml) {
        Craft craft;
        craft.content += xml;
        return sign_anything(message_template(craft), portal());
    };
    const XmlSignatureGate gate(all_senders());
    for (const char* xml : {"<fwm:x ID=\"a1\"/>", "<fwm:x id=\"a1\"/>", "<fwm:x xml:id=\"a1\"/>",
                            "<fwm:x xml:id=\"b\"/><fwm:x xml:id=\"b\"/>",
                            "<fwm:x Id=\"b\" ID=\"b\"/>", "<fwm:x id=\"m1\"/>"}) {
        SCOPED_TRACE(xml);
        const auto verified = gate.verify(with(xml), arrival());
        ASSERT_FALSE(verified);
        EXPECT_TRUE(has_code(verified.error(), "ID_DUP")) << shown(verified.error());
    }
    EXPECT_TRUE(gate.verify(with("<fwm:x ID=\"a2\"/><fwm:x id=\"a3\"/>"), arrival()));
}

TEST(RefuseWrapping, ReasonsStayFewForManyFaults) {
    Craft craft;
    for (int i = 0; i < 20'000; ++i) {
        craft.content += "<fwm:x Id=\"a1\"/>";
    }
    const XmlSignatureGate gate(all_senders());
    const auto verified = gate.verify(message_template(craft), arrival());
    ASSERT_FALSE(verified);
    EXPECT_LE(verified.error().size(), 50U);
}

}  // namespace
}  // namespace foerderwerk::signature::test
