// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/compose_message.hpp"

#include <algorithm>
#include <string_view>

#include <Poco/SHA2Engine.h>

#include "engine/types/digest.hpp"

namespace foerderwerk::servicebw {

namespace {

constexpr std::string_view refusal_message = "antrag.rueckweisung";

Digest sha256(std::string_view bytes) {
    Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
    engine.update(bytes.data(), bytes.size());
    Digest digest{};
    std::ranges::copy(engine.digest(), digest.begin());
    return digest;
}

/// Clerks and our own sentences use marks of good typography that the texts of messages may not
/// hold (DIN 91379, data type C); plain marks take their place, so that a notice is never stuck
/// for its quotation marks.
std::string with_plain_marks(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> plain[] = {
        {"„", "\""},  {"“", "\""},     {"”", "\""},     {"‚", "'"},      {"‘", "'"},
        {"‹", "'"},   {"›", "'"},      {"–", "-"},      {"—", "-"},      {"•", "-"},
        {"…", "..."}, {"\u2010", "-"}, {"\u2011", "-"}, {"\u2212", "-"}, {"\u202F", " "},
    };
    for (const auto& [mark, instead] : plain) {
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
            text.replace(at, mark.size(), instead);
            at += instead.size();
        }
    }
    return text;
}

/// What a message can hold of a value. XML has no null: in a list it would be an element without
/// content.
feel::Value as_sent(const feel::Value& value) {
    if (value.kind() == feel::Kind::string) {
        return with_plain_marks(value.as_string());
    }
    if (value.kind() == feel::Kind::list) {
        feel::List kept;
        for (const feel::Value& item : value.as_list()) {
            if (!item.is_null()) {
                kept.push_back(as_sent(item));
            }
        }
        return kept;
    }
    if (value.kind() == feel::Kind::context) {
        feel::Context kept;
        for (const auto& [name, item] : value.as_context().entries()) {
            if (!item.is_null()) {
                kept.set(name, as_sent(item));
            }
        }
        return kept;
    }
    return value;
}

std::string text_at(const feel::Value& data, std::string_view name) {
    const feel::Value* member = data.find(name);
    return member != nullptr && member->kind() == feel::Kind::string ? member->as_string()
                                                                     : std::string();
}

/// The code of the list rueckweisungsgrund for a reason of a refused step. Reasons that a chart
/// names itself, and those of our own checks, are FACHLICH and keep their name as fachcode.
std::string_view listed_code(std::string_view code) {
    static constexpr std::pair<std::string_view, std::string_view> listed[] = {
        {"WRONG_STATE", "ZUSTAND"}, {"GUARD", "ZUSTAND"},   {"ZUSTAND", "ZUSTAND"},
        {"FRIST", "FRIST"},         {"DOPPELT", "DOPPELT"}, {"VORGANG", "VORGANG"},
    };
    const auto* found = std::ranges::find(listed, code, [](const auto& row) { return row.first; });
    return found != std::end(listed) ? found->second : "FACHLICH";
}

feel::Value refusal_ground(const feel::Value& reason) {
    const std::string code = text_at(reason, "code");
    const std::string_view listed = listed_code(code);
    feel::Context ground;
    ground.set("fehlercode", listed);
    if (listed != code) {
        ground.set("fachcode", code);
    }
    if (const std::string place = text_at(reason, "place"); !place.empty()) {
        ground.set("stelle", place);
    }
    ground.set("beschreibung", text_at(reason, "text"));
    return ground;
}

/// {message_id, file_number, reasons} as the content of the message.
feel::Value refusal_content(const feel::Value& data) {
    feel::Context reference;
    reference.set("nachrichtenUUID", text_at(data, "message_id"));
    feel::Context content;
    content.set("bezug", std::move(reference));
    if (const std::string file_number = text_at(data, "file_number"); !file_number.empty()) {
        content.set("aktenzeichen", file_number);
    }
    feel::List grounds;
    if (const feel::Value* reasons = data.find("reasons");
        reasons != nullptr && reasons->kind() == feel::Kind::list) {
        for (const feel::Value& reason : reasons->as_list()) {
            grounds.push_back(refusal_ground(reason));
        }
    }
    content.set("grund", std::move(grounds));
    return content;
}

Failure<Reasons> refuse(const std::string& place, const char* text) {
    return Failure<Reasons>(Reasons{{"SCHEMA", place, text}});
}

}  // namespace

Result<std::string, Reasons> PortalMessageComposer::compose(
    const ports::OutgoingMessage& message) const {
    const bool is_refusal = message.event == "refusal";
    const std::string name = is_refusal ? std::string(refusal_message) : message.event;
    const auto root_name = codec_.root_name(name);
    if (!root_name.has_value()) {
        return refuse(name, "Eine Nachricht dieses Namens gibt es nicht.");
    }
    const feel::Value content = as_sent(is_refusal ? refusal_content(message.data) : message.data);
    if (content.kind() != feel::Kind::context) {
        return refuse(name, "Der Inhalt der Nachricht ist kein Kontext.");
    }
    const std::string uuid = ports::message_uuid(message.outbox_id, sha256);
    feel::Context data = ports::message_header({.root_name = *root_name,
                                                .uuid = uuid,
                                                .created = message.decided,
                                                .reader = settings_.portal,
                                                .author = settings_.authority,
                                                .product = settings_.product,
                                                .product_maker = settings_.product_maker,
                                                .product_version = settings_.product_version,
                                                .signature_id = "n-" + uuid});
    for (const auto& [member, value] : content.as_context().entries()) {
        if (data.find(member) != nullptr) {
            return refuse(name + "/" + member, "Den Kopf der Nachricht schreibt die Plattform.");
        }
        data.set(member, value);
    }
    auto written = codec_.write(name, feel::Value(std::move(data)));
    if (!written.has_value()) {
        return written;
    }
    const bool sealed =
        seal_ != nullptr && std::ranges::find(settings_.sealed, name) != settings_.sealed.end();
    return (sealed ? *seal_ : signing_).sign(*written, clock_.now().instant);
}

}  // namespace foerderwerk::servicebw
