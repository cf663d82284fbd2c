// SPDX-License-Identifier: EUPL-1.2
// Goal: a bank's report confirms exactly the payments it confirms.
// Method: a made-up notification whose parts are exchanged one by one, each trap a row.
#include "connectors/bank/read_camt054.hpp"

#include <gtest/gtest.h>

namespace foerderwerk::bank {
namespace {

constexpr std::string_view notification =
    R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>)"
    R"(<GrpHdr><MsgId>M-1</MsgId></GrpHdr><Ntfctn><Id>N-1</Id><Ntry><Amt Ccy="EUR">300.00</Amt>)"
    R"(<CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-05-11</Dt></BookgDt>)"
    R"(<ValDt><Dt>2026-05-12</Dt></ValDt><AcctSvcrRef>REF-1</AcctSvcrRef><NtryDtls><TxDtls>)"
    R"(<Refs><EndToEndId>case1-7-0</EndToEndId></Refs><Amt Ccy="EUR">300.00</Amt>)"
    R"(<CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn>)"
    R"(</Document>)";

/// Replaces the first occurrence, which must be there.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

std::string with(std::string_view from, std::string_view to) {
    return replaced(std::string(notification), from, to);
}

BankBooking expected() {
    return {"case1-7-0", 30000,  Direction::debit, "BOOK", false, parse_date("2026-05-12"),
            "",          "REF-1"};
}

constexpr std::string_view own_amount =
    R"(<Amt Ccy="EUR">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>)";

TEST(ReadCamt054, ReadsABookedPayment) {
    const auto report = read_camt054(notification);
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->message_id, "M-1");
    EXPECT_EQ(report->bookings, std::vector{expected()});
    EXPECT_TRUE(report->passed_over.empty());
    EXPECT_TRUE(report->bookings[0].confirms_payment());
    EXPECT_FALSE(report->bookings[0].returns_payment());
}

TEST(ReadCamt054, ReadsAStatementInTheSameWay) {
    std::string text(notification);
    for (const auto& [from, to] :
         {std::pair{"camt.054", "camt.053"}, std::pair{"BkToCstmrDbtCdtNtfctn", "BkToCstmrStmt"},
          std::pair{"Ntfctn>", "Stmt>"}}) {
        for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + 1)) {
            text.replace(at, std::string_view(from).size(), to);
        }
    }
    EXPECT_EQ(read_camt054(text)->bookings, std::vector{expected()});
}

TEST(ReadCamt054, OnlyABookedDebitConfirms) {
    const struct {
        const char* what;
        std::string text;
        bool confirms;
        bool returns;
    } table[] = {
        {"pending", with("BOOK", "PDNG"), false, false},
        {"information", with("BOOK", "INFO"), false, false},
        {"the bank's own status", with("<Cd>BOOK</Cd>", "<Prtry>BOOKED</Prtry>"), false, false},
        {"no status", with("<Sts><Cd>BOOK</Cd></Sts>", ""), false, false},
        {"credit without reason",
         with(own_amount, R"(<Amt Ccy="EUR">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>)"),
         false, false},
        {"returned",
         with(own_amount, R"(<Amt Ccy="EUR">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RtrInf><Rsn>)"
                          R"(<Cd>AC04</Cd></Rsn></RtrInf></TxDtls>)"),
         false, true},
        {"reversed debit", with("<Sts>", "<RvslInd>true</RvslInd><Sts>"), false, false},
        {"reversal as credit",
         replaced(with(own_amount, "</TxDtls>"), "DBIT</CdtDbtInd>",
                  "CRDT</CdtDbtInd><RvslInd>1</RvslInd>"),
         false, true},
    };
    for (const auto& row : table) {
        const auto report = read_camt054(row.text);
        ASSERT_TRUE(report.has_value()) << row.what;
        ASSERT_EQ(report->bookings.size(), 1U) << row.what;
        EXPECT_EQ(report->bookings[0].confirms_payment(), row.confirms) << row.what;
        EXPECT_EQ(report->bookings[0].returns_payment(), row.returns) << row.what;
    }
}

TEST(ReadCamt054, FieldsComeFromWhereTheStandardPutsThem) {
    const struct {
        const char* what;
        std::string text;
        std::int64_t cents;
        const char* value_date;
    } table[] = {
        {"amount in AmtDtls",
         with(own_amount, R"(<AmtDtls><TxAmt><Amt Ccy="EUR">1.5</Amt></TxAmt></AmtDtls></TxDtls>)"),
         150, "2026-05-12"},
        {"amount of the entry", with(own_amount, "</TxDtls>"), 30000, "2026-05-12"},
        {"no value date", with("<ValDt><Dt>2026-05-12</Dt></ValDt>", ""), 30000, "2026-05-11"},
        {"date and time", with("<Dt>2026-05-12</Dt>", "<DtTm>2026-05-13T00:30:00+02:00</DtTm>"),
         30000, "2026-05-13"},
        {"five decimals", with(own_amount, R"(<Amt Ccy="EUR">+0300.05000</Amt></TxDtls>)"), 30005,
         "2026-05-12"},
        {"blanks", with(own_amount, "<Amt Ccy=\"EUR\">\n 7 </Amt></TxDtls>"), 700, "2026-05-12"},
        {"id of another element",
         with("</TxDtls>", "<RtrInf><Orgtr><EndToEndId>x</EndToEndId></Orgtr></RtrInf></TxDtls>"),
         30000, "2026-05-12"},
        {"extension before the fields",
         with("<TxDtls>", R"(<TxDtls><Amt xmlns="urn:bank" Ccy="EUR">1.00</Amt>)"), 30000,
         "2026-05-12"},
    };
    for (const auto& row : table) {
        const auto report = read_camt054(row.text);
        ASSERT_TRUE(report.has_value()) << row.what;
        ASSERT_EQ(report->bookings.size(), 1U) << row.what;
        EXPECT_EQ(report->bookings[0].end_to_end_id, "case1-7-0");
        EXPECT_EQ(report->bookings[0].cents, row.cents) << row.what;
        EXPECT_EQ(report->bookings[0].value_date, parse_date(row.value_date)) << row.what;
    }
}

