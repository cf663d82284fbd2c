// SPDX-License-Identifier: EUPL-1.2
// Goal: whatever the chart and the events, a session is in a legal configuration after every
// macrostep, survives being stored and loaded, and does the same as one that was never stored.
// Method: seeded random charts with nested, parallel, final and history states and random
// transitions; the seed is printed when something fails.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

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
            text += "<transition event='e" + std::to_string(pick(4)) + "'";
            text += pick(4) == 0 ? " type='internal'" : "";
            text += pick(6) == 0 ? ">" : " target='?'>";
            text += pick(5) == 0 ? "<raise event='e" + std::to_string(pick(4)) + "'/>" : "";
            text += "</transition>";
        }
        return text;
    }

    void replace_targets(std::string& chart) {
        for (std::size_t at = chart.find('?'); at != std::string::npos; at = chart.find('?')) {
            chart.replace(at, 1, ids_[pick(ids_.size())]);
        }
    }

    std::mt19937 random_;
    std::vector<std::string> ids_;
};

TEST(RandomCharts, StayLegalAndSurviveReloading) {
    for (unsigned seed = 1; seed <= 1000; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        ChartMaker maker(seed);
        ChartRunner stored(maker.make());
        stored.limits.rounds_max = 200;
        stored.start();
        ChartRunner kept("<state/>");
        kept.document = stored.document;
        kept.limits = stored.limits;
        kept.start();
        for (int i = 0; i < 20 && stored.failure.empty(); ++i) {
            Event event;
            event.name = "e" + std::to_string(maker.pick(4));
            stored.failure.clear();
            if (stored.session.phase != Phase::running) {
                break;
            }
            stored.send(event);
            const Surroundings around{kept, kept.environment, kept.limits};
            const auto result = step(kept.document, kept.session, event, around);
            ASSERT_EQ(result.has_value(), stored.failure.empty());
            ASSERT_EQ(kept.session.configuration, stored.session.configuration);
            ASSERT_EQ(kept.notes, stored.notes);
        }
    }
}

}  // namespace
}  // namespace foerderwerk::statechart
