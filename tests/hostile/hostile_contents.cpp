// SPDX-License-Identifier: EUPL-1.2
// Content that a registered sender did sign and that still must not become a case.
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

namespace {

using signature::test::message_template;
using signature::test::replaced;
using signature::test::sign_anything;

const std::string xsi = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

}  // namespace

void add_contents(HostileList& list, const Sender& portal) {
    const auto changed = [&](const std::string& from, const std::string& to) {
        Craft craft = application(portal);
        craft.content = replaced(craft.content, from, to);
        return sign_anything(message_template(craft), portal);
    };
    list.attack("XInclude");
    list.add("of a file",
             changed("<fwm:bemerkung>",
                     "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" "
                     "href=\"file:///etc/passwd\"/><fwm:bemerkung>"),
             {"SCHEMA"});
    list.add("within a text",
             changed("Erster Antrag",
                     "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" "
                     "href=\"file:///etc/passwd\"/>"),
             {"SCHEMA"});
    list.attack("schemaLocation");
    Craft located = application(portal);
    located.root_attributes += xsi + " xsi:schemaLocation=\"urn:evil http://127.0.0.1:1/evil.xsd\"";
    located.content = replaced(located.content, "<fwm:bemerkung>",
                               "<e:evil xmlns:e=\"urn:evil\"/><fwm:bemerkung>");
    list.add("brings a schema of its own", sign_anything(message_template(located), portal),
             {"SCHEMA"});
    list.attack("xsi:type");
    list.add("another type",
             changed("<fwm:kommune>", "<fwm:kommune" + xsi + " xsi:type=\"fwm:kontakt\">"),
             {"SCHEMA"});
    list.add("any type",
             changed("<fwm:kommune>", "<fwm:kommune" + xsi +
                                          " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
                                          "xsi:type=\"xs:anyType\">"),
             {"SCHEMA"});
    list.attack("xsi:nil");
    list.add(
        "a mandatory element",
        changed("<fwm:personen>1</fwm:personen>", "<fwm:personen" + xsi + " xsi:nil=\"true\"/>"),
        {"SCHEMA"});
    list.attack("content against the schema");
    list.add("unknown element", changed("<fwm:bemerkung>", "<fwm:evil/><fwm:bemerkung>"),
             {"SCHEMA"});
    list.add("number with a sign", changed("<fwm:personen>1<", "<fwm:personen>-1<"), {"SCHEMA"});
    list.add("huge number",
             changed("<fwm:personen>1<", "<fwm:personen>" + std::string(400, '9') + "<"),
             {"SCHEMA"});
    list.add("municipality key of another form", changed("<fwm:ags>08336010", "<fwm:ags>8336010"),
             {"SCHEMA"});
    list.add("another root",
             [&] {
                 Craft craft = application(portal);
                 std::string text = message_template(craft);
                 text = replaced(text, "<fwm:antrag.einreichen.0101", "<fwm:evil");
                 text = replaced(text, "</fwm:antrag.einreichen.0101", "</fwm:evil");
                 return sign_anything(text, portal);
             }(),
             {"SCHEMA"});
}

}  // namespace foerderwerk::hostile
