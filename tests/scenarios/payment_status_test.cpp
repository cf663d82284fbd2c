// SPDX-License-Identifier: EUPL-1.2
// Goal: what the bank says late, twice or against its own word pays and books nothing twice, and a
// rejection comes back to a clerk with its reason in German. Method: real cases of a shipped
// programme, their batch, and reports in the bank's formats; replayed and checked at the end.
#include "tests/scenarios/payout_house.hpp"

namespace foerderwerk::operations {
namespace {

class PaymentStatus : public RunPayout {
protected:
    /// A report on a batch: `entries` as "END_TO_END STATUS REASON", and the status of the file.
    static std::string report(const std::string& batch, const std::string& entries,
                              const std::string& group = {}) {
        return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">)"
               "<CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>" +
               batch + "</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>" + group +
               "</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>" + batch +
               "</OrgnlPmtInfId>" + entries + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";
    }

    static std::string entry(const std::string& id, const std::string& status,
                             const std::string& reason = "AC04") {
        return "<TxInfAndSts><OrgnlEndToEndId>" + id + "</OrgnlEndToEndId><TxSts>" + status +
               "</TxSts>" +
               (status == "RJCT" ? "<StsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></StsRsnInf>"
                                 : std::string()) +
               "</TxInfAndSts>";
    }

