// SPDX-License-Identifier: EUPL-1.2
// Goal: whatever the chart and the events, a session is in a legal configuration after every
// macrostep, survives being stored and loaded, and does the same as one that was never stored, and
// as a second reading of Appendix D does.
// Method: seeded random charts with nested, parallel, final and history states and random
// transitions, some with conditions or without events; the seed is printed when something fails.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/statechart/appendix_d.hpp"
#include "tests/unit/statechart/chart_runner.hpp"

namespace foerderwerk::statechart {
namespace {

class ChartMaker {
public:
    explicit ChartMaker(unsigned seed) : random_(seed) {}

    std::string make() {
        std::string chart;
        for (std::size_t i = 0; i < 2 + pick(3); ++i) {
            chart += state(0, false);
        }
        replace_targets(chart);
        return chart;
    }

    std::size_t pick(std::size_t below) { return random_() % below; }

private:
    std::string new_id() {
        ids_.push_back("s" + std::to_string(ids_.size()));
        return ids_.back();
    }

    std::string state(int depth, bool region) {
        const std::string id = new_id();
        const std::size_t kind = depth >= 4 ? 0 : pick(region ? 5 : 6);
        if (kind == 5) {
            return "<final id='" + id + "'/>";
        }
        const bool parallel = kind == 4;
        const bool nested = kind >= 2;
        std::string inside;
        std::string first_child;
        for (std::size_t i = 0; nested && i < 1 + pick(3); ++i) {
            first_child = first_child.empty() ? "s" + std::to_string(ids_.size()) : first_child;
            inside += state(depth + 1, parallel);
        }
        if (nested && pick(2) == 0) {
            // Of a parallel every legal default is one region; the others follow by default.
            inside += "<history id='" + new_id() + "' type='" +
                      (pick(2) == 0 ? "deep" : "shallow") + "'><transition target='" + first_child +
                      "'/></history>";
        }
        const std::string tag = parallel ? "parallel" : "state";
        return "<" + tag + " id='" + id + "'>" + transitions(id) + inside + "</" + tag + ">";
    }

    std::string transitions(const std::string& id) {
        std::string text = "<onentry><log label='+" + id + "'/></onentry><onexit><log label='-" +
                           id + "'/></onexit>";
        for (std::size_t i = 0; i < pick(3); ++i) {
            const bool eventless = pick(8) == 0;
            text +=
                eventless ? "<transition cond='In(\"?\")'" : "<transition event='" + event() + "'";
            text += !eventless && pick(5) == 0 ? " cond='In(\"?\")'" : "";
            text += pick(4) == 0 ? " type='internal'" : "";
            text += pick(6) == 0 ? ">" : " target='?'>";
            text += pick(5) == 0 ? "<raise event='e" + std::to_string(pick(4)) + "'/>" : "";
            text += "</transition>";
        }
        return text;
    }

    /// Mostly one from outside, now and then the end of a state.
    std::string event() {
        return pick(6) == 0 ? "done.state.s" + std::to_string(pick(ids_.size()))
                            : "e" + std::to_string(pick(4));
    }

    void replace_targets(std::string& chart) {
        for (std::size_t at = chart.find('?'); at != std::string::npos; at = chart.find('?')) {
            chart.replace(at, 1, ids_[pick(ids_.size())]);
        }
    }

    std::mt19937 random_;
    std::vector<std::string> ids_;
};

/// The same event to a session that is reloaded before each step, one that never is, and the
/// second reading.
void run_chart(unsigned seed) {
    ChartMaker maker(seed);
    ChartRunner stored(maker.make());
    stored.limits.rounds_max = 400;
    stored.start();
    ChartRunner kept("<state/>");
    kept.document = stored.document;
    kept.limits = stored.limits;
    kept.start();
    AppendixD second(stored.document);
    second.start();
    for (int i = 0; i <= 20; ++i) {
        if (second.runaway() || !stored.failure.empty()) {
            ASSERT_TRUE(second.runaway() && !stored.failure.empty()) << "only one comes to rest";
            return;
        }
        ASSERT_EQ(kept.session.configuration, stored.session.configuration);
        ASSERT_EQ(kept.notes, stored.notes);
        ASSERT_EQ(
            std::vector<StateIndex>(second.configuration().begin(), second.configuration().end()),
            stored.session.configuration);
        ASSERT_EQ(second.notes(), stored.notes);
        ASSERT_EQ(second.running(), stored.session.phase == Phase::running);
        if (!second.running()) {
            return;
        }
        Event event;
        event.name = "e" + std::to_string(maker.pick(4));
        stored.send(event);
        const Surroundings around{kept, kept.environment, kept.limits};
        ASSERT_EQ(step(kept.document, kept.session, event, around).has_value(),
                  stored.failure.empty());
        second.send(event.name);
    }
}

TEST(RandomCharts, StayLegalSurviveReloadingAndAgreeWithTheSecondReading) {
    for (unsigned seed = 1; seed <= 2000 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        run_chart(seed);
    }
}

}  // namespace
}  // namespace foerderwerk::statechart
