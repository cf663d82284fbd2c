// SPDX-License-Identifier: EUPL-1.2
// Goal: a status report rejects exactly the payments it rejects, and confirms none.
// Method: a made-up report in both versions whose parts are exchanged one by one, each trap a row.
#include "connectors/bank/read_pain002.hpp"

#include <gtest/gtest.h>

#include "connectors/bank/payment_files.hpp"
#include "connectors/bank/reason_words.hpp"

namespace foerderwerk::bank {
namespace {

/// A report on the file FW-1; `orders` follows the status of the group.
std::string report_with(const std::string& group, const std::string& orders,
                        const std::string& version = "10") {
    return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.)" + version +
           R"("><CstmrPmtStsRpt><GrpHdr><MsgId>R-1</MsgId></GrpHdr><OrgnlGrpInfAndSts>)"
           R"(<OrgnlMsgId>FW-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>)" +
           group + "</OrgnlGrpInfAndSts>" + orders + "</CstmrPmtStsRpt></Document>";
}

std::string order_with(const std::string& content) {
    return "<OrgnlPmtInfAndSts><OrgnlPmtInfId>FW-1</OrgnlPmtInfId>" + content +
           "</OrgnlPmtInfAndSts>";
}

std::string entry(const std::string& status, const std::string& rest = {}) {
    return "<TxInfAndSts><StsId>s</StsId><OrgnlEndToEndId>e-1</OrgnlEndToEndId>" + status + rest +
           "</TxInfAndSts>";
}

constexpr const char* closed_account = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>";
constexpr const char* rejected = "<TxSts>RJCT</TxSts>";

/// "e-1 RJCT AC04", one a status; "PAIN_STATUS" for what is passed over.
std::string verdict_on(const std::string& bytes) {
    const auto report = read_pain002(bytes);
    if (!report) {
        return report.error().front().code;
    }
    std::string text;
    for (const PaymentStatus& status : report->statuses) {
        text +=
            (text.empty() ? "" : "; ") +
            (status.end_to_end_id.empty() ? "all of " + status.batch_id : status.end_to_end_id) +
            (status.rejected ? " rejected" : " accepted") +
            (status.reason_code.empty() ? "" : " " + status.reason_code) +
            (status.cents ? " " + std::to_string(*status.cents) : "");
    }
    for (const Reason& reason : report->passed_over) {
        text += (text.empty() ? "" : "; ") + reason.code;
    }
    return text;
}

