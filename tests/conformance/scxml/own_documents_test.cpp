// SPDX-License-Identifier: EUPL-1.2
// Goal: any folder of documents of the suite can be run, whichever are in it: each conf: name is
// mapped, a document that is not about us is skipped with the reason, one that goes wrong is told.
// Method: small documents of our own in a folder of their own, kept as text and in a database by
// processes that are killed.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/conformance/scxml/run_suite.hpp"

namespace foerderwerk::scxml_suite {
namespace {

namespace fs = std::filesystem;

#define SCXML(attributes)                                           \
    "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0' " \
    "xmlns:conf='http://www.w3.org/2005/scxml-conformance' " attributes ">"
#define ENDS "<conf:pass/><conf:fail/></scxml>"
#define ELSE_FAILS "<transition event='*' conf:targetfail=''/>"

class OwnDocuments : public testing::Test {
protected:
    OwnDocuments() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~OwnDocuments() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    Outcome run(const std::string& text, Keeping keeping = Keeping::text) const {
        write("test1.txml", text);
        return run_document(folder_, "test1.txml", keeping);
    }

    const fs::path folder_ =
        fs::temp_directory_path() / ("own-documents-" + std::to_string(::getpid()));
};

struct Row {
    const char* name;
    const char* document;
};

constexpr const char* root = SCXML("conf:datamodel=''");
constexpr Row passing[] = {
    {"lists, rows of rows",
     "<datamodel><data conf:id='1' conf:arrayExpr123=''/>"
     "<data conf:id='2' conf:multiDimensionalArrayExpr='4'/><data conf:id='3'/></datamodel>"
     "<state><onentry><conf:incrementArray id='2'/><foreach conf:item='3' conf:arrayTextVar='1'/>"
     "</onentry><transition conf:arrayVal='2=5' target='s'/></state>"
     "<state id='s'><transition conf:idVal='3=3' conf:targetpass=''/></state>"},
    {"a list that is none, a name that is none",
     "<datamodel><data conf:id='1' conf:illegalArray=''/><data conf:id='2'><conf:array123/></data>"
     "</datamodel><state><onentry><foreach conf:item='3' conf:arrayVar='1'/></onentry>"
     "<transition event='error.execution' target='s'/>" ELSE_FAILS
     "</state><state id='s'><onentry><foreach conf:illegalItem='' conf:arrayVar='2'/></onentry>"
     "<transition event='error.execution' conf:targetpass=''/>" ELSE_FAILS "</state>"},
    {"an answer to the sender",
     "<state><onentry><send event='ask'/></onentry><transition event='ask' target='s' "
     "conf:originTypeEq='http://www.w3.org/TR/scxml/#SCXMLEventProcessor'>"
     "<conf:sendToSender name='told'/></transition>" ELSE_FAILS
     "</state><state id='s'><transition event='told' conf:eventIsExternal='' conf:targetpass=''/>"
     "</state>"},
    {"_event is not bound at first",
     "<state><onentry><if conf:systemVarIsBound='_event'><raise event='bound'/><else/>"
     "<raise event='unbound'/></if></onentry><transition event='unbound' conf:targetpass=''/>"
     "<transition event='bound' conf:targetfail=''/></state>"},
    {"done data as text, as parameter, as nothing",
     "<state id='p'><final><donedata><conf:contentFoo/></donedata></final>"
     "<transition event='done.state.p' conf:eventdataVal=\"'foo'\" target='q'/></state>"
     "<state id='q'><final><donedata><param conf:name='1' conf:expr='7'/></donedata></final>"
     "<transition event='done.state.q' conf:eventvarVal='1=7' target='r'/></state>"
     "<state id='r'><final><donedata><param name='x' conf:illegalExpr=''/></donedata></final>"
     "<transition event='done.state.r' conf:emptyEventData='' conf:targetpass=''/></state>"},
    {"content that cannot be had",
     "<state><onentry><send event='e'><conf:illegalContent/></send></onentry>"
     "<transition event='error.execution' conf:targetpass=''/>" ELSE_FAILS "</state>"},
    {"comparisons",
     "<datamodel><data conf:id='1' conf:expr='1'/><data conf:id='2' conf:expr='2'/>"
     "</datamodel><state><transition conf:varIdVal='1&lt;2' target='s'/></state><state id='s'>"
     "<transition conf:compareIDVal='2&gt;=1' target='t'/></state><state id='t'>"
     "<transition conf:idVal='1==1' conf:targetpass=''/></state>"},
    {"fields of the data, several names",
     "<datamodel><data conf:id='1' conf:expr='1'/><data conf:id='2' conf:quoteExpr='x'/>"
     "</datamodel><state><onentry><send event='e' conf:multipleNamelist='1 2'/></onentry>"
     "<transition event='e' conf:eventDataHasField='Var2' conf:targetpass=''/></state>"},
    {"a script from a file",
     "<script conf:scriptGoodSrc=''/><state>"
     "<transition conf:idVal='1=1' conf:targetpass=''/></state>"},
    {"a script that does not exist is refused",
     "<script conf:scriptBadSrc=''/><state><transition conf:targetfail=''/></state>"},
    {"a delay from a variable, and any event as in the schema",
     "<datamodel><data conf:id='1' conf:quoteExpr='2s'/></datamodel><state><onentry>"
     "<send event='late' conf:delayExpr='1'/><send event='soon' conf:delay='1.5'/></onentry>"
     "<transition event='soon' target='s'/><transition event='.*' conf:targetfail=''/></state>"
     "<state id='s'><transition event='.*' conf:targetpass=''/></state>"},
    // clang-format off
    {"two children, one inside the other, with delays and data both ways",
     "<datamodel><data conf:id='1' conf:expr='0'/></datamodel><state><invoke id='c'>"
     "<param conf:name='1' conf:expr='20'/><content>" SCXML("datamodel='feel'") "<datamodel>"
     "<data id='Var1'/></datamodel><state><invoke><content>" SCXML("datamodel='feel'") "<state>"
     "<onentry><send event='up' target='#_parent' delay='1s'/></onentry></state>"
     "</scxml></content></invoke><transition event='up' target='end'/></state>"
     "<final id='end'><donedata><param name='sum' expr='Var1 + 1'/></donedata></final>"
     "</scxml></content><finalize>"
     "<assign conf:location='1' conf:eventDataFieldValue='sum'/></finalize></invoke>"
     "<transition event='done.invoke.c' conf:idVal='1=21' conf:targetpass=''/>" ELSE_FAILS
     "</state>"},
    // clang-format on
};

TEST_F(OwnDocuments, PassKeptAsTextAndByProcessesThatAreKilled) {
    for (const Row& row : passing) {
        for (const Keeping keeping : {Keeping::text, Keeping::crash}) {
            const Outcome outcome = run(std::string(root) + row.document + ENDS, keeping);
            EXPECT_EQ(outcome.verdict, Verdict::passed) << row.name << ": " << outcome.why;
        }
    }
}

TEST_F(OwnDocuments, TheNullDataModelHasOnlyIn) {
    const Outcome outcome = run(SCXML(
        "datamodel='null'") "<parallel><state><transition cond=\"In('b')\" "
                            "conf:targetpass=''/></state><state id='b'/></parallel>" ENDS);
    EXPECT_EQ(outcome.verdict, Verdict::passed) << outcome.why;
}

TEST_F(OwnDocuments, WhatIsNotAboutUsIsSkippedWithTheReason) {
    constexpr Row skipped[] = {
        {"it is about the data model ecmascript",
         SCXML("datamodel='ecmascript'") "<state><transition cond=\"'x'\"/></state>" ENDS},
        {"it needs the optional Basic HTTP event processor",
         SCXML("conf:datamodel=''") "<state><onentry><send event='e' "
                                    "type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'/></"
                                    "onentry></state>" ENDS},
        {"it needs the optional Basic HTTP event processor",
         SCXML("conf:datamodel=''") "<state><transition conf:methodIsPost=''/></state>" ENDS},
        {"it loads from the network",
         SCXML("conf:datamodel=''") "<state><invoke src='http://x.example/a'/></state>" ENDS},
        {"a person must judge its outcome",
         SCXML("conf:datamodel=''") "<final id='final'/></scxml>"},
    };
    for (const Row& row : skipped) {
        const Outcome outcome = run(row.document);
        EXPECT_EQ(outcome.verdict, Verdict::skipped);
        EXPECT_EQ(outcome.why, row.name);
    }
}

TEST_F(OwnDocuments, WhatGoesWrongIsToldAndTheRestStillRuns) {
    const std::string head = root;
    write("test1.txml", head + "<state><transition conf:targetfail=''/></state>" ENDS);
    write("test2.txml", head + "<state><transition conf:unheardOf=''/></state>" ENDS);
    write("test3.scxml", head +
                             "<state><invoke src='file:test3sub1.txml'/>"
                             "<transition event='done.invoke' conf:targetpass=''/>"
                             "</state>" ENDS);
    write("test3sub1.scxml", head + "<final id='over'/></scxml>");
    write("test4.txml", head + "<state id='s'/>" ENDS);
    write("test5.txml", "<scxml");
    write("notes.txt", "no document");
    const auto outcomes = run_suite(folder_, Keeping::text);
    ASSERT_EQ(outcomes.size(), 5U);
    EXPECT_EQ(outcomes[0].why, "ended in fail");
    EXPECT_NE(outcomes[1].why.find("unheardOf"), std::string::npos) << outcomes[1].why;
    EXPECT_EQ(outcomes[2].verdict, Verdict::passed) << outcomes[2].why;
    EXPECT_EQ(outcomes[3].why, "ended in s");
    EXPECT_NE(outcomes[4].why.find("WELLFORMED"), std::string::npos) << outcomes[4].why;
}

}  // namespace
}  // namespace foerderwerk::scxml_suite
