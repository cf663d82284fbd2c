// SPDX-License-Identifier: EUPL-1.2
// Goal: every value comes back as it went in, whatever its bytes and however large it is.
// Method: every store; the values that stores are known to spoil, through each field that is text.
#include <cstdint>

#include "tests/contract/store_contract.hpp"

namespace foerderwerk::contract {
namespace {

using StoredValues = StoreContract;
using namespace std::string_literals;

std::vector<std::string> awkward_texts() {
    return {"",
            " ",
            "a\0b"s,
            "\0"s,
            "Straße, Čapek, 𝔉, ẞ",
            "e\u0301 is not \u00e9",
            "'; DROP TABLE record; --",
            "?1 %s \\ \" ' `",
            "line\r\nline\n",
            "1e5",
            "007",
            "9007199254740993",
            "NULL",
            std::string(70'000, 'x')};
}

TEST_P(StoredValues, TextIsKeptByteForByte) {
    const auto texts = awkward_texts();
    write([&](ports::UnitOfWork& unit) {
        for (const std::string& text : texts) {
            unit.put_note("n" + text, text);
            ports::CaseRow row = case_row("c" + text);
            row.label = row.states = row.state_json = row.parked = text;
            unit.put_case(row);
            unit.put_timer({"c", "t" + text, text, 1});
            unit.put_register_row({"name", text, text, text});
            ports::OutboxRow effect = outbox_row("o" + text, 1, 0);
            effect.effect_json = effect.last_cause = effect.document = text;
            unit.put_outbox(effect);
        }
    });
    store().read([&](ports::StoreReader& store) {
        for (const std::string& text : texts) {
            SCOPED_TRACE(text.substr(0, 40));
            EXPECT_EQ(store.note("n" + text), text);
            const auto row = store.find_case("c" + text);
            ASSERT_TRUE(row.has_value());
            EXPECT_EQ(row->label, text);
            EXPECT_EQ(row->states, text);
            EXPECT_EQ(row->state_json, text);
            EXPECT_EQ(row->parked, text);
            EXPECT_EQ(store.case_by_file_number("BV-c" + text), "c" + text);
            const auto valid = store.register_row("name", text, text);
            ASSERT_TRUE(valid.has_value());
            EXPECT_EQ(*valid, (ports::RegisterRow{"name", text, text, text}));
            const auto effects = store.outbox_of_case("o" + text);
            ASSERT_EQ(effects.size(), 1U);
            EXPECT_EQ(effects[0].effect_json, text);
            EXPECT_EQ(effects[0].document, text);
        }
        EXPECT_EQ(store.timers_of_case("c").size(), texts.size());
        EXPECT_EQ(store.register_rows("name").size(), texts.size());
    });
}

// A step is named in one line; the store may rely on it.
TEST_P(StoredValues, NamesOfStepsAreCompared) {
    for (const std::string& text : {""s, "a\0b"s, "Straße"s, "%"s, "'"s}) {
        const ports::ApprovalRow row{"c" + text, 1, "s", "p", {"x" + text, text, text + "y"}, "d"};
        write([&](ports::UnitOfWork& unit) { unit.put_approval(row); });
        const auto rows = read([&](auto& store) { return store.approvals(row.case_id); });
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(tied(rows[0]), tied(row));
        ports::ApprovalRow twice{row.case_id, 2, text, "p", {}, "d"};
        write([&](ports::UnitOfWork& unit) { unit.put_approval(twice); });
        ports::ApprovalRow unlike{row.case_id, 3, "z", "p", {"q", text}, "d"};
        EXPECT_EQ(failure_of([&](ports::UnitOfWork& unit) { unit.put_approval(unlike); }),
                  permanent);
    }
}

TEST_P(StoredValues, IntegersKeepTheir64Bits) {
    constexpr std::int64_t beyond_double = 9'007'199'254'740'993;
    std::int64_t number = 0;
    for (const std::int64_t value :
         {INT64_MIN, INT64_MIN + 1, -beyond_double, std::int64_t{-1}, std::int64_t{0},
          std::int64_t{1}, beyond_double, INT64_MAX - 1, INT64_MAX}) {
        ++number;
        const std::string id = "c" + std::to_string(number);
        const ports::PostingRow posting{id, number, value, "l", "k", value, value};
        const ports::TimerRow timer{id, "t", "e", value};
        ports::CaseRow row = case_row(id, value);
        row.last_step = row.number = value;
        write([&](ports::UnitOfWork& unit) {
            unit.append_posting(posting);
            unit.put_timer(timer);
            unit.put_case(row);
            if (value >= 0) {
                unit.put_line({id, value, value, value, value});
            }
        });
        store().read([&](ports::StoreReader& store) {
            EXPECT_EQ(store.postings(id), std::vector{posting});
            EXPECT_EQ(store.timers_of_case(id), std::vector{timer});
            EXPECT_EQ(store.find_case(id), row);
            if (value >= 0) {
                EXPECT_EQ(store.line(id), (ports::LineRow{id, value, value, value, value}));
            }
        });
    }
}

TEST_P(StoredValues, ALargeDocumentComesBackWhole) {
    std::string content(20 << 20, '\0');
    std::uint32_t state = 1;
    for (char& byte : content) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<char>(state >> 24);
    }
    const ports::DocumentRow row{"digest", "c1", "received", "k", content};
    write([&](ports::UnitOfWork& unit) { unit.put_document(row); });
    const auto found = read([](auto& store) { return store.find_document("digest"); });
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(found->sealed == content);
}

TEST_P(StoredValues, ARecordIsKeptByteForByte) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) {
        every_byte += static_cast<char>(byte);
    }
    ports::RecordRow record{0, "c1", 1, every_byte, every_byte.substr(0, 32)};
    ports::EntryRow entry{0, every_byte + every_byte, every_byte.substr(200, 32)};
    const ports::PartRow part{"c1", "p", "k", every_byte};
    write([&](ports::UnitOfWork& unit) {
        unit.append_record(record, entry, "f");
        unit.put_part(part);
        unit.put_subject_key("k", every_byte);
    });
    store().read([&](ports::StoreReader& store) {
        store.for_each_record(
            "c1", [&](const ports::RecordRow& row) { EXPECT_EQ(tied(row), tied(record)); });
        store.for_each_entry(
            0, 1, [&](const ports::EntryRow& row) { EXPECT_EQ(tied(row), tied(entry)); });
        EXPECT_EQ(tied(store.parts("c1").at(0)), tied(part));
        EXPECT_EQ(store.subject_key("k"), every_byte);
    });
}

constexpr auto every_kind = {Kind::sqlite_file, Kind::sqlite_memory, Kind::in_memory};
INSTANTIATE_TEST_SUITE_P(Store, StoredValues, testing::ValuesIn(every_kind), name_of_kind);

}  // namespace
}  // namespace foerderwerk::contract
