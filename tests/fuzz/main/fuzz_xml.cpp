// SPDX-License-Identifier: EUPL-1.2
// Goal: no bytes crash or hang the readers of charts, messages and bank statements, and what they
// take they can give again.
// Method: libFuzzer; the first byte chooses: s a chart, m a message (what was read is written and
// read again, with the same meaning), c a bank statement, p lines of text that fill a payment (what
// is not refused becomes a file that our parser reads).
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/bank/payment_files.hpp"
#include "connectors/bank/read_camt054.hpp"
#include "connectors/xml/read_scxml.hpp"
#include "connectors/xml/tree_parser.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::fuzz {
namespace {

void check(bool holds) {
    if (!holds)
        std::abort();
}

std::string as_json(const feel::Value& value) {
    return canonical_json(feel::to_json(value).value());
}

void message(std::string_view bytes) {
    static const xml::XmlMessageCodec codec(
        xml::MessageSchemas::load(xml::SchemaFiles::read(FOERDERWERK_SOURCE_DIR "/xsd").value())
            .value());
    const auto read = codec.read(bytes);
    if (!read.has_value()) {
        check(!read.error().empty());
        return;
    }
    const auto written = codec.write(read->name, read->data);
    if (!written.has_value())
        return;  // a message that we only receive may hold what we never write
    const auto again = codec.read(*written);
    check(again.has_value() && as_json(again->data) == as_json(read->data));
}

void payment(std::string_view text) {
    const auto line = [&text] {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string taken(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        return taken;
    };
    const bank::BankPaymentFiles files;
    operations::Payment one;
    one.end_to_end_id = line();
    one.creditor_name = line();
    one.iban = line();
    one.cents = static_cast<std::int64_t>(line().size()) * 1'000'003 - 1;
    one.remittance = line();
    if (!files.check(one).empty())
        return;
    operations::PaymentBatch batch;
    batch.id = "FW20260112-001";
    batch.execution_date =
        LocalDate{std::chrono::year(2026), std::chrono::January, std::chrono::day(13)};
    batch.debtor = {
        .debtor_name = line(), .debtor_iban = "DE89370400440532013000", .debtor_bic = line()};
    batch.payments = {one};
    const auto file = files.write(batch);
    if (file.has_value())
        check(xml::TreeParser().parse(*file).has_value());
}

}  // namespace
}  // namespace foerderwerk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
        case 's':
            (void)foerderwerk::xml::read_scxml(bytes);
            break;
        case 'm':
            foerderwerk::fuzz::message(bytes);
            break;
        case 'c':
            (void)foerderwerk::bank::read_camt054(bytes);
            (void)foerderwerk::bank::BankPaymentFiles().read_status(bytes);
            break;
        case 'p':
            foerderwerk::fuzz::payment(bytes);
            break;
        default:
            (void)foerderwerk::xml::TreeParser().parse(bytes);
            break;
    }
    return 0;
}
