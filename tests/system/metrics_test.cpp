// SPDX-License-Identifier: EUPL-1.2
// Goal: what needs a person shows in /metrics. Method: rows put into a store in memory.
#include "connectors/daemon/metrics.hpp"

#include <gtest/gtest.h>

#include "connectors/daemon/system_clock.hpp"
#include "connectors/database/sqlite_store.hpp"

namespace foerderwerk::daemon {
namespace {

class Metrics : public testing::Test {
protected:
    std::string value_of(const std::string& name) {
        const std::string text = metrics_text(counters_, store_, clock_);
        const std::size_t at = text.find("\n" + name + " ");
        EXPECT_NE(at, std::string::npos) << text;
        const std::size_t from = at + name.size() + 2;
        return text.substr(from, text.find('\n', from) - from);
    }
    void put(const std::string& case_id, const std::string& parked, const std::string& status) {
        store_.write([&](ports::UnitOfWork& unit) {
            ports::CaseRow row;
            row.case_id = row.file_number = case_id;
            row.parked = parked;
            unit.put_case(row);
            ports::OutboxRow item;
            item.id = case_id + "-1-0";
            item.case_id = case_id;
            item.processor = "portal";
            item.status = status;
            unit.put_outbox(item);
        });
    }

    Counters counters_;
    SystemClock clock_;
    database::SqliteStore store_{{.path = ":memory:"}};
};

TEST_F(Metrics, NameWhatNeedsAPerson) {
    EXPECT_EQ(value_of("foerderwerk_cases_parked"), "0");
    put("c1", "Rechenfehler", "delivered");
    put("c2", "", "refused");
    put("c3", "", "open");
    EXPECT_EQ(value_of("foerderwerk_cases_parked"), "1");
    EXPECT_EQ(value_of("foerderwerk_outbox_refused"), "1");
    EXPECT_EQ(value_of("foerderwerk_outbox_due"), "1");
}

}  // namespace
}  // namespace foerderwerk::daemon
