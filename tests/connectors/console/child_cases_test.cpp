// SPDX-License-Identifier: EUPL-1.2
// Goal: a case starts a case of another programme, gets its result, and stops it when it is no
// longer asked for; all of it is delivered once, and every case replays. Method: two small
// programmes beside the one we ship, in a house on a database in memory; the outbox is carried out
// step by step, also twice.
#include <gtest/gtest.h>

#include "engine/operations/check_store.hpp"
#include "engine/operations/dispatch_outbox.hpp"
#include "engine/operations/replay_case.hpp"
#include "tests/connectors/console/house_on_sqlite.hpp"

namespace foerderwerk::tests {
namespace {

constexpr const char* head =
    R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:fw="urn:foerderwerk:workflow:1"
  version="1.0" datamodel="feel" )";

const std::string parent_chart = std::string(head) + R"(name="schulung">
  <datamodel><data id="antwort"/></datamodel>
  <state id="anfang">
    <transition event="message.antrag.einreichen" target="partner"/>
  </state>
  <state id="partner">
    <invoke type="case" src="partner" id="zusage">
      <param name="plaetze" expr="3"/>
      <param name="reply_to" expr="_x.case.reply_to"/>
    </invoke>
    <transition event="done.invoke.zusage" target="fertig">
      <assign location="antwort" expr="_event.data"/>
    </transition>
    <transition event="error.communication error.invoke.zusage" target="gescheitert"/>
    <transition event="action.abbrechen" target="pause" fw:by="sachbearbeitung"/>
  </state>
  <state id="pause">
    <transition event="action.nochmal" target="partner" fw:by="sachbearbeitung"/>
  </state>
  <state id="fertig">
    <transition event="action.schluss" fw:by="sachbearbeitung" target="ende"/></state>
  <final id="gescheitert"/>
  <final id="ende"/>
</scxml>)";

const std::string child_chart = std::string(head) + R"(name="partner">
  <datamodel><data id="plaetze"/></datamodel>
  <state id="anfang">
    <transition event="admin.invoke" target="pruefung" cond="_event.data.plaetze &lt; 10">
      <assign location="plaetze" expr="_event.data.plaetze"/>
    </transition>
  </state>
  <state id="pruefung">
    <transition event="action.zusagen" target="zugesagt" fw:by="sachbearbeitung"/>
  </state>
  <final id="zugesagt"><donedata><param name="plaetze" expr="plaetze - 1"/></donedata></final>
</scxml>)";

class ChildCases : public ::testing::Test {
protected:
    ChildCases() { add(parent_chart, "6007739"); }

    void add(const std::string& chart, const std::string& leistung) {
        const cases::Files files{{"workflow.scxml", chart}};
        const auto definition = rig.loader.load(files);
        ASSERT_TRUE(definition.has_value()) << definition.error().front().text;
        rig.definitions.add(*definition);
        rig.store.write([&](ports::UnitOfWork& unit) {
            unit.put_definition({.id = (*definition)->id.text(),
                                 .programme = (*definition)->programme,
                                 .files_json = operations::files_json(files)});
        });
        auto& programmes = rig.casework.programmes;
        for (operations::ProgrammeSettings& programme : programmes) {
            programme.leistung = programme.leistung == leistung ? "other" : programme.leistung;
        }
        programmes.push_back({.programme = (*definition)->programme,
                              .definition = (*definition)->id.text(),
                              .leistung = leistung,
                              .file_number_pattern = (*definition)->programme + "-{number:03}",
                              .settings = {}});
    }

    std::size_t deliver() {
        operations::OutboxDispatcher dispatcher(rig.casework, {});
        std::size_t all = 0;
        for (std::size_t some = 1; some > 0; all += some) {
            some = dispatcher.dispatch_due(100);
        }
        return all;
    }

    std::string states(const std::string& name) {
        std::string found = "(none)";
        rig.store.read([&](ports::StoreReader& store) {
            const auto id = store.case_by_file_number(name);
            const auto row = store.find_case(id.value_or(name));
            found = row.has_value() ? row->states : found;
        });
        return found;
    }

    int act(const std::string& name, const std::string& action) {
        return rig.run("case act", Json::Object{{"case", name}, {"event", action}}, "sb-1").exit;
    }

