// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/console/sealed_house.hpp"

#include <fstream>

#include "connectors/signature/read_seal_evidence.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "engine/operations/dispatch_outbox.hpp"
#include "engine/ports/message_header.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::tests {

namespace {

class AlwaysDelivered final : public ports::EventProcessor {
public:
    ports::DeliveryAnswer send(const ports::OutgoingDocument&) override {
        return ports::Delivered{.receipt = "Q-1"};
    }
};

signature::CertificateWish wish(const std::string& name, signature::CertificatePurpose purpose) {
    signature::CertificateWish wish;
    wish.common_name = name;
    wish.purpose = purpose;
    wish.valid_from = *parse_instant("2026-01-01T00:00:00Z");
    wish.days = 3650;
    return wish;
}

}  // namespace

MadeSeal::MadeSeal()
    : authority(signature::make_key_and_certificate(
          wish("Behörden-CA", signature::CertificatePurpose::authority))),
      signer(signature::make_key_and_certificate(
          wish("Siegel der Förderstelle", signature::CertificatePurpose::message_signature),
          &authority)) {}

Result<std::string, Reasons> SealingComposer::compose(const ports::OutgoingMessage& message) const {
    const std::string uuid = ports::message_uuid(message.outbox_id, signature::sha256_of);
    const std::string root = "m:" + message.event + ".0201";
    return signing_.sign("<" + root + " xmlns:m=\"urn:foerderwerk:xsd:nachrichten:1.0\" Id=\"n-" +
                             uuid + "\"><nachrichtenUUID>" + uuid +
                             "</nachrichtenUUID><betrag>300.00</betrag></" + root + ">",
                         rig_.clock.now().instant);
}

SealedHouse::SealedHouse(bool stamped)
    : seal(keys.signer.private_key_pem, keys.signer.certificate_pem),
      service([this](const std::string& query) { return stamps.answer(query); }, stamps.root_pem()),
      signing(seal, stamped ? &service : nullptr),
      stamped_(stamped) {
    if (stamped) {
        evidence = {keys.authority.certificate_pem, stamps.root_pem(),
                    signature::test::file_text(stamps.folder() / "tsa.pem")};
    }
    rig.house->documents = &verifier;
    rig.house->seal_evidence = [this] { return signature::read_seal_evidence(evidence); };
    case_id = rig.new_case();
    for (const auto& [event, person] :
         {std::pair{"votum.positiv", "sb-1"}, std::pair{"zeichnen", "zz-1"}}) {
        const auto answer = rig.run(
            "case act", Json::Object{{"case", case_id}, {"event", event}, {"reason", "geprüft"}},
            person);
        if (answer.exit != 0) {
            throw std::runtime_error("the case is not decided: " + codes(answer.reasons));
        }
    }
    AlwaysDelivered portal;
    const SealingComposer composer(rig, signing);
    operations::OutboxDispatcher dispatcher(
        rig.casework, {{"portal", {.processor = &portal, .composer = &composer}}});
    while (dispatcher.dispatch_due() > 0) {
    }
}

console::CommandAnswer SealedHouse::package(const std::string& person) {
    return rig.run("case package", Json::Object{{"case", case_id}}, person);
}

std::string SealedHouse::package_bytes() {
    const auto answer = package();
    return answer.exit == 0 ? file_of(answer) : "exit: " + codes(answer.reasons);
}

console::CommandAnswer SealedHouse::verify(const std::string& package, Json trust) const {
    console::OfflineTools tools = rig.offline();
    tools.documents = &verifier;
    trust.set("content", to_base64(package));
    return console::run_offline(
        tools, {.name = "document verify", .arguments = std::move(trust), .person = {}});
}

std::string SealedHouse::vkey() const {
    return evidence::vkey_text(rig.house->log_key.verifier, rig.house->log_key.sha256);
}

Json SealedHouse::known() const {
    Json json =
        Json::Object{{"vkey", vkey()}, {"certificate", to_base64(keys.authority.certificate_pem)}};
    if (stamped_) {
        json.set("timestamp_certificate", to_base64(stamps.root_pem()));
    }
    return json;
}

std::string file_of(const console::CommandAnswer& answer) {
    const Json* file = answer.result.find("file");
    return file != nullptr ? from_base64(file->text("content")).value_or("") : "";
}

}  // namespace foerderwerk::tests
