// SPDX-License-Identifier: EUPL-1.2
// Goal: the payment file is what German banks take, and the same batch is the same file.
// Method: the whole file of a small batch; the rules of the subset one by one; xmllint with the
// official schema when the shared data is there.
#include "connectors/bank/write_pain001.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connectors/bank/sepa_text.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::bank {
namespace {

namespace fs = std::filesystem;

constexpr const char* right_iban = "DE89370400440532013000";

Payment some_payment(const std::string& id, std::int64_t cents) {
    return {id,         "Württembergische Verwaltungs- und Wirtschafts-Akademie",
            right_iban, std::nullopt,
            cents,      "Bildungs-Voucher 08336010-0001"};
}

PaymentBatch some_batch() {
    return {"BV-2026-0001",
            parse_instant("2026-05-08T08:00:00.123456Z").value(),
            "Städtetag Baden-Württemberg e. V.",
            "DE89 3704 0044 0532 0130 00",
            "COBADEFFXXX",
            parse_date("2026-05-11").value(),
            {some_payment("case1-7-0", 30000), some_payment("case2-9-0", 20050)}};
}

std::string bytes_of(const PaymentBatch& batch) {
    const auto bytes = write_pain001(batch);
    return bytes ? *bytes : bytes.error().front().code;
}

/// The text at a path below the root, each name the first child of that name.
std::string text_at(const std::string& bytes, std::initializer_list<const char*> path) {
    const auto root = xml::parse_xml(bytes).value();
    const xml::XmlElement* element = &root;
    for (const char* name : path) {
        element = element == nullptr ? nullptr : element->child(name);
    }
    return element == nullptr ? "(absent)" : element->text;
}

TEST(WritePain001, HasTotalsOnBothLevelsAndOurFields) {
    const std::string bytes = bytes_of(some_batch());
    const char* message = "CstmrCdtTrfInitn";
    EXPECT_EQ(text_at(bytes, {message, "GrpHdr", "MsgId"}), "BV-2026-0001");
    EXPECT_EQ(text_at(bytes, {message, "GrpHdr", "CreDtTm"}), "2026-05-08T08:00:00Z");
    for (const char* level : {"GrpHdr", "PmtInf"}) {
        EXPECT_EQ(text_at(bytes, {message, level, "NbOfTxs"}), "2");
        EXPECT_EQ(text_at(bytes, {message, level, "CtrlSum"}), "500.50");
    }
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "PmtMtd"}), "TRF");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "ChrgBr"}), "SLEV");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "PmtTpInf", "SvcLvl", "Cd"}), "SEPA");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "ReqdExctnDt", "Dt"}), "2026-05-11");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "Dbtr", "Nm"}),
              "Staedtetag Baden-Wuerttemberg e. V.");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "DbtrAcct", "Id", "IBAN"}), right_iban);
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", "DbtrAgt", "FinInstnId", "BICFI"}), "COBADEFFXXX");
    const char* payment = "CdtTrfTxInf";
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", payment, "PmtId", "EndToEndId"}), "case1-7-0");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", payment, "Amt", "InstdAmt"}), "300.00");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", payment, "RmtInf", "Ustrd"}),
              "Bildungs-Voucher 08336010-0001");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", payment, "CdtrAgt"}), "(absent)");
    EXPECT_EQ(text_at(bytes, {message, "PmtInf", payment, "PmtId", "UETR"}), "(absent)");
}

TEST(WritePain001, OptionalPartsAreLeftOut) {
    PaymentBatch batch = some_batch();
    batch.debtor_bic.reset();
    batch.payments[0].bic = "SOLADEST600";
    batch.payments[0].remittance.clear();
    const std::string bytes = bytes_of(batch);
    EXPECT_EQ(text_at(bytes, {"CstmrCdtTrfInitn", "PmtInf", "DbtrAgt", "FinInstnId", "Othr", "Id"}),
              "NOTPROVIDED");
    EXPECT_EQ(text_at(bytes, {"CstmrCdtTrfInitn", "PmtInf", "CdtTrfTxInf", "CdtrAgt", "FinInstnId",
                              "BICFI"}),
              "SOLADEST600");
    EXPECT_EQ(text_at(bytes, {"CstmrCdtTrfInitn", "PmtInf", "CdtTrfTxInf", "RmtInf"}), "(absent)");
}

TEST(WritePain001, ARepeatedBatchIsTheSameFile) {
    EXPECT_EQ(bytes_of(some_batch()), bytes_of(some_batch()));
}