    void expect_sound() {
        rig.store.read([&](ports::StoreReader& store) {
            const auto check = operations::check_store(store, rig.casework);
            EXPECT_TRUE(check.reasons.empty()) << codes(check.reasons);
            for (const ports::CaseRow& row : store.list_cases({.programme = {},
                                             .state = {},
                                             .role = {},
                                             .open_only = false,
                                             .most = 100,
                                             .after_case = {}})) {
                EXPECT_TRUE(operations::replay_case(store, rig.casework, row.case_id).identical())
                    << row.file_number;
            }
        });
    }

    HouseOnSqlite rig;
};

TEST_F(ChildCases, TheChildBeginsEndsAndItsResultComesBack) {
    add(child_chart, "partner");
    const std::string parent = rig.new_case();
    EXPECT_EQ(states(parent), "partner");
    EXPECT_EQ(states("partner-001"), "(none)") << "nothing is opened inside the parent's step";
    deliver();
    EXPECT_EQ(states("partner-001"), "pruefung");
    EXPECT_EQ(act("partner-001", "zusagen"), 0);
    EXPECT_EQ(states(parent), "partner");
    deliver();
    EXPECT_EQ(states(parent), "fertig");
    EXPECT_EQ(deliver(), 0U);
    const auto shown = rig.run("case show", Json::Object{{"case", parent}}, "sb-1");
    EXPECT_NE(canonical_json(*shown.result.find("data")).find("\"plaetze\""), std::string::npos);
    expect_sound();
}

TEST_F(ChildCases, DeliveredTwiceItIsOneChild) {
    add(child_chart, "partner");
    rig.new_case();
    deliver();
    // As after a crash between the child's first step and the closing of the item.
    rig.store.write([&](ports::UnitOfWork& unit) {
        for (ports::OutboxRow row : unit.outbox_of_case(unit.list_cases({.programme = "schulung",
                                    .state = {},
                                    .role = {},
                                    .open_only = true,
                                    .most = 1,
                                    .after_case = {}})
                                                            .front()
                                                            .case_id)) {
            row.status = "open";
            unit.put_outbox(row);
        }
    });
    EXPECT_GE(deliver(), 1U);
    EXPECT_EQ(states("partner-001"), "pruefung");
    EXPECT_EQ(states("partner-002"), "(none)");
}

TEST_F(ChildCases, LeavingTheStateStopsTheChildAndItsResultIsNotHeard) {
    add(child_chart, "partner");
    const std::string parent = rig.new_case();
    deliver();
    EXPECT_EQ(act(parent, "abbrechen"), 0);
    deliver();
    EXPECT_EQ(states(parent), "pause");
    EXPECT_NE(act("partner-001", "zusagen"), 0) << "it has been stopped";
    EXPECT_EQ(act(parent, "nochmal"), 0);
    deliver();
    EXPECT_EQ(states("partner-002"), "pruefung") << "another invocation is another case";
    EXPECT_EQ(act("partner-002", "zusagen"), 0);
    deliver();
    EXPECT_EQ(states(parent), "fertig");
    expect_sound();
}

TEST_F(ChildCases, ALateResultOfAnEarlierChildIsDropped) {
    add(child_chart, "partner");
    const std::string parent = rig.new_case();
    deliver();
    EXPECT_EQ(act("partner-001", "zusagen"), 0);  // its result waits in the outbox
    EXPECT_EQ(act(parent, "abbrechen"), 0);
    EXPECT_EQ(act(parent, "nochmal"), 0);
    deliver();
    EXPECT_EQ(states(parent), "partner") << "the second child is asked, not the first";
    EXPECT_EQ(states("partner-002"), "pruefung");
    expect_sound();
}

TEST_F(ChildCases, AChildThatCannotBeginIsToldToItsParent) {
    const std::string lonely = rig.new_case();  // no programme of that name
    deliver();
    EXPECT_EQ(states(lonely), "gescheitert");
    std::string picky = child_chart;
    picky.replace(picky.find("&lt; 10"), 7, "&gt; 10");
    add(picky, "partner");
    const std::string refused = rig.new_case();
    deliver();
    EXPECT_EQ(states(refused), "gescheitert");
    expect_sound();
}

}  // namespace
}  // namespace foerderwerk::tests
