// SPDX-License-Identifier: EUPL-1.2
// Wrapping: the signed message is still there, untouched, and a verifier that resolves the
// reference first finds it; what a reader would take for the message is forged.
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;
using signature::test::signature_of;
using signature::test::without_prolog;
using signature::test::without_signature;

/// A forged message with attributes of its own around `content`.
std::string forged(const std::string& attributes, const std::string& content) {
    return "<fwm:antrag.einreichen.0101 xmlns:fwm=\"urn:foerderwerk:xsd:nachrichten:1.0\"" +
           attributes + "><fwm:personen>9</fwm:personen>" + content +
           "</fwm:antrag.einreichen.0101>";
}

void add_classic(HostileList& list, const std::string& valid) {
    const std::string original = without_signature(valid);
    const std::string signature = signature_of(valid);
    const auto inside = [&](const std::string& content) {
        return replaced(signature, "</ds:Signature>", content + "</ds:Signature>");
    };
    const std::string evil = " Id=\"evil\"";
    const std::string object = "<ds:Object>" + original + "</ds:Object>";
    list.attack("XSW1");
    list.add("original inside the signature", forged(evil, inside(original)),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.attack("XSW2");
    list.add("original beside the signature", forged(evil, original + signature), {"SIG_COVERAGE"});
    list.attack("XSW3");
    list.add("signed original as a child", forged(evil, valid), {"SIG_STRUCTURE"});
    list.attack("XSW4");
    list.add("signed original deeper", forged(evil, "<fwm:huelle>" + valid + "</fwm:huelle>"),
             {"SIG_STRUCTURE"});
    list.attack("XSW5");
    list.add("original behind the signature", forged(evil, signature + original), {"SIG_COVERAGE"});
    list.attack("XSW6");
    list.add("original in front, inside the signature",
             forged(evil, replaced(signature, "<ds:SignedInfo>", original + "<ds:SignedInfo>")),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.attack("XSW7");
    list.add("original in an envelope",
             forged(evil, "<fwm:huelle>" + original + "</fwm:huelle>" + signature),
             {"SIG_COVERAGE"});
    list.attack("XSW8");
    list.add("original in ds:Object", forged(evil, inside(object)),
             {"SIG_COVERAGE", "SIG_STRUCTURE"});
    list.attack("wrapping, other arrangements");
    list.add("forged root without an id", forged("", original + signature), {"SIG_COVERAGE"});
    list.add("another root around", "<evil>" + valid + "</evil>", {"SIG_STRUCTURE"});
}

void add_repeated_ids(HostileList& list, const std::string& valid) {
    const std::string original = without_signature(valid);
    const std::string signature = signature_of(valid);
    const std::string same = " Id=\"n-0101\"";
    const auto respelled = [&](const std::string& spelling) {
        return forged(same, replaced(original, same, spelling) + signature);
    };
    list.attack("duplicate ids");
    list.add("Id twice, original first", forged(same, original + signature), {"ID_DUP"});
    list.add("as ID on the root", forged(" ID=\"n-0101\"", original + signature),
             {"ID_DUP", "SIG_COVERAGE"});
    list.add("as id on the root", forged(" id=\"n-0101\"", original + signature),
             {"ID_DUP", "SIG_COVERAGE"});
    list.add("as ID on the original", respelled(" ID=\"n-0101\""), {"ID_DUP"});
    list.add("as id on the original", respelled(" id=\"n-0101\""), {"ID_DUP"});
    list.add("as xml:id on the original", respelled(" xml:id=\"n-0101\""), {"ID_DUP"});
    list.add("as wsu:Id on the original",
             respelled(" xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/"
                       "oasis-200401-wss-wssecurity-utility-1.0.xsd\" w:Id=\"n-0101\""),
             {"ID_DUP"});
    list.add("on the signature", replaced(valid, "<ds:SignatureValue", "<ds:SignatureValue" + same),
             {"ID_DUP"});
}

}  // namespace

void add_wrappings(HostileList& list, const Sender& portal) {
    const std::string valid = without_prolog(valid_message(portal));
    add_classic(list, valid);
    add_repeated_ids(list, valid);

    list.attack("partial coverage");
    Craft part = application(portal);
    part.content = replaced(part.content, "<fwm:kommune>", "<fwm:kommune Id=\"k-1\">");
    part.uri_attribute = " URI=\"#k-1\"";
    list.add("reference to a child", sign_anything(message_template(part), portal),
             {"SIG_COVERAGE"});
    Craft bare = application(portal);
    bare.root_attributes = replaced(bare.root_attributes, " Id=\"n-0101\"", "");
    bare.uri_attribute = " URI=\"\"";
    list.add("root without an id", sign_anything(message_template(bare), portal),
             {"SIG_COVERAGE", "SIG_REFURI"});
    list.add("reference to nothing", replaced(valid, "URI=\"#n-0101\"", "URI=\"#n-0102\""),
             {"SIG_COVERAGE"});

    list.attack("signature in the wrong place");
    const std::string signature = signature_of(valid);
    const std::string original = without_signature(valid);
    list.add("none", original, {"SIG_MISSING"});
    list.add("of a similar namespace", replaced(valid, "2000/09/xmldsig#\"", "2000/09/xmldsig\""),
             {"SIG_MISSING"});
    list.add("deeper", replaced(original, "</fwm:kommune>", signature + "</fwm:kommune>"),
             {"SIG_STRUCTURE"});
    list.add("as the root", signature, {"SIG_STRUCTURE"});
    list.add("twice in the root", replaced(valid, signature, signature + signature),
             {"SIG_STRUCTURE"});
    list.add("a second one deeper", replaced(valid, "</fwm:kommune>", signature + "</fwm:kommune>"),
             {"SIG_STRUCTURE"});
    Craft stray = application(portal);
    stray.content += "<d:Object xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\">x</d:Object>";
    list.add("an element of its namespace outside", sign_anything(message_template(stray), portal),
             {"SIG_STRUCTURE"});
}

}  // namespace foerderwerk::hostile
