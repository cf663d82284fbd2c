// SPDX-License-Identifier: EUPL-1.2
// Goal: every published sample is read or refused as it must be. Method: one row a file of
// interop/samples/iso20022 with its verdict; a file without a row fails. Skipped without them.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "connectors/bank/payment_files.hpp"

namespace foerderwerk::bank {
namespace {

namespace fs = std::filesystem;

using Kind = operations::PaymentBooking::Kind;

/// "paid 1" and so on, counted; the codes of what is passed over; or the code of the refusal.
std::string verdict_on(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto bookings = BankPaymentFiles().read_status(bytes);
    if (!bookings) {
        return "refused " + bookings.error().front().code;
    }
    std::map<std::string, int> counted;
    for (const operations::PaymentBooking& booking : *bookings) {
        ++counted[booking.unusable                 ? booking.unusable->code
                  : booking.kind == Kind::paid     ? "paid"
                  : booking.kind == Kind::returned ? "returned"
                                                   : "open"];
    }
    std::string text;
    for (const auto& [what, count] : counted) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
    }
    return text;
}

TEST(SampleFiles, EachIsReadOrRefusedRightly) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const fs::path folder =
        fs::path(shared != nullptr ? shared : FOERDERWERK_SOURCE_DIR "/../shared") /
        "interop/samples/iso20022";
    if (!fs::exists(folder)) {
        GTEST_SKIP() << "no samples in " << folder;
    }
    std::map<std::string, std::string> expected = {
        // Other versions than 08 have other fields: never guessed at.
        {"genkgo-camt/camt053.v2.all-balance-types.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.five.decimals.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.minimal.ultimate.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.minimal.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.multi.statement.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.with-account-name.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.with-party-ids.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v2.wrong.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v3.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt053.v4.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt054.v2.with-account-name.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt054.v2.xml", "refused CAMT_FORMAT"},
        {"genkgo-camt/camt054.v4.xml", "refused CAMT_FORMAT"},
        // Statements of version 08 in other currencies, or without references of ours.
        {"genkgo-camt/camt053.v8.xml", "1 CAMT_CURRENCY"},
        {"genkgo-camt/camt054.v8.xml", "3 CAMT_CURRENCY"},
        {"genkgo-camt/camt054.v8-with-UETR.xml", "1 CAMT_REFERENCE"},
        {"genkgo-camt/camt054.v8-with-financial-institution.xml", "1 CAMT_REFERENCE"},
        {"genkgo-camt/camt53.only-Dt-with-DtTm.xml", "refused CAMT_FORMAT"},
        // Orders are not reports, whatever their version.
        {"sepa_rator/pain.001.001.03.ch.02.xml", "refused CAMT_FORMAT"},
        {"sepa_rator/pain.001.001.03.xml", "refused CAMT_FORMAT"},
        {"sepa_rator/pain.001.001.09.xml", "refused CAMT_FORMAT"},
        {"sepa_rator/pain.001.001.13.xml", "refused CAMT_FORMAT"},
        {"sepa_rator/pain.001.002.03.xml", "refused CAMT_FORMAT"},
        {"sepa_rator/pain.001.003.03.xml", "refused CAMT_FORMAT"},
    };
    for (const auto& file : fs::recursive_directory_iterator(folder)) {
        if (file.path().extension() != ".xml") {
            continue;
        }
        const std::string name = fs::relative(file.path(), folder).string();
        const auto row = expected.extract(name);
        EXPECT_EQ(verdict_on(file.path()), row.empty() ? "(no row)" : row.mapped()) << name;
    }
    for (const auto& [name, verdict] : expected) {
        ADD_FAILURE() << "no such sample: " << name;
    }
}

}  // namespace
}  // namespace foerderwerk::bank
