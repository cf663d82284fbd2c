// SPDX-License-Identifier: EUPL-1.2
// Goal: the reader takes what the Recommendation and the workflow namespace allow, keeps what the
// interpreter needs, and refuses everything else with all its reasons.
// Method: a table of charts and the codes they must be refused with; one good chart looked at.
#include "connectors/xml/read_scxml.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

std::string codes_of(const Result<Document, Reasons>& read) {
    std::string codes;
    if (!read.has_value()) {
        for (const Reason& reason : read.error()) {
            codes += (codes.empty() ? "" : " ") + reason.code;
            EXPECT_NE(reason.text, "");
            EXPECT_NE(reason.place, "");
        }
    }
    return codes;
}

struct Refused {
    const char* name;
    const char* chart;
    const char* codes;
    const char* root = "";
};

const Refused refused[] = {
    {"no state", "", "NO_STATES"},
    {"another root", "<scxml/>", "NOT_SCXML"},
    {"other data model",
     "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' "
     "datamodel='ecmascript'><state/></scxml>",
     "DATAMODEL"},
    {"other version", "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='2'><state/></scxml>",
     "ILLEGAL_VALUE"},
    {"unknown target", "<state id='a'><transition event='e' target='z'/></state>",
     "UNKNOWN_TARGET"},
    {"empty target", "<state id='a'><transition event='e' target=''/></state>", "UNKNOWN_TARGET"},
    {"unknown initial", "<state id='a'/>", "UNKNOWN_TARGET", "initial='z'"},
    {"duplicate ids", "<state id='a'/><state id='a'/>", "DUPLICATE_ID"},
    {"id with a blank", "<state id='a b'/>", "ILLEGAL_ID"},
    {"initial outside", "<state id='a' initial='b'><state id='c'/></state><state id='b'/>",
     "ILLEGAL_INITIAL"},
    {"initial of an atomic state", "<state id='a' initial='b'/><state id='b'/>",
     "ILLEGAL_INITIAL ILLEGAL_INITIAL"},
    {"initial twice",
     "<state id='a' initial='b'><initial><transition target='b'/></initial>"
     "<state id='b'/></state>",
     "ILLEGAL_INITIAL"},
    {"initial with an event",
     "<state id='a'><initial><transition event='e' target='b'/></initial>"
     "<state id='b'/></state>",
     "ILLEGAL_INITIAL"},
    {"initial without target",
     "<state id='a'><initial><transition/></initial><state id='b'/>"
     "</state>",
     "ILLEGAL_INITIAL EMPTY_TRANSITION"},
    {"initial without transition", "<state id='a'><initial/><state id='b'/></state>",
     "ILLEGAL_INITIAL"},
    {"initial states that exclude each other", "<state id='a'/><state id='b'/>", "ILLEGAL_TARGETS",
     "initial='a b'"},
    {"targets that exclude each other",
     "<state id='a'><transition event='e' target='b c'/>"
     "</state><state id='b'/><state id='c'/>",
     "ILLEGAL_TARGETS"},
    {"target and its ancestor",
     "<state id='a'><transition event='e' target='p b'/></state>"
     "<parallel id='p'><state id='b'/></parallel>",
     "ILLEGAL_TARGETS"},
    {"a transition that says nothing", "<state id='a'><transition/></state>", "EMPTY_TRANSITION"},
    {"star inside a descriptor", "<state id='a'><transition event='a*b'/></state>",
     "ILLEGAL_EVENT"},
    {"empty event", "<state id='a'><transition event=' ' target='a'/></state>", "ILLEGAL_EVENT"},
    {"history without default", "<state id='p'><history id='h'/><state id='a'/></state>",
     "ILLEGAL_HISTORY"},
    {"history that leads out",
     "<state id='p'><history id='h'><transition target='z'/></history>"
     "<state id='a'/></state><state id='z'/>",
     "ILLEGAL_HISTORY"},
    {"shallow history that leads deep",
     "<state id='p'><history id='h'><transition target='b'/>"
     "</history><state id='a'><state id='b'/></state></state>",
     "ILLEGAL_HISTORY"},
    {"histories that lead to each other",
     "<state id='p'><history id='h'><transition target='i'/>"
     "</history><history id='i'><transition target='h'/></history><state id='a'/></state>",
     "ILLEGAL_HISTORY ILLEGAL_HISTORY"},
    {"history of the root", "<history id='h'><transition target='a'/></history><state id='a'/>",
     "UNKNOWN_ELEMENT ILLEGAL_HISTORY"},
    {"history type",
     "<state id='p'><history id='h' type='flat'><transition target='a'/></history>"
     "<state id='a'/></state>",
     "ILLEGAL_VALUE"},
    {"parallel without regions", "<parallel id='p'/>", "NO_STATES"},
    {"final as region", "<parallel id='p'><final id='f'/></parallel>",
     "UNKNOWN_ELEMENT ILLEGAL_CHILD"},
    {"final with a state", "<final id='f'><state id='a'/></final>",
     "UNKNOWN_ELEMENT ILLEGAL_CHILD"},
    {"variable twice",
     "<datamodel><data id='n'/></datamodel><state id='a'><datamodel>"
     "<data id='n'/></datamodel></state>",
     "DUPLICATE_DATA"},
    {"variable with a reserved name", "<datamodel><data id='_x'/></datamodel><state id='a'/>",
     "RESERVED_NAME"},
    {"data with two values",
     "<datamodel><data id='n' expr='1'>2</data></datamodel>"
     "<state id='a'/>",
     "EXCLUSIVE"},
    {"data without id", "<datamodel><data expr='1'/></datamodel><state id='a'/>",
     "MISSING_ATTRIBUTE RESERVED_NAME"},
    {"unknown element", "<state id='a'><wait/></state>", "UNKNOWN_ELEMENT"},
    {"element in the wrong place", "<state id='a'><raise event='e'/></state>", "UNKNOWN_ELEMENT"},
    {"an event sent in finalize",
     "<state id='a'><invoke type='case'><finalize><if cond='true'><raise event='e'/></if>"
     "</finalize></invoke></state>",
     "UNKNOWN_ELEMENT"},
    {"else outside if", "<state id='a'><onentry><else/></onentry></state>", "UNKNOWN_ELEMENT"},
    {"something after else",
     "<state id='a'><onentry><if cond='true'><else/><elseif cond='true'/>"
     "</if></onentry></state>",
     "ILLEGAL_VALUE"},
    {"unknown attribute", "<state id='a'><transition event='e' taget='a'/></state>",
     "UNKNOWN_ATTRIBUTE"},
    {"text between elements", "<state id='a'>here</state>", "UNEXPECTED_TEXT"},
    {"foreign element", "<state id='a'><x xmlns='urn:other'/></state>", "UNKNOWN_EXTENSION"},
    {"foreign attribute", "<state id='a' x:y='1' xmlns:x='urn:other'/>", "UNKNOWN_EXTENSION"},
    {"workflow attribute where it means nothing", "<state id='a'><onentry fw:label='x'/></state>",
     "UNKNOWN_EXTENSION"},
    {"condition that is no FEEL", "<state id='a'><transition cond='1 +' target='a'/></state>",
     "FEEL_SYNTAX"},
    {"extension expression that is no FEEL",
     "<state id='a'><onentry><fw:require cond=')' code='X'/></onentry></state>", "FEEL_SYNTAX"},
    {"location that is none",
     "<state id='a'><onentry><assign location='1' expr='1'/></onentry>"
     "</state>",
     "FEEL_SYNTAX"},
    {"script that is no assignment", "<script>call()</script><state id='a'/>", "FEEL_SYNTAX"},
    {"assign without location", "<state id='a'><onentry><assign expr='1'/></onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"assign without value", "<state id='a'><onentry><assign location='n'/></onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"raise without event", "<state id='a'><onentry><raise/></onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"send without event", "<state id='a'><onentry><send/></onentry></state>", "MISSING_ATTRIBUTE"},
    {"send with two events",
     "<state id='a'><onentry><send event='e' eventexpr='\"f\"'/></onentry>"
     "</state>",
     "EXCLUSIVE"},
    {"send with a delay that is none",
     "<state id='a'><onentry><send event='e' delay='soon'/></onentry></state>", "ILLEGAL_VALUE"},
    {"delay and due",
     "<state id='a'><onentry><send event='e' delay='1s' fw:due='today()'/>"
     "</onentry></state>",
     "EXCLUSIVE"},
    {"delayed internal event",
     "<state id='a'><onentry><send event='e' target='#_internal' "
     "delay='1s'/></onentry></state>",
     "EXCLUSIVE"},
    {"param without value",
     "<state id='a'><onentry><send event='e'><param name='n'/></send>"
     "</onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"cancel without id", "<state id='a'><onentry><cancel/></onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"foreach without item", "<state id='a'><onentry><foreach array='[]'/></onentry></state>",
     "MISSING_ATTRIBUTE"},
    {"src without a folder",
     "<datamodel><data id='n' src='file:x.txt'/></datamodel>"
     "<state id='a'/>",
     "SRC"},
    {"src outside the folder",
     "<datamodel><data id='n' src='../x.txt'/></datamodel>"
     "<state id='a'/>",
     "SRC"},
    {"src on the net", "<datamodel><data id='n' src='http://x/y'/></datamodel><state id='a'/>",
     "SRC"},
    {"several at once",
     "<state id='a'><transition event='e' target='z'/>"
     "<transition cond='(' target='y'/><wait/></state>",
     "UNKNOWN_ELEMENT FEEL_SYNTAX UNKNOWN_TARGET UNKNOWN_TARGET"},
    {"no XML", "<scxml", "WELLFORMED"},
};

TEST(ReadScxml, RefusesWithAllReasons) {
    for (const Refused& row : refused) {
        SCOPED_TRACE(row.name);
        const auto read = xml::read_scxml(whole_chart(row.chart, row.root));
        EXPECT_FALSE(read.has_value());
        EXPECT_EQ(codes_of(read), row.codes);
    }
}

TEST(ReadScxml, KeepsWhatTheWorkflowNamespaceSays) {
    ChartRunner runner(
        "<fw:parameter name='rate' type='number' value='300'/>"
        "<datamodel><fw:fact id='quota' source='register' keyexpr='_event.data.ags'/>"
        "<data id='n' fw:label='Anzahl'/></datamodel>"
        "<state id='a' fw:label='Eingang' fw:public-label='Eingegangen' fw:legal-basis='§ 44 "
        "LHO'>\n"
        "<fw:task role='sachbearbeitung' dueexpr='today()'><fw:look label='x'/></fw:task>"
        "<transition event='action.go' fw:step='votum' fw:by='sachbearbeitung' "
        "fw:unlike='zeichnung' fw:reason='required'>"
        "<send event='m' type='portal' fw:key='\"k\"' fw:label='Brief'/></transition></state>",
        "fw:label='Programm'");
    const Document& document = runner.document;
    const State& root = document.states[root_state];
    EXPECT_EQ(*find_extension(root.extensions, "label"), "Programm");
    ASSERT_EQ(root.declarations.size(), 2u);
    EXPECT_EQ(root.declarations[0].name, "parameter");
    EXPECT_EQ(*root.declarations[0].attribute("value"), "300");
    EXPECT_NE(root.declarations[1].expression("keyexpr"), nullptr);
    EXPECT_EQ(root.declarations[1].attribute("keyexpr"), nullptr);
    EXPECT_EQ(*find_extension(root.data.at(0).extensions, "label"), "Anzahl");
    const State& state = document.states[1];
    EXPECT_EQ(*find_extension(state.extensions, "public-label"), "Eingegangen");
    EXPECT_EQ(state.declarations.at(0).children.at(0).name, "look");
    EXPECT_EQ(state.declarations.at(0).line, 2u);
    const Transition& transition = document.transitions[state.event_transitions.at(0)];
    EXPECT_EQ(*find_extension(transition.extensions, "unlike"), "zeichnung");
    EXPECT_EQ(transition.line, 2u);
    const Send& send = std::get<Send>(transition.content.at(0).content);
    EXPECT_TRUE(send.key.has_value());
    EXPECT_EQ(send.extensions, (Extensions{{"label", "Brief"}}));
}

TEST(ReadScxml, ReadsFilesOfTheFolderThroughTheReader) {
    xml::ScxmlOptions options;
    options.read_file = [](const std::string& path) -> std::optional<std::string> {
        return path == "list.txt" ? std::optional<std::string>("[1, 2]") : std::nullopt;
    };
    const auto read = xml::read_scxml(
        whole_chart("<datamodel><data id='n' src='file:list.txt'/></datamodel><state id='a'/>"),
        options);
    ASSERT_TRUE(read.has_value());
    EXPECT_TRUE(read->states[root_state].data.at(0).value.expression.has_value());
    EXPECT_EQ(
        codes_of(xml::read_scxml(
            whole_chart("<datamodel><data id='n' src='other'/></datamodel><state/>"), options)),
        "SRC");
}

TEST(ReadScxml, DeepAndLongChartsEndInReasonsNotInCrashes) {
    std::string deep;
    for (int i = 0; i < 5000; ++i) {
        deep += "<state>";
    }
    EXPECT_FALSE(xml::read_scxml(whole_chart(deep)).has_value());
    for (int i = 0; i < 5000; ++i) {
        deep += "</state>";
    }
    EXPECT_FALSE(xml::read_scxml(whole_chart(deep)).has_value());
    std::string wide;
    for (int i = 0; i < 10'001; ++i) {
        wide += "<state/>";
    }
    EXPECT_EQ(codes_of(xml::read_scxml(whole_chart(wide))).substr(0, 8), "TOO_MANY");
    std::string targets;
    for (int i = 0; i < 20'000; ++i) {
        targets += "a ";
    }
    EXPECT_EQ(codes_of(xml::read_scxml(whole_chart("<state id='a'><transition event='e' target='" +
                                                   targets + "'/></state>"))),
              "TOO_MANY");
}

TEST(ReadScxml, StatesWithoutIdGetOne) {
    ChartRunner runner("<state><transition event='e' target='b'/></state><state id='b'/>");
    runner.start();
    EXPECT_EQ(runner.active(), "state 1");
    runner.send("e");
    EXPECT_EQ(runner.active(), "b");
}

}  // namespace
}  // namespace foerderwerk::statechart
