// SPDX-License-Identifier: EUPL-1.2
#include "engine/ports/message_header.hpp"

#include <utility>

namespace foerderwerk::ports {
namespace {

constexpr std::size_t number_length = 4;

feel::Context code(std::string value, std::string list, std::string version) {
    feel::Context code;
    code.set("code", std::move(value));
    code.set("listURI", std::move(list));
    code.set("listVersionID", std::move(version));
    return code;
}

feel::Context party(const MessageParty& party) {
    feel::Context result;
    result.set("verzeichnisdienst",
               code("DVDV", "urn:xoev-de:kosit:codeliste:verzeichnisdienst", "3"));
    result.set("kennung", party.key);
    result.set("name", party.name);
    return result;
}

feel::DateTime utc(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    feel::DateTime moment;
    moment.date = LocalDate(day);
    moment.time.since_midnight = instant - day;
    moment.time.offset = std::chrono::seconds{0};
    return moment;
}

}  // namespace

feel::Context message_header(const MessageHeader& header) {
    const std::size_t size = header.root_name.size();
    const std::size_t number_at = size < number_length ? 0 : size - number_length;
    feel::Context identification;
    identification.set("nachrichtenUUID", header.uuid);
    identification.set("nachrichtentyp", code(header.root_name.substr(number_at),
                                              "urn:foerderwerk:codeliste:nachrichtentyp", "1"));
    identification.set("erstellungszeitpunkt", utc(header.created));

    feel::Context head;
    head.set("identifikation_nachricht", std::move(identification));
    head.set("leser", party(header.reader));
    head.set("autor", party(header.author));

    feel::Context data;
    data.set("produkt", header.product);
    data.set("produkthersteller", header.product_maker);
    if (!header.product_version.empty()) {
        data.set("produktversion", header.product_version);
    }
    if (!header.signature_id.empty()) {
        data.set("Id", header.signature_id);
    }
    data.set("nachrichtenkopf_g2g", std::move(head));
    return data;
}

std::string message_uuid(const std::string& outbox_id, const Sha256& sha256) {
    Digest digest = sha256(outbox_id);
    digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x80U);
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
    std::string text = to_hex(digest).substr(0, 32);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) {
        text.insert(at, "-");
    }
    return text;
}

}  // namespace foerderwerk::ports
