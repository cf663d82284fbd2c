// SPDX-License-Identifier: EUPL-1.2
// Goal: an entry has exactly one byte form, and no other bytes are read as one.
// Method: round trips, each altered byte, a table of refused fields.
#include "engine/evidence/entry.hpp"

#include <gtest/gtest.h>

namespace foerderwerk::evidence {
namespace {

Entry some_entry() {
    Entry entry;
    entry.sequence = 41;
    entry.time = parse_instant("2026-01-12T08:00:00Z").value();
    entry.case_id = CaseId("0123456789abcdef0123456789abcdef");
    entry.type = "step";
    entry.actor = PersonId("sb-1");
    entry.role = "sachbearbeitung";
    entry.object = Digest{1};
    entry.previous = Digest{2};
    entry.commit = Digest{3};
    return entry;
}

TEST(Entry, IsCanonicalJsonWithoutAbsentMembers) {
    const std::string bytes = write_entry(some_entry()).value();
    EXPECT_EQ(bytes, R"({"actor":"sb-1","case":"0123456789abcdef0123456789abcdef",)"
                     R"("commit":"AwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",)"
                     R"("object":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",)"
                     R"("prev":"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",)"
                     R"("role":"sachbearbeitung","seq":41,"time":"2026-01-12T08:00:00.000000Z",)"
                     R"("type":"step","v":1})");
    EXPECT_EQ(parse_entry(bytes).value(), some_entry());
    Entry bare;
    bare.type = "key-rotated";
    EXPECT_EQ(parse_entry(write_entry(bare).value()).value(), bare);
}

TEST(Entry, NoOtherBytesAreReadAsTheSameEntry) {
    const std::string bytes = write_entry(some_entry()).value();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string altered = bytes;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        const auto entry = parse_entry(altered);
        EXPECT_TRUE(!entry || !(*entry == some_entry())) << i;
    }
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string altered = bytes;
        return altered.replace(altered.find(from), from.size(), to);
    };
    for (const std::string& text :
         {std::string(), bytes + " ", " " + bytes, with("\"v\":1", "\"v\":2"),
          with("\"v\":1", "\"v\":1,\"x\":0"), with("41", "\"41\""), with("41", "-1"),
          with("08:00:00.000000Z", "08:00:00Z"), with("\"sb-1\"", "\"\""), with("\"sb-1\"", "7"),
          with("\"sb-1\"", "\"\\u0073b-1\""), with("AwAA", "AwA"), with("\"step\"", "\"\""),
          with("0123", "012x"), std::string(70'000, ' ')}) {
        EXPECT_FALSE(parse_entry(text).has_value()) << text;
    }
}

TEST(Entry, RefusesFieldsThatDoNotFit) {
    const auto refused = [](auto change) {
        Entry entry = some_entry();
        change(entry);
        const auto bytes = write_entry(entry);
        return bytes ? std::string() : bytes.error().place;
    };
    EXPECT_EQ(refused([](Entry& e) { e.type.clear(); }), "type");
    EXPECT_EQ(refused([](Entry& e) { e.type = std::string(1'001, 'x'); }), "type");
    EXPECT_EQ(refused([](Entry& e) { e.role = "a\nb"; }), "role");
    EXPECT_EQ(refused([](Entry& e) { e.actor = PersonId("\xFF"); }), "actor");
    EXPECT_EQ(refused([](Entry& e) { e.case_id = CaseId("0123"); }), "case");
    EXPECT_EQ(refused([](Entry& e) { e.sequence = std::uint64_t{1} << 53; }), "seq");
}

TEST(Entry, TheLargestFitsItsTwoByteLength) {
    Entry entry = some_entry();
    entry.type = std::string(1'000, '\\');
    entry.role = std::string(1'000, '"');
    entry.actor = PersonId(std::string(1'000, '\\'));
    EXPECT_LE(write_entry(entry)->size(), largest_entry);
}

}  // namespace
}  // namespace foerderwerk::evidence
