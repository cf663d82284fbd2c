// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer missing(const char* what) {
    return failed(1, "CONFIG", "",
                  std::string("This command needs a configuration with ") + what + " (--config).");
}

CommandAnswer check(const OfflineTools& tools, const std::string& bytes) {
    if (tools.gate == nullptr || tools.codec == nullptr) {
        return missing("registered senders and schemas");
    }
    const auto verified = tools.gate->verify(bytes, tools.now);
    if (!verified.has_value()) {
        return {
            .exit = 5, .result = Json::Object{{"accepted", false}}, .reasons = verified.error()};
    }
    const auto message = tools.codec->read(verified->canonical_bytes());
    if (!message.has_value()) {
        return {.exit = 5,
                .result = Json::Object{{"accepted", false}, {"sender", verified->sender()}},
                .reasons = message.error()};
    }
    return {.exit = 0,
            .result = Json::Object{{"accepted", true},
                                   {"message", message->name},
                                   {"id", message->id},
                                   {"sender", verified->sender()},
                                   {"certificate", verified->signer_fingerprint()},
                                   {"algorithm", verified->signature_algorithm()}},
            .reasons = {}};
}

CommandAnswer sign(const OfflineTools& tools, const CommandRequest& request,
                   const std::string& bytes) {
    if (tools.signing == nullptr) {
        return missing("a signing key");
    }
    const auto signed_xml = tools.signing->sign(bytes, tools.now);
    if (!signed_xml.has_value()) {
        return failed(1, signed_xml.error());
    }
    const std::string name = request.arguments.text("name");
    return {
        .exit = 0,
        .result = with_file(Json::Object{{"bytes", static_cast<std::int64_t>(signed_xml->size())}},
                            name.empty() ? "signed.xml" : name + ".signed.xml", *signed_xml),
        .reasons = {}};
}

/// For reading by people: shows the content also when the signature does not hold, and says so.
CommandAnswer show(const OfflineTools& tools, const std::string& bytes) {
    if (tools.codec == nullptr) {
        return missing("schemas");
    }
    CommandAnswer answer;
    std::string content = bytes;
    bool proved = false;
    if (tools.gate != nullptr) {
        const auto verified = tools.gate->verify(bytes, tools.now);
        proved = verified.has_value();
        if (proved) {
            content = verified->canonical_bytes();
        } else {
            answer.reasons = verified.error();
        }
    }
    const auto message = tools.codec->read(content);
    if (!message.has_value()) {
        answer.exit = 1;
        answer.reasons.insert(answer.reasons.end(), message.error().begin(), message.error().end());
        return answer;
    }
    auto data = feel::to_json(message->data);
    answer.result = Json::Object{{"message", message->name},
                                 {"id", message->id},
                                 {"signature", proved ? "verified" : "not verified"},
                                 {"data", data.has_value() ? std::move(*data) : Json()}};
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_messages(const OfflineTools& tools,
                                              const CommandRequest& request) {
    if (!request.name.starts_with("message ")) {
        return std::nullopt;
    }
    const auto bytes = file_argument(request.arguments, "content");
    if (!bytes.has_value()) {
        return failed(2, "USAGE", "content", "A file is needed.");
    }
    if (request.name == "message check") {
        return check(tools, *bytes);
    }
    if (request.name == "message sign") {
        return sign(tools, request, *bytes);
    }
    if (request.name == "message show") {
        return show(tools, *bytes);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