TEST(ReadPain002, EachTrapIsReadAsTheStandardMeansIt) {
    const std::string nested =
        "<OrgnlTxRef><TxSts>RJCT</TxSts><Amt><InstdAmt Ccy=\"EUR\">300.00</InstdAmt></Amt>"
        "</OrgnlTxRef>";
    const std::string francs =
        "<OrgnlTxRef><Amt><InstdAmt Ccy=\"CHF\">300.00</InstdAmt></Amt></OrgnlTxRef>";
    const struct {
        const char* what;
        std::string group;
        std::string orders;
        const char* verdict;
    } table[] = {
        {"a rejected payment", "<GrpSts>PART</GrpSts>", order_with(entry(rejected, closed_account)),
         "e-1 rejected AC04; all of FW-1 accepted"},
        {"the bank's own reason", "",
         order_with(entry(rejected, "<StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf>")),
         "e-1 rejected X9"},
        {"no reason", "", order_with(entry(rejected)), "e-1 rejected"},
        {"an accepted payment", "", order_with(entry("<TxSts>ACSC</TxSts>")), "e-1 accepted"},
        {"only a file status: accepts no single payment", "<GrpSts>ACCP</GrpSts>", "",
         "all of FW-1 accepted"},
        {"the whole file rejected",
         "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn>"
         "</StsRsnInf>",
         "", "all of FW-1 rejected AM10"},
        {"the whole order rejected", "", order_with("<PmtInfSts>RJCT</PmtInfSts>"),
         "all of FW-1 rejected"},
        {"an order without id", "",
         "<OrgnlPmtInfAndSts><PmtInfSts>RJCT</PmtInfSts></OrgnlPmtInfAndSts>", "PAIN_REFERENCE"},
        {"an unknown status is no rejection", "", order_with(entry("<TxSts>XXXX</TxSts>")),
         "PAIN_STATUS"},
        {"an unknown status of the file", "<GrpSts>NEIN</GrpSts>", "", "PAIN_STATUS"},
        {"no status of the payment", "", order_with(entry("")), "PAIN_STATUS"},
        {"a status only inside the original", "", order_with(entry("", nested)), "PAIN_STATUS"},
        {"accepted, the original said otherwise", "",
         order_with(entry("<TxSts>ACSP</TxSts>", nested)), "e-1 accepted 30000"},
        {"another currency", "", order_with(entry(rejected, francs)), "PAIN_AMOUNT"},
        {"no end-to-end id", "",
         order_with("<TxInfAndSts><StsId>e-1</StsId><TxSts>RJCT</TxSts></TxInfAndSts>"),
         "PAIN_REFERENCE"},
        {"an id that is none", "",
         order_with("<TxInfAndSts><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId>"
                    "<TxSts>RJCT</TxSts></TxInfAndSts>"),
         "PAIN_REFERENCE"},
        {"an extension poses as status", "",
         order_with(entry("<TxSts xmlns=\"urn:bank\">RJCT</TxSts>")), "PAIN_STATUS"},
        {"one bad entry between two", "",
         order_with(entry(rejected) + entry("<TxSts>XXXX</TxSts>") + entry("<TxSts>PDNG</TxSts>")),
         "e-1 rejected; e-1 accepted; PAIN_STATUS"},
        {"nothing at all", "", "", "PAIN_STATUS"},
    };
    for (const auto& row : table) {
        for (const char* version : {"03", "10"}) {
            EXPECT_EQ(verdict_on(report_with(row.group, row.orders, version)), row.verdict)
                << row.what << ", version " << version;
        }
    }
}

TEST(ReadPain002, OtherMessagesAreRefused) {
    const std::string good = report_with("", order_with(entry(rejected)));
    EXPECT_EQ(verdict_on(report_with("", "", "09")), "PAIN_FORMAT");
    EXPECT_EQ(verdict_on("<Document/>"), "PAIN_FORMAT");
    EXPECT_FALSE(read_pain002(good.substr(0, 300)).has_value());
    std::string debit = good;
    debit.replace(debit.find("pain.001"), 8, "pain.008");
    EXPECT_EQ(verdict_on(debit), "PAIN_REFERENCE") << "a report on direct debits";
}

TEST(BankPaymentFiles, TellsReportsAndStatementsApartByTheirNamespace) {
    const auto read = BankPaymentFiles().read_status(
        report_with("<GrpSts>PART</GrpSts>", order_with(entry(rejected, closed_account))));
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->at(0).kind, operations::PaymentBooking::Kind::rejected);
    EXPECT_EQ(read->at(0).reason_code, "AC04");
    EXPECT_EQ(read->at(0).reason_text, "Das Konto des Empfängers ist aufgelöst.");
    EXPECT_EQ(read->at(1).kind, operations::PaymentBooking::Kind::accepted);
    EXPECT_EQ(read->at(1).batch_id, "FW-1");
    EXPECT_EQ(BankPaymentFiles().read_status(report_with("", "", "99")).error().front().code,
              "PAIN_FORMAT");
}

TEST(ReasonWords, SayEveryCodeInGermanAndRepeatNothingUnknown) {
    EXPECT_EQ(reason_words("AM04"), "Das Konto des Auftraggebers ist nicht ausreichend gedeckt.");
    EXPECT_EQ(reason_words("MD07"), "Der Empfänger ist verstorben.");
    EXPECT_EQ(reason_words(""), "Die Bank nennt keinen Grund.");
    EXPECT_EQ(reason_words("Erika M. unbekannt"),
              "Die Bank nennt einen Grund, der im Verzeichnis fehlt.");
}

}  // namespace
}  // namespace foerderwerk::bank