TEST(ReadCamt054, WhatIsNoBookingOfOursIsNamed) {
    const struct {
        const char* code;
        std::string text;
    } table[] = {
        {"CAMT_REFERENCE", with("<EndToEndId>case1-7-0</EndToEndId>", "")},
        {"CAMT_REFERENCE", with("case1-7-0", "NOTPROVIDED")},
        {"CAMT_REFERENCE", with("<EndToEndId>", R"(<EndToEndId xmlns="urn:bank">)")},
        {"CAMT_REFERENCE", replaced(with("<NtryDtls>", "<Other>"), "</NtryDtls>", "</Other>")},
        {"CAMT_CURRENCY", with(own_amount, R"(<Amt Ccy="CHF">300.00</Amt></TxDtls>)")},
        {"CAMT_AMOUNT", with(own_amount, R"(<Amt Ccy="EUR">300.005</Amt></TxDtls>)")},
        {"CAMT_AMOUNT", with(own_amount, R"(<Amt Ccy="EUR">-3.00</Amt></TxDtls>)")},
        {"CAMT_AMOUNT", with(own_amount, R"(<Amt Ccy="EUR">1e3</Amt></TxDtls>)")},
        {"CAMT_AMOUNT", with(own_amount, R"(<Amt Ccy="EUR">99999999999999999999</Amt></TxDtls>)")},
        {"CAMT_INDICATOR",
         with(own_amount, R"(<Amt Ccy="EUR">3.00</Amt><CdtDbtInd>SOLL</CdtDbtInd></TxDtls>)")},
    };
    for (const auto& row : table) {
        const auto report = read_camt054(row.text);
        ASSERT_TRUE(report.has_value()) << row.text;
        EXPECT_TRUE(report->bookings.empty()) << row.text;
        ASSERT_EQ(report->passed_over.size(), 1U) << row.text;
        EXPECT_EQ(report->passed_over[0].code, row.code);
        EXPECT_EQ(report->passed_over[0].place, "Zeile 1");
    }
}

TEST(ReadCamt054, AnAmountOfTheEntryIsNobodysWhenItHasTwoTransactions) {
    std::string text = with(own_amount, "</TxDtls>");
    const std::string second = "<TxDtls><Refs><EndToEndId>case2</EndToEndId></Refs></TxDtls>";
    text.insert(text.find("</NtryDtls>"), second);
    const auto report = read_camt054(text);
    EXPECT_TRUE(report->bookings.empty());
    EXPECT_EQ(report->passed_over.size(), 2U);
}

TEST(ReadCamt054, OtherMessagesAreRefused) {
    const std::string bomb = R"(<!DOCTYPE x [<!ENTITY a "b">]>)" + std::string(notification);
    for (const std::string& text :
         {std::string(), std::string("EREF+case1"), std::string("<Document/>"), bomb,
          with("camt.054.001.08", "camt.054.001.02"), with("camt.054.001.08", "pain.002.001.10"),
          replaced(with("<Document", "<Dokument"), "</Document", "</Dokument"),
          std::string(notification.substr(0, 400)),
          std::string(R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">)"
                      R"(<BkToCstmrDbtCdtNtfctn/></Document>)")}) {
        const auto report = read_camt054(text);
        ASSERT_FALSE(report.has_value()) << text;
        EXPECT_FALSE(report.error().empty());
    }
}

TEST(ReadCamt054, AnOrderBookedInOneSumNamesTheOrder) {
    const auto summed = [](const std::string& order) {
        std::string text(notification);
        const std::size_t from = text.find("<TxDtls>");
        const std::size_t to = text.find("</NtryDtls>");
        return text.replace(from, to - from, order);
    };
    const auto report = read_camt054(
        summed("<Btch><MsgId>M</MsgId><PmtInfId>FW-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"));
    ASSERT_EQ(report->bookings.size(), 1U);
    EXPECT_EQ(report->bookings[0].batch_id, "FW-1");
    EXPECT_EQ(report->bookings[0].end_to_end_id, "");
    EXPECT_EQ(report->bookings[0].cents, 30000);
    EXPECT_TRUE(report->bookings[0].confirms_payment());
    EXPECT_EQ(read_camt054(summed("<Btch><MsgId>FW-2</MsgId></Btch>"))->bookings[0].batch_id,
              "FW-2");
    EXPECT_EQ(read_camt054(summed("<Btch><NbOfTxs>2</NbOfTxs></Btch>"))->passed_over[0].code,
              "CAMT_REFERENCE");
}

}  // namespace
}  // namespace foerderwerk::bank