TEST(WritePain001, EachRuleOfTheGermanSubsetIsChecked) {
    using Change = void (*)(PaymentBatch&);
    const struct {
        const char* code;
        Change change;
    } table[] = {
        {"ZAHLUNG_LEER", [](PaymentBatch& b) { b.payments.clear(); }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.message_id = ""; }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.message_id = std::string(36, 'A'); }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.message_id = "Ä"; }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.message_id = "/A"; }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.payments[1].end_to_end_id = "A//B"; }},
        {"ZAHLUNG_ID", [](PaymentBatch& b) { b.payments[1].end_to_end_id = "a_b"; }},
        {"ZAHLUNG_DOPPELT", [](PaymentBatch& b) { b.payments[1] = b.payments[0]; }},
        {"ZAHLUNG_NAME", [](PaymentBatch& b) { b.debtor_name = ""; }},
        {"ZAHLUNG_NAME", [](PaymentBatch& b) { b.debtor_name = std::string(71, 'x'); }},
        {"ZAHLUNG_NAME", [](PaymentBatch& b) { b.payments[0].creditor_name = "株式会社"; }},
        {"ZAHLUNG_NAME", [](PaymentBatch& b) { b.payments[0].creditor_name = "a\xFF"; }},
        {"ZAHLUNG_NAME",
         [](PaymentBatch& b) { b.payments[0].creditor_name = "ß" + std::string(69, 'x'); }},
        {"ZAHLUNG_IBAN", [](PaymentBatch& b) { b.debtor_iban = "DE88370400440532013000"; }},
        {"ZAHLUNG_IBAN", [](PaymentBatch& b) { b.payments[0].iban = "DE8937040044053201300"; }},
        {"ZAHLUNG_BIC", [](PaymentBatch& b) { b.debtor_bic = "COBADEFF1"; }},
        {"ZAHLUNG_BIC", [](PaymentBatch& b) { b.payments[0].bic = "cobadeff"; }},
        {"ZAHLUNG_BETRAG", [](PaymentBatch& b) { b.payments[0].cents = 0; }},
        {"ZAHLUNG_BETRAG", [](PaymentBatch& b) { b.payments[0].cents = -1; }},
        {"ZAHLUNG_BETRAG", [](PaymentBatch& b) { b.payments[0].cents = 100'000'000'000; }},
        {"ZAHLUNG_ZWECK",
         [](PaymentBatch& b) { b.payments[0].remittance = std::string(141, 'x'); }},
        {"ZAHLUNG_DATUM",
         [](PaymentBatch& b) {
             b.execution_date = LocalDate{b.execution_date.year() / std::chrono::February / 30};
         }},
    };
    for (const auto& row : table) {
        PaymentBatch batch = some_batch();
        row.change(batch);
        const auto bytes = write_pain001(batch);
        ASSERT_FALSE(bytes.has_value()) << row.code;
        EXPECT_EQ(bytes.error().size(), 1U) << row.code;
        EXPECT_EQ(bytes.error().front().code, row.code);
    }
}

TEST(WritePain001, AllReasonsComeAtOnceWithTheirPlace) {
    PaymentBatch batch = some_batch();
    batch.debtor_name = "";
    batch.payments[1].iban = "DE00";
    batch.payments[1].cents = 0;
    const auto reasons = write_pain001(batch).error();
    ASSERT_EQ(reasons.size(), 3U);
    EXPECT_EQ(reasons[0].place, "Auftrag BV-2026-0001");
    EXPECT_EQ(reasons[1].place, "Zahlung 2 (case2-9-0)");
    EXPECT_EQ(reasons[2].place, "Zahlung 2 (case2-9-0)");
}

TEST(WritePain001, TheLargestValuesFit) {
    PaymentBatch batch = some_batch();
    batch.message_id = std::string(35, '9');
    batch.payments[0] = {std::string(35, 'z'), std::string(70, 'N'), right_iban,
                         "COBADEFF",           99'999'999'999,       std::string(140, 'V')};
    EXPECT_EQ(text_at(bytes_of(batch), {"CstmrCdtTrfInitn", "GrpHdr", "CtrlSum"}), "1000000200.49");
}

TEST(WritePain001, IsValidAgainstTheOfficialSchema) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::string folder =
        shared != nullptr ? shared : std::string(FOERDERWERK_SOURCE_DIR) + "/../shared";
    const std::string schema = folder + "/interop/xsd/iso20022/pain.001.001.09.xsd";
    if (!fs::exists(schema) || std::system("xmllint --version 2>/dev/null") != 0) {
        GTEST_SKIP() << "no xmllint or no schema at " << schema;
    }
    PaymentBatch bare = some_batch();
    bare.debtor_bic.reset();
    bare.payments[0].bic = "SOLADEST600";
    bare.payments[1].remittance = "<&> \"Straße\" 'Ø'";
    const fs::path file =
        fs::temp_directory_path() / ("foerderwerk-pain-" + std::to_string(::getpid()) + ".xml");
    for (const PaymentBatch& batch : {some_batch(), bare}) {
        std::ofstream(file, std::ios::binary) << bytes_of(batch);
        EXPECT_EQ(std::system(
                      ("xmllint --noout --nonet --schema " + schema + " " + file.string()).c_str()),
                  0);
    }
    fs::remove(file);
}

TEST(SepaText, KeepsMeaningInTheCharactersOfSepa) {
    const struct {
        const char* text;
        const char* sepa;
    } table[] = {
        {"Jörg Müßiggang-Öhler", "Joerg Muessiggang-Oehler"},
        {"ÄÖÜ äöü ß ẞ", "AeOeUe aeoeue ss SS"},
        {"Mu\u0308ller", "Mueller"},
        {"Nuñez, José & Søn", "Nunez, Jose + Son"},
        {"Łódź Čapek Žižka Şahin Ğ İı Ő ő ÿ Ÿ", "Lodz Capek Zizka Sahin G Ii O o y Y"},
        {"Nguyễn Thị Ḥ ḥ Ș ț", "Nguyen Thi H h S t"},
        {"e\u0301", "e"},
        {"a\t\n  b  ", "a b"},
        {"  ", ""},
        {"100 € „so“ – ja!", "100 EUR .so. - ja."},
        {"Æsop Œuvre Þor ð", "AEsop OEuvre Thor d"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(sepa_text(row.text), row.sepa) << row.text;
    }
}

TEST(SepaText, CoversEveryLetterOfLatin1AndExtendedA) {
    for (char32_t c = 0xC0; c <= 0x17F; ++c) {
        if (c == 0xD7 || c == 0xF7) {
            continue;  // multiplication and division sign
        }
        std::string text;
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
        EXPECT_EQ(sepa_text(text).find('.'), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace foerderwerk::bank
