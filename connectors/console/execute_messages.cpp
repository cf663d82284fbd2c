// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "connectors/console/execute_commands.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer missing(const char* what) {
    return failed(1, "CONFIG", "",
                  std::string("This command needs a configuration with ") + what + " (--config).");
}

Json told(const Reasons& warnings) {
    Json::Array rows;
    for (const Reason& warning : warnings) {
        rows.push_back(
            Json::Object{{"code", warning.code}, {"place", warning.place}, {"text", warning.text}});
    }
    return Json(std::move(rows));
}

/// What the daemon would never come to, because the gate refuses first, told all the same: whoever
/// mends a message wants to mend it once. Nothing of such a message is shown or believed.
void add_content_reasons(const ports::MessageCodec& codec, const std::string& bytes,
                         Reasons& reasons) {
    static constexpr std::string_view unreadable[] = {"WELLFORMED", "ENCODING", "DTD", "LIMITS"};
    const bool is_readable = std::ranges::none_of(reasons, [](const Reason& reason) {
        return std::ranges::count(unreadable, reason.code) != 0;
    });
    if (!is_readable) {
        return;
    }
    const auto message = codec.read(bytes);
    if (!message.has_value()) {
        reasons.insert(reasons.end(), message.error().begin(), message.error().end());
    }
}

CommandAnswer check(const OfflineTools& tools, const std::string& bytes) {
    if (tools.gate == nullptr || tools.codec == nullptr) {
        return missing("registered senders and schemas");
    }
    const auto verified = tools.gate->verify(bytes, tools.now);
    if (!verified.has_value()) {
        Reasons reasons = verified.error();
        add_content_reasons(*tools.codec, bytes, reasons);
        return {
            .exit = 5, .result = Json::Object{{"accepted", false}}, .reasons = std::move(reasons)};
    }
    const auto message = tools.codec->read(verified->canonical_bytes());
    if (!message.has_value()) {
        return {.exit = 5,
                .result = Json::Object{{"accepted", false}, {"sender", verified->sender()}},
                .reasons = message.error()};
    }
    Json result = Json::Object{{"accepted", true},
                               {"message", message->name},
                               {"id", message->id},
                               {"sender", verified->sender()},
                               {"certificate", verified->signer_fingerprint()},
                               {"algorithm", verified->signature_algorithm()}};
    if (!message->warnings.empty()) {
        result.set("warnings", told(message->warnings));
    }
    return {.exit = 0, .result = std::move(result), .reasons = message->warnings};
}

CommandAnswer describe(const OfflineTools& tools, const CommandRequest& request) {
    if (!tools.describe_message) {
        return missing("schemas");
    }
    const std::string name = request.arguments.text("message");
    const auto page = tools.describe_message(name);
    if (!page.has_value()) {
        return failed(2, page.error());
    }
    return {.exit = 0, .result = with_file(Json::Object{}, name + ".md", *page), .reasons = {}};
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
    if (request.name == "message describe") {
        return describe(tools, request);
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