    std::string sum_booked(const std::string& batch, std::int64_t cents) {
        std::string text = statement("x", cents, Kind::paid);
        const std::size_t from = text.find("<TxDtls>");
        return text.replace(from, text.find("</NtryDtls>") - from,
                            "<Btch><PmtInfId>" + batch + "</PmtInfId></Btch>");
    }
};

TEST_F(PaymentStatus, ARejectionComesBackToAClerkInGermanWords) {
    const std::string a = released_case("a");
    const BatchResult first = batch();
    const std::string rejection = report(first.batch_id, entry(id_of_payment(a), "RJCT"));
    EXPECT_EQ(import(rejection).rejected, 1U);
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(house.data("zahlungshindernis[1].code"), feel::Value("AC04"));
    EXPECT_EQ(house.data("zahlungshindernis[1].text"),
              feel::Value("Das Konto des Empfängers ist aufgelöst."));
    EXPECT_EQ(house.budget().paid, 0);
    EXPECT_EQ(import(rejection).known_before, 1U);
    EXPECT_EQ(batch().batch_id, "") << "a rejected payment is not ordered again by itself";

    run("- { action: klaeren, case: CASE, by: sb-1, reason: neue IBAN }\n"
        "- { action: anordnen, case: CASE, by: sb-1 }\n"
        "- { action: freigeben, case: CASE, by: ao-1 }\n",
        "a");
    const BatchResult second = batch();
    EXPECT_EQ(second.payments, 1U);
    EXPECT_EQ(import(rejection).known_before, 1U) << "the old report does not touch the new one";
    EXPECT_EQ(import(statement(id_of_payment(a), 30000, Kind::paid)).paid, 1U);
    EXPECT_EQ(house.budget().paid, 30000);
    EXPECT_EQ(payout_status(a), (std::vector<std::string>{"rejected", "delivered"}));
}

TEST_F(PaymentStatus, AReturnBringsItsReasonInGermanWordsToo) {
    const std::string a = released_case("a");
    (void)batch();
    EXPECT_EQ(import(statement(id_of_payment(a), 30000, Kind::returned)).returned, 1U);
    EXPECT_EQ(house.data("zahlungshindernis[1].text"),
              feel::Value("Das Konto des Empfängers ist aufgelöst."));
}

TEST_F(PaymentStatus, OnlyABookingPays) {
    const std::string a = released_case("a");
    const std::string id = batch().batch_id;
    for (const char* status : {"ACTC", "ACCP", "ACSP", "ACSC", "ACWC", "PDNG"}) {
        const StatusResult result = import(report(id, entry(id_of_payment(a), status)));
        EXPECT_EQ(result.accepted, 1U) << status;
        EXPECT_EQ(result.paid + result.passed_over.size(), 0U) << status;
    }
    EXPECT_EQ(import(report(id, "", "<GrpSts>ACCP</GrpSts>")).accepted, 1U);
    EXPECT_EQ(payout_status(a), std::vector<std::string>{"batched"});
    EXPECT_EQ(house.budget().paid, 0);
}

TEST_F(PaymentStatus, ContradictionsAreToldAndPostNothing) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const std::string id = batch().batch_id;
    const std::string rejected_a = report(id, entry(id_of_payment(a), "RJCT"));
    const std::string rejected_b = report(id, entry(id_of_payment(b), "RJCT"));
    EXPECT_EQ(import(rejected_a).rejected, 1U);
    EXPECT_EQ(import(statement(id_of_payment(b), 30000, Kind::paid)).paid, 1U);
    const struct {
        const char* what;
        std::string bytes;
    } table[] = {
        {"booked what it rejected", statement(id_of_payment(a), 30000, Kind::paid)},
        {"returned what it rejected", statement(id_of_payment(a), 30000, Kind::returned)},
        {"rejects what it booked", rejected_b},
    };
    for (const auto& row : table) {
        EXPECT_EQ(code_passed_over(import(row.bytes)), "BUCHUNG_WIDERSPRUCH") << row.what;
        EXPECT_EQ(house.budget().paid, 30000) << row.what;
    }
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(states_of(b), "nachweis ausgezahlt");
}

TEST_F(PaymentStatus, OneInvalidEntryDoesNotStopTheOthers) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const std::string id = batch().batch_id;
    const StatusResult result = import(
        report(id, entry("stranger", "RJCT") + entry(id_of_payment(a), "????") +
                       "<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>" +
                       entry(id_of_payment(b), "RJCT") + entry(id_of_payment(b), "RJCT", "MS03")));
    EXPECT_EQ(result.rejected, 1U);
    EXPECT_EQ(result.known_before, 1U) << "named twice, taken once";
    ASSERT_EQ(result.passed_over.size(), 3U);
    EXPECT_EQ(states_of(a), "abrechnung zahlung_freigegeben");
    EXPECT_EQ(states_of(b), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(code_passed_over(import(report("FW20260213-009", entry(id_of_payment(a), "RJCT")))),
              "BUCHUNG_UNBEKANNT")
        << "a payment of another file than the report is on";
}

TEST_F(PaymentStatus, AFileThatIsRejectedAsAWholeRejectsEachPayment) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const std::string id = batch().batch_id;
    const std::string whole =
        "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>";
    EXPECT_EQ(code_passed_over(import(report("FW-x", "", whole))), "BUCHUNG_UNBEKANNT");
    EXPECT_EQ(import(report(id, "", whole)).rejected, 2U);
    EXPECT_EQ(states_of(a), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(states_of(b), "abrechnung zahlung_zurueckgewiesen");
    EXPECT_EQ(house.data("zahlungshindernis[1].text"),
              feel::Value("Die Kontrollsumme der Datei stimmt nicht."));
}

TEST_F(PaymentStatus, AnOrderBookedInOneSumPaysEachOnce) {
    const std::string a = released_case("a");
    const std::string b = released_case("b");
    const std::string id = batch().batch_id;
    EXPECT_EQ(code_passed_over(import(sum_booked(id, 59999))), "BUCHUNG_BETRAG");
    EXPECT_EQ(import(sum_booked(id, 60000)).paid, 2U);
    EXPECT_EQ(import(sum_booked(id, 60000)).known_before, 2U);
    EXPECT_EQ(import(statement(id_of_payment(a), 30000, Kind::paid)).known_before, 1U);
    EXPECT_EQ(house.budget().paid, 60000);
    EXPECT_EQ(states_of(b), "nachweis ausgezahlt");
}

}  // namespace
}  // namespace foerderwerk::operations
