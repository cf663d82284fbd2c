// SPDX-License-Identifier: EUPL-1.2
//
// Goal: every message of the family is refused for whatever can be missing or wrong in it, at its
// place, and all of it at once. Method: invalid messages made from the valid samples: a table of
// faults of each message with the reasons they must get, and, by the outline of its schema, each
// required part left out, each text replaced by a letter that no form allows, an unknown element
// everywhere.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/element_path.hpp"
#include "connectors/xml/message_outline.hpp"
#include "connectors/xml/message_reader.hpp"
#include "connectors/xml/write_xml.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {
namespace {

/// "RULE /antrag.einreichen.0101/programm": without line and column, which the making moves.
std::string code_and_place(const Reason& reason) {
    return reason.code + " " + reason.place.substr(0, reason.place.find(' '));
}

std::vector<std::string> problems_of(const Result<ports::Message, Reasons>& message) {
    std::vector<std::string> problems;
    if (!message.has_value()) {
        for (const Reason& reason : message.error())
            problems.push_back(code_and_place(reason));
    }
    return problems;
}

struct Fault {
    const char* message;
    std::string old_text;
    std::string new_text;
    std::vector<std::string> problems;  ///< places below the root
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> rows = {
        {"antrag.rueckweisung.0010",
         "<code>SCHEMA<",
         "<code>SCHEMATA<",
         {"RULE /grund[1]/fehlercode"}},
        {"antrag.rueckweisung.0010", ">KONTINGENT<", ">kontingent<", {"SCHEMA /grund[2]/fachcode"}},
        {"antrag.einreichen.0101", "2026-02-11", "2026-02-30", {"SCHEMA /kurs.ende"}},
        {"antrag.einreichen.0101", "09:00:00<", "9 Uhr<", {"SCHEMA /kurs.uhrzeit"}},
        {"antrag.einreichen.0101", "<fwm:personen>1", "<fwm:personen>0", {"SCHEMA /personen"}},
        {"antrag.eingangsbestaetigung.0102", "BV-2026-00017", "BV  2026", {"SCHEMA /aktenzeichen"}},
        {"antrag.eingangsbestaetigung.0102", "Ihr Antrag ist eingegangen.", "", {"SCHEMA /text"}},
        {"antrag.nachforderung.0103", "2026-02-02", "in zwei Wochen", {"SCHEMA /frist"}},
        {"antrag.nachforderung.0103", "Vollmacht der", "Voll\nmacht\u200B", {"SCHEMA /unterlage"}},
        {"antrag.nachreichung.0104", "application/pdf", "PDF", {"SCHEMA /anlage/mimetype"}},
        {"antrag.ruecknahme.0105",
         "Der Kurs findet nicht statt.",
         std::string(20'001, 'a'),
         {"SCHEMA /grund"}},
        {"antrag.ruecknahme.0105",
         "fwm:grund",
         "fwm:begruendung",
         {"SCHEMA /begruendung", "SCHEMA "}},
        {"antrag.aenderung.0106", "<fwm:personen>2</fwm:personen>", "", {"SCHEMA /aenderung[3]"}},
        {"antrag.aenderung.0106",
         "<fwm:personen>2</fwm:personen>",
         "<fwm:personen>2</fwm:personen><fwm:sonstiges>und mehr</fwm:sonstiges>",
         {"SCHEMA /aenderung[3]"}},
        {"antrag.aenderung.0106",
         "2026-03-09",
         "2026-03-09Z",
         {"SCHEMA /aenderung[2]/termin/beginn"}},
        {"antrag.aenderung.0106", "<code>sonstiges<", "<code>anderes<", {"RULE /anlage/art"}},
        {"antrag.entscheidung.0201",
         "listVersionID=\"1\">\n    <code>bewilligt",
         "listVersionID=\"2\">\n    <code>bewilligt",
         {"SCHEMA /entscheidung", "RULE /entscheidung/@listVersionID"}},
        {"antrag.entscheidung.0201", "300.00", "1e3", {"SCHEMA /betrag"}},
        {"antrag.entscheidung.0201", "BV-2026-00017-1", "Nr. 1", {"SCHEMA /voucher/id"}},
        {"teilnahme.nachweis.0301",
         "2026-01-20T14:30:00+01:00",
         "2026-01-20T14:30:00",
         {"SCHEMA /teilnahme/anmeldung"}},
        {"teilnahme.nachweis.0301",
         "tage.gesamt>3<",
         "tage.gesamt>drei<",
         {"SCHEMA /teilnahme/tage.gesamt"}},
        {"verwendung.bestaetigung.0302",
         "<fwm:wirtschaftlich>true",
         "<fwm:wirtschaftlich>ja",
         {"SCHEMA /wirtschaftlich"}},
        {"verwendung.bestaetigung.0302", "2026-02-09", "09.02.2026", {"SCHEMA /beginn"}},
        {"verwendung.bestaetigung.0302", "Zoë Öztürk", "Zoë 2", {"SCHEMA /zweite.person/name"}},
        {"zahlung.mitteilung.0401", "300.00", "-300.00", {"SCHEMA /betrag"}},
        {"zahlung.mitteilung.0401", "BV2026000170001", "", {"SCHEMA /referenz"}},
        {"zahlung.mitteilung.0401", "2026-03-02", "2026-3-2", {"SCHEMA /wertstellung"}},
    };
    return rows;
}

TEST(MessageFaults, EachGetsItsReasons) {
    MessageReader reader(shipped_schemas());
    for (const Fault& fault : faults()) {
        std::string bytes = sample(fault.message);
        for (auto at = bytes.find(fault.old_text); at != std::string::npos;
             at = bytes.find(fault.old_text, at + fault.new_text.size() + 1)) {
            bytes.replace(at, fault.old_text.size(), fault.new_text);
        }
        ASSERT_NE(bytes, sample(fault.message)) << fault.old_text;
        std::vector<std::string> expected;
        for (const std::string& problem : fault.problems) {
            const auto blank = problem.find(' ') + 1;
            expected.push_back(problem.substr(0, blank) + "/" + fault.message +
                               problem.substr(blank));
        }
        const auto message = reader.read(bytes);
        EXPECT_EQ(problems_of(message), expected)
            << fault.message << " " << fault.new_text
            << (message.has_value() ? "" : lines_of(message.error()));
    }
}

TEST(MessageFaults, EveryMessageHasSeveralOfThem) {
    std::map<std::string, int> count;
    for (const Fault& fault : faults())
        ++count[fault.message];
    for (const std::string& name : sample_names(true))
        EXPECT_GE(count[name] + (name == "antrag.nachreichung.0104" ? 2 : 0), 2) << name;
}

TEST(MessageFaults, AllOfThemAtOnce) {
    std::string bytes = sample("antrag.einreichen.0101");
    std::vector<std::string> expected;
    for (const auto& [old_text, new_text, problem] : std::vector<std::array<std::string, 3>>{
             {"<fwm:personen>1", "<fwm:personen>viele", "SCHEMA /antrag.einreichen.0101/personen"},
             {"2026-02-09", "9.2.2026", "SCHEMA /antrag.einreichen.0101/kurs.beginn"},
             {"<code>digitallotsen-basis", "<code>x", "RULE /antrag.einreichen.0101/programm"},
             {"<code>vollmacht", "<code>y", "RULE /antrag.einreichen.0101/anlage/art"},
             {"Jürgen", "Юрий", "SCHEMA /antrag.einreichen.0101/teilnehmer/vorname"},
             {"<code>0101", "<code>0102", "RULE /antrag.einreichen.0101"}}) {
        bytes.replace(bytes.find(old_text), old_text.size(), new_text);
        expected.push_back(problem);
    }
    std::vector<std::string> problems = problems_of(MessageReader(shipped_schemas()).read(bytes));
    std::ranges::sort(problems);
    std::ranges::sort(expected);
    EXPECT_EQ(problems, expected);
}

/// Walks a sample beside the outline of its message and tries each change in turn.
class Changes {
public:
    explicit Changes(const std::string& sample_name)
        : name_(sample_name), tree_(*parse_xml(sample(sample_name))) {
        path_.enter(tree_);
    }

