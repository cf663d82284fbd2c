// SPDX-License-Identifier: EUPL-1.2
// Goal: no bytes crash the readers of small formats, and each accepts exactly what its writer
// writes. Method: libFuzzer; the first byte chooses: j JSON, n a signed note, e an entry of the
// log, l a proof, h the head of an HTTP request (what is taken has one reading: its length is found
// again byte by byte), c a certificate in a header.
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/http/client_identity.hpp"
#include "engine/evidence/entry.hpp"
#include "engine/evidence/log_proof.hpp"
#include "engine/evidence/tile.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::fuzz {
namespace {

void check(bool holds) {
    if (!holds)
        std::abort();
}

void json(std::string_view bytes) {
    const auto read = parse_json(bytes);
    if (!read.has_value())
        return;
    const std::string written = canonical_json(*read);
    const auto again = parse_json(written);
    check(again.has_value() && canonical_json(*again) == written);
    const auto value = feel::from_json(*read);
    if (!value.has_value())
        return;
    const auto back = feel::to_json(*value);
    check(back.has_value() && feel::from_json(*back).has_value());
}

void note(std::string_view bytes) {
    const auto read = evidence::parse_note(bytes);
    if (read.has_value()) {
        check(evidence::write_note(*read) == bytes);
        const auto checkpoint = evidence::parse_checkpoint_text(read->text);
        check(!checkpoint.has_value() || evidence::checkpoint_text(*checkpoint) == read->text);
    }
}

void proof(std::string_view bytes) {
    const auto read = evidence::parse_log_proof(bytes);
    check(!read.has_value() || evidence::write_log_proof(*read) == bytes);
}

void entry(std::string_view bytes) {
    const auto read = evidence::parse_entry(bytes);
    check(!read.has_value() || evidence::write_entry(*read).value() == bytes);
    (void)evidence::parse_entries(bytes);
}

void head(std::string_view bytes) {
    const http::HeadLimits limits;
    const auto end = http::find_head_end(bytes, limits);
    if (!end.has_value() || *end == 0)
        return;
    for (std::size_t length = 0; length < *end; ++length) {
        const auto earlier = http::find_head_end(bytes.substr(0, length), limits);
        check(earlier.has_value() && *earlier == 0);
    }
    const auto read = http::parse_request_head(bytes.substr(0, *end), limits);
    if (!read.has_value())
        return;
    check(read->path.starts_with('/') && read->path.find("/../") == std::string::npos);
    const auto body = http::body_length(*read, 1000);
    check(!body.has_value() || *body <= 1000);
}

}  // namespace
}  // namespace foerderwerk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
        case 'j':
            foerderwerk::fuzz::json(bytes);
            break;
        case 'n':
            foerderwerk::fuzz::note(bytes);
            break;
        case 'e':
            foerderwerk::fuzz::entry(bytes);
            break;
        case 'l':
            foerderwerk::fuzz::proof(bytes);
            break;
        case 'h':
            foerderwerk::fuzz::head(bytes);
            break;
        case 'c':
            (void)foerderwerk::http::identify_client(
                {{"X-Client-Address", "192.0.2.1"}, {"X-Client-Certificate", std::string(bytes)}},
                {.peer = "unix", .uid = 0, .certificate_fingerprint = {}, .certificate_der = {}},
                foerderwerk::http::ProxySettings{0});
            break;
        default:
            break;
    }
    return 0;
}
