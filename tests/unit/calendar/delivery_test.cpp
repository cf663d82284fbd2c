// SPDX-License-Identifier: EUPL-1.2
// Goal: each way of delivery has its clock, in the version of the day. Method: tables.
#include "engine/calendar/delivery.hpp"

#include <gtest/gtest.h>

namespace foerderwerk::calendar {
namespace {

LocalDate date(const char* text) {
    return parse_date(text).value();
}

TEST(Delivery, EachWayHasItsClockInTheVersionOfTheDay) {
    using enum DeliveryClock;
    const struct {
        DeliveryClock clock;
        const char* day;
        const char* delivered;
        const char* rule;
    } table[] = {
        {post, "2026-01-12", "2026-01-16", "§ 41 Abs. 2 Satz 1 LVwVfG, Tag 4"},
        {electronic, "2026-01-12", "2026-01-16", "§ 41 Abs. 2 Satz 2 LVwVfG, Tag 4"},
        {portal_mailbox, "2026-01-12", "2026-01-15", "§ 9 OZG, Tag 3"},
        {retrieval, "2026-01-12", "2026-01-13", "§ 41 Abs. 2a LVwVfG, Tag 1"},
        {post, "2025-01-01", "2025-01-05", "§ 41 Abs. 2 Satz 1 LVwVfG, Tag 4"},
        {post, "2024-12-31", "2025-01-03",
         "§ 41 Abs. 2 Satz 1 LVwVfG in der Fassung bis 2024, Tag 3"},
        {electronic, "2024-02-26", "2024-02-29",
         "§ 41 Abs. 2 Satz 2 LVwVfG in der Fassung bis 2024, Tag 3"},
        {portal_mailbox, "2024-12-31", "2025-01-03", "§ 9 OZG, Tag 3"},
    };
    for (const auto& row : table) {
        const auto delivered = deemed_delivery(date(row.day), row.clock);
        EXPECT_EQ(to_string(delivered->end), row.delivered) << row.day;
        EXPECT_EQ(delivered->rule, row.rule);
        EXPECT_EQ(delivered->raw_end, delivered->end) << "the fiction is no period";
    }
    EXPECT_EQ(deemed_delivery(date("9999-12-30"), post).error().code, "FRIST_UNGUELTIG");
}

TEST(Delivery, OnlyALaterAccessIsHeard) {
    const auto with_access = [](const char* access) {
        return deemed_delivery(date("2026-01-12"), DeliveryClock::post, delivery_clocks(),
                               date(access));
    };
    EXPECT_EQ(to_string(with_access("2026-01-14")->end), "2026-01-16");
    EXPECT_EQ(to_string(with_access("2026-01-16")->end), "2026-01-16");
    EXPECT_EQ(to_string(with_access("2026-01-20")->end), "2026-01-20");
    EXPECT_NE(with_access("2026-01-20")->rule.find("späterer Zugang"), std::string::npos);
}

TEST(Delivery, AClockWithoutAVersionForTheDayIsUnknown) {
    const DeliveryClocks clocks = {{DeliveryClock::post, date("2026-01-01"), 4, "§"}};
    EXPECT_EQ(deemed_delivery(date("2025-12-31"), DeliveryClock::post, clocks).error().code,
              "UHR_UNBEKANNT");
    EXPECT_EQ(deemed_delivery(date("2026-01-01"), DeliveryClock::electronic, clocks).error().code,
              "UHR_UNBEKANNT");
}

TEST(Delivery, NotRetrievedWithinTenDaysIsNotDelivered) {
    const auto retrieved = [](const char* day) {
        return delivery_by_retrieval(date("2026-12-23"), parse_date(day));
    };
    EXPECT_EQ(to_string(retrieved("2026-12-28")->end), "2026-12-29");  // scenario 30
    EXPECT_EQ(to_string(retrieved("2027-01-02")->end), "2027-01-03");  // the tenth day, a Saturday
    EXPECT_EQ(retrieved("2027-01-03").error().code, "NICHT_BEKANNTGEGEBEN");
    const auto never = delivery_by_retrieval(date("2026-12-23"), std::nullopt);
    EXPECT_EQ(never.error().code, "NICHT_BEKANNTGEGEBEN");
    EXPECT_EQ(never.error().text,
              "Nicht bekannt gegeben (§ 41 Abs. 2a LVwVfG): Benachrichtigung Mi 23.12.2026, bis "
              "Sa 02.01.2027 nicht abgerufen; die Bereitstellung ist beendet.");
    EXPECT_EQ(delivery_by_retrieval(date("9999-12-30"), std::nullopt).error().code,
              "FRIST_UNGUELTIG");
}

}  // namespace
}  // namespace foerderwerk::calendar
