// SPDX-License-Identifier: EUPL-1.2
// Goal: the port loses nothing between the operations and the bank's formats. Method: a batch
// written and looked into, a statement with one booking of each kind read; xmllint with the
// official schema when the shared data is there.
#include "connectors/bank/payment_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace foerderwerk::bank {
namespace {

namespace fs = std::filesystem;

operations::PaymentBatch some_batch() {
    return {.id = "FW20260213-001",
            .created = *parse_instant("2026-02-13T08:00:00Z"),
            .execution_date = *parse_date("2026-02-16"),
            .debtor = {.debtor_name = "Musterförderstelle",
                       .debtor_iban = "DE02120300000000202051",
                       .debtor_bic = ""},
            .payments = {{.end_to_end_id = operations::end_to_end_id(std::string(32, 'a'), 46655),
                          .outbox_id = "a-7-0",
                          .case_id = std::string(32, 'a'),
                          .creditor_name = "VWA Stuttgart",
                          .iban = "DE89370400440532013000",
                          .cents = 30000,
                          .remittance = "Bildungs-Voucher BV-2026-00001"}}};
}

TEST(BankPaymentFiles, WritesEveryPartOfABatch) {
    const BankPaymentFiles files;
    operations::PaymentBatch batch = some_batch();
    const auto bytes = files.write(batch);
    ASSERT_TRUE(bytes.has_value());
    for (const char* part :
         {"<MsgId>FW20260213-001<", "<CreDtTm>2026-02-13T08:00:00Z<", "<Dt>2026-02-16<",
          "<Nm>Musterfoerderstelle<", "<IBAN>DE02120300000000202051<", "<Id>NOTPROVIDED<",
          "<EndToEndId>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaazzz<", "<Nm>VWA Stuttgart<",
          "<IBAN>DE89370400440532013000<", ">300.00<", "<Ustrd>Bildungs-Voucher BV-2026-00001<"}) {
        EXPECT_NE(bytes->find(part), std::string::npos) << part << "\n" << *bytes;
    }
    EXPECT_EQ(*files.write(batch), *bytes);
    batch.debtor.debtor_bic = "COBADEFFXXX";
    EXPECT_NE(files.write(batch)->find("<BICFI>COBADEFFXXX<"), std::string::npos);
    batch.payments[0].cents = 0;
    EXPECT_EQ(files.write(batch).error().front().code, "ZAHLUNG_BETRAG");
}

TEST(BankPaymentFiles, AFileIsValidAgainstTheOfficialSchema) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::string folder =
        shared != nullptr ? shared : std::string(FOERDERWERK_SOURCE_DIR) + "/../shared";
    const std::string schema = folder + "/interop/xsd/iso20022/pain.001.001.09.xsd";
    if (!fs::exists(schema) || std::system("xmllint --version 2>/dev/null") != 0) {
        GTEST_SKIP() << "no xmllint or no schema at " << schema;
    }
    const fs::path file =
        fs::temp_directory_path() / ("foerderwerk-batch-" + std::to_string(::getpid()) + ".xml");
    std::ofstream(file, std::ios::binary) << *BankPaymentFiles().write(some_batch());
    EXPECT_EQ(
        std::system(("xmllint --noout --nonet --schema " + schema + " " + file.string()).c_str()),
        0);
    fs::remove(file);
}

std::string transaction(const std::string& id, const std::string& rest) {
    return "<TxDtls><Refs><EndToEndId>" + id + "</EndToEndId></Refs>" + rest + "</TxDtls>";
}

TEST(BankPaymentFiles, ReadsBookingsOfEachKind) {
    const std::string debit = R"(<Amt Ccy="EUR">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>)";
    const std::string back = R"(<Amt Ccy="EUR">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>)"
                             R"(<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>)";
    const std::string foreign = R"(<Amt Ccy="CHF">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>)";
    const std::string statement =
        R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">)"
        R"(<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M</MsgId></GrpHdr><Ntfctn><Id>N</Id><Ntry>)"
        R"(<Amt Ccy="EUR">900.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>)"
        R"(<ValDt><Dt>2026-02-17</Dt></ValDt><NtryDtls>)" +
        transaction("paid", debit) + transaction("back", back) + transaction("chf", foreign) +
        "</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";
    const auto bookings = BankPaymentFiles().read_status(statement);
    ASSERT_TRUE(bookings.has_value());
    ASSERT_EQ(bookings->size(), 3U);
    const auto& paid = bookings->at(0);
    EXPECT_EQ(paid.end_to_end_id, "paid");
    EXPECT_EQ(paid.cents, 30000);
    EXPECT_EQ(paid.kind, operations::PaymentBooking::Kind::paid);
    EXPECT_EQ(paid.value_date, "2026-02-17");
    const auto& returned = bookings->at(1);
    EXPECT_EQ(returned.kind, operations::PaymentBooking::Kind::returned);
    EXPECT_EQ(returned.reason_code, "AC04");
    EXPECT_EQ(returned.reason_text, "Das Konto des Empfängers ist aufgelöst.");
    ASSERT_TRUE(bookings->at(2).unusable.has_value());
    EXPECT_EQ(bookings->at(2).unusable->code, "CAMT_CURRENCY");
    EXPECT_FALSE(BankPaymentFiles().read_status("<Document/>").has_value());
}

}  // namespace
}  // namespace foerderwerk::bank