    void try_all(const MessageOutline& outline) { inside(tree_, outline.parts); }

    int tried = 0;

private:
    void inside(XmlElement& parent, const std::vector<OutlinePart>& parts) {
        add_unknown(parent);
        for (const OutlinePart& part : parts) {
            if (part.is_required)
                leave_out(parent, part);
            for (XmlElement& child : parent.children) {
                if (child.name == part.name)
                    enter(child, part);
            }
        }
    }

    void enter(XmlElement& element, const OutlinePart& part) {
        path_.enter(element);
        if (part.is_code) {
            replace_code(element, part);
        } else if (part.parts.empty()) {
            replace_text(element, "SCHEMA");
        } else {
            inside(element, part.parts);
        }
        path_.leave();
    }

    void leave_out(XmlElement& parent, const OutlinePart& part) {
        const std::vector<XmlElement> whole = parent.children;
        std::erase_if(parent.children, [&](const XmlElement& c) { return c.name == part.name; });
        ASSERT_NE(parent.children.size(), whole.size()) << name_ << " has no " << part.name;
        expect("SCHEMA", "without " + part.name);
        parent.children = whole;
    }

    void add_unknown(XmlElement& parent) {
        parent.children.emplace_back();
        parent.children.back().space = tree_.space;
        parent.children.back().name = "unbekannt";
        expect("SCHEMA", "unknown element");
        parent.children.pop_back();
    }

    void replace_text(XmlElement& element, const char* code) {
        const std::string given = std::exchange(element.text, "中");
        expect(code, "text");
        element.text = given;
    }

    /// The XÖV head names lists that we do not hold; of those every code is taken.
    void replace_code(XmlElement& element, const OutlinePart& part) {
        const std::string uri =
            part.code_list.empty() ? std::string(element.attribute("listURI")) : part.code_list;
        if (shipped_schemas()->code_lists().versions(uri).empty())
            return;
        for (XmlElement& child : element.children) {
            if (child.name == "code") {
                const std::string given = std::exchange(child.text, "中");
                expect("RULE", "code");
                child.text = given;
            }
        }
    }

    void expect(const std::string& code, const std::string& what) {
        ++tried;
        const std::string place = path_.place();
        const std::string expected = code + " " + place.substr(0, place.find(' '));
        const auto message = reader_.read(write_xml(tree_));
        const auto problems = problems_of(message);
        EXPECT_NE(std::ranges::count(problems, expected), 0)
            << name_ << ", " << what << ", expected " << expected << "\n"
            << (message.has_value() ? "accepted" : lines_of(message.error()));
    }

    std::string name_;
    XmlElement tree_;
    ElementPath path_;
    MessageReader reader_{shipped_schemas()};
};

TEST(MessageFaults, EveryPartOfEveryMessageIsHeld) {
    const SchemaComponents components(shipped_schemas()->files());
    for (const std::string& name : shipped_schemas()->message_names()) {
        const ElementRule* rule = shipped_schemas()->message(name);
        const auto outline = outline_of(components, {rule->space, rule->name});
        ASSERT_TRUE(outline.has_value());
        Changes changes(rule->name);
        changes.try_all(*outline);
        EXPECT_GT(changes.tried, 25) << name;
    }
}

}  // namespace
}  // namespace foerderwerk::xml
