// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>

#include "connectors/xml/message_schemas.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {

/// A message of a made-up programme that uses what the shipped family does not: it shows that a
/// new programme's messages need no code.
inline constexpr const char* probe_schema = R"(
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:test:programm"
    xmlns:fw="urn:foerderwerk:schema:1"
    xmlns:bn="http://xoev.de/schemata/basisnachricht/g2g/1_1"
    xmlns:c="http://xoev.de/schemata/code/1_0"
    xmlns:din="urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08"
    targetNamespace="urn:test:programm" elementFormDefault="qualified">
  <xs:import namespace="http://xoev.de/schemata/basisnachricht/g2g/1_1"/>
  <xs:import namespace="http://xoev.de/schemata/code/1_0"/>
  <xs:import namespace="urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08"/>
  <xs:attributeGroup name="Marken">
    <xs:attribute name="stufe" type="xs:integer"/>
    <xs:attribute name="art" type="xs:token" default="neu"/>
  </xs:attributeGroup>
  <xs:complexType name="Menge">
    <xs:simpleContent>
      <xs:extension base="xs:decimal"><xs:attribute name="einheit" type="xs:token"/></xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="Gruppe">
    <xs:sequence>
      <xs:element name="leiter" type="xs:string" minOccurs="0" fw:personal="leiter"/>
      <xs:element name="mitglied" type="xs:string" minOccurs="0" maxOccurs="9"
                  fw:personal="mitglied"/>
      <xs:element name="gruppe" type="p:Gruppe" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attributeGroup ref="p:Marken"/>
  </xs:complexType>
  <xs:group name="Wahl">
    <xs:choice>
      <xs:element name="links" type="xs:string"/>
      <xs:element name="rechts" type="xs:boolean"/>
    </xs:choice>
  </xs:group>
  <xs:complexType name="Inhalt">
    <xs:complexContent>
      <xs:extension base="bn:Nachricht.G2GType">
        <xs:sequence>
          <xs:element name="zahl" type="xs:decimal" minOccurs="0"/>
          <xs:element name="ganz" type="xs:long" minOccurs="0"/>
          <xs:element name="ja-nein" type="xs:boolean" minOccurs="0"/>
          <xs:element name="tag" type="xs:date" minOccurs="0"/>
          <xs:element name="uhr" type="xs:time" minOccurs="0"/>
          <xs:element name="moment" type="xs:dateTime" minOccurs="0"/>
          <xs:element name="dauer" type="xs:duration" minOccurs="0" maxOccurs="unbounded"/>
          <xs:element name="wort" type="xs:token" minOccurs="0"/>
          <xs:element name="zeile" type="xs:normalizedString" minOccurs="0"/>
          <xs:element name="text" type="xs:string" minOccurs="0"/>
          <xs:element name="binaer" type="xs:base64Binary" minOccurs="0"/>
          <xs:element name="muster" minOccurs="0">
            <xs:simpleType>
              <xs:restriction base="xs:string"><xs:pattern value="(a|b)*"/></xs:restriction>
            </xs:simpleType>
          </xs:element>
          <xs:element name="din" type="din:datatypeA" minOccurs="0"/>
          <xs:element name="menge" type="p:Menge" minOccurs="0"/>
          <xs:element name="farbe" type="c:Code" minOccurs="0"/>
          <xs:sequence minOccurs="0" maxOccurs="unbounded">
            <xs:element name="a" type="xs:string"/>
            <xs:element name="b" type="xs:string" minOccurs="0"/>
          </xs:sequence>
          <xs:group ref="p:Wahl" minOccurs="0"/>
          <xs:element name="gruppe" type="p:Gruppe" minOccurs="0"/>
          <xs:element name="ding" minOccurs="0" maxOccurs="unbounded">
            <xs:complexType>
              <xs:attribute name="id" type="xs:ID"/>
              <xs:attribute name="ref" type="xs:IDREF"/>
            </xs:complexType>
          </xs:element>
        </xs:sequence>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:element name="probe.melden.9001" type="p:Inhalt"/>
</xs:schema>)";

inline std::map<std::string, std::string> probe_files(const std::string& schema = probe_schema) {
    return {
        {"catalog.xml",
         "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>"
         "<uri name='urn:test:programm' uri='programm.xsd'/></catalog>"},
        {"programm.xsd", schema},
        {"codelists/farbe.xml",
         "<gc:CodeList xmlns:gc='http://docs.oasis-open.org/codelist/ns/genericode/1.0/'>"
         "<Identification><Version>2</Version><CanonicalUri>urn:test:farbe</CanonicalUri>"
         "</Identification><ColumnSet><Column Id='k'/><Column Id='n'/>"
         "<Key Id='key'><ColumnRef Ref='k'/></Key></ColumnSet><SimpleCodeList>"
         "<Row><Value ColumnRef='k'><SimpleValue>rot</SimpleValue></Value></Row>"
         "<Row><Value ColumnRef='k'><SimpleValue>blau</SimpleValue></Value></Row>"
         "</SimpleCodeList></gc:CodeList>"},
        {"codelists/typ.xml",
         "<gc:CodeList xmlns:gc='http://docs.oasis-open.org/codelist/ns/genericode/1.0/'>"
         "<Identification><Version>1</Version><CanonicalUri>urn:test:typ</CanonicalUri>"
         "</Identification><ColumnSet><Column Id='k'/>"
         "<Key Id='key'><ColumnRef Ref='k'/></Key></ColumnSet><SimpleCodeList>"
         "<Row><Value ColumnRef='k'><SimpleValue>9001</SimpleValue></Value></Row>"
         "</SimpleCodeList></gc:CodeList>"},
    };
}

/// The shipped schemas and the probe's.
inline std::shared_ptr<const MessageSchemas> probe_schemas() {
    static const std::shared_ptr<const MessageSchemas> schemas = [] {
        auto files = shipped_schemas()->files();
        const auto own = SchemaFiles::from(probe_files());
        EXPECT_TRUE(own.has_value()) << lines_of(own.error());
        EXPECT_TRUE(files.add(*own).has_value());
        auto loaded = MessageSchemas::load(std::move(files));
        EXPECT_TRUE(loaded.has_value()) << lines_of(loaded.error());
        return loaded.value();
    }();
    return schemas;
}

/// A probe message with that content (prefix p) and those further attributes on the root.
inline std::string probe(const std::string& content, const std::string& attributes = "") {
    std::string head = sample("antrag.einreichen.0101");
    const auto start = head.find("  <bn-g2g:nachrichtenkopf.g2g>");
    const auto end = head.find("  <fwm:programm");
    head = head.substr(start, end - start);
    const auto replace = [&head](const std::string& old_text, const std::string& new_text) {
        head.replace(head.find(old_text), old_text.size(), new_text);
    };
    replace("urn:foerderwerk:codeliste:nachrichtentyp", "urn:test:typ");
    replace("<code>0101</code>", "<code>9001</code>");
    return "<p:probe.melden.9001 xmlns:p=\"urn:test:programm\" "
           "xmlns:bn-g2g=\"http://xoev.de/schemata/basisnachricht/g2g/1_1\" "
           "xmlns:bn-beh=\"http://xoev.de/schemata/basisnachricht/behoerde/1_1\" "
           "xmlns:bn-kom=\"http://xoev.de/schemata/basisnachricht/kommunikation/1_1\" "
           "produkt=\"P\" produkthersteller=\"H\" standard=\"Probe\" version=\"1\" " +
           attributes + ">" + head + content + "</p:probe.melden.9001>";
}

}  // namespace foerderwerk::xml
