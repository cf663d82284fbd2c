// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/receiving_endpoint.hpp"

#include <algorithm>
#include <optional>

#include "connectors/http/text_rules.hpp"
#include "engine/types/json.hpp"

namespace foerderwerk::servicebw {

namespace {

using http::HttpRequest;
using http::HttpResponse;
using http::problem_response;
using ports::IntakeAnswer;

constexpr std::string_view inbox_prefix = "/inbox/";
constexpr std::string_view xml_suffix = ".xml";

bool shows_known_certificate(const EndpointSettings& settings, const HttpRequest& request) {
    const auto& fingerprint = request.client_certificate_fingerprint;
    return !fingerprint.empty() && std::ranges::find(settings.client_fingerprints, fingerprint) !=
                                       settings.client_fingerprints.end();
}

HttpResponse too_many() {
    auto response = problem_response(
        429, "Zu viele Fehlversuche",
        {{"ZUGANG", "", "Zu viele falsche Passwörter; bitte später erneut versuchen."}});
    response.headers.emplace_back("Retry-After", "60");
    return response;
}

HttpResponse not_known(const EndpointSettings& settings) {
    if (settings.users.empty()) {
        return problem_response(
            403, "Zugang verweigert",
            {{"ZUGANG", "", "Das Client-Zertifikat fehlt oder ist nicht eingetragen."}});
    }
    auto response = problem_response(
        401, "Zugang verweigert",
        {{"ZUGANG", "", "Weder Client-Zertifikat noch Benutzername und Passwort sind bekannt."}});
    response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"inbox\", charset=\"UTF-8\"");
    return response;
}

struct Name {
    std::string leistung;
    std::string file;
};

Name name_of(const std::string& path) {
    const auto rest = path.substr(inbox_prefix.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    return {rest.substr(0, slash), rest.substr(std::min(slash + 1, rest.size()))};
}

/// The UUID of "<uuid>.xml" in lower case.
std::optional<std::string> uuid_of(const std::string& file) {
    constexpr std::string_view form = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
    if (file.size() != form.size() + xml_suffix.size() || !file.ends_with(xml_suffix)) {
        return std::nullopt;
    }
    auto uuid = http::lower_case(std::string_view(file).substr(0, form.size()));
    constexpr std::string_view hex = "0123456789abcdef";
    for (std::size_t index = 0; index < form.size(); ++index) {
        const bool fits = form[index] == '-' ? uuid[index] == '-'
                                             : hex.find(uuid[index]) != std::string_view::npos;
        if (!fits) {
            return std::nullopt;
        }
    }
    return uuid;
}

bool is_xml(const HttpRequest& request) {
    const std::string* const field = request.header("Content-Type");
    const auto type = field == nullptr ? std::string{} : http::media_type(*field);
    return type == "application/xml" || type == "text/xml";
}

std::string stored_body(const IntakeAnswer& answer) {
    Json body = Json::Object{{"receipt", answer.receipt}};
    if (!answer.warnings.empty()) {
        Json::Array warnings;
        for (const Reason& warning : answer.warnings) {
            warnings.push_back(Json::Object{
                {"code", warning.code}, {"place", warning.place}, {"text", warning.text}});
        }
        body.set("warnings", std::move(warnings));
    }
    return canonical_json(body) + "\n";
}

HttpResponse response_to(const IntakeAnswer& answer, const std::string& path) {
    using Kind = IntakeAnswer::Kind;
    HttpResponse response;
    switch (answer.kind) {
        case Kind::stored:
            response = http::text_response(201, stored_body(answer), "application/json");
            response.headers = {{"Location", path}, {"Receipt", answer.receipt}};
            break;
        case Kind::repeated:
            response.status = 204;
            response.headers = {{"Receipt", answer.receipt}};
            break;
        case Kind::conflict:
            response = problem_response(
                409, "Unter dieser Nachrichtennummer liegt anderer Inhalt vor", answer.reasons);
            break;
        case Kind::refused:
            response = problem_response(422, "Die Nachricht wird nicht angenommen", answer.reasons);
            break;
        case Kind::unavailable:
            response = problem_response(503, "Die Nachricht kann gerade nicht gespeichert werden",
                                        answer.reasons);
            response.headers = {{"Retry-After", "30"}};
            break;
    }
    return response;
}

}  // namespace

ReceivingEndpoint::ReceivingEndpoint(EndpointSettings settings, ports::MessageIntake& intake,
                                     const ports::Clock& clock)
    : settings_(std::move(settings)), passwords_(settings_.users), intake_(intake), clock_(clock) {}

std::vector<http::Route> ReceivingEndpoint::routes() {
    const auto handler = [this](const HttpRequest& request) { return receive(request); };
    return {{"PUT", std::string(inbox_prefix), handler, settings_.message_bytes_max},
            {"POST", std::string(inbox_prefix), handler, settings_.message_bytes_max}};
}

HttpResponse ReceivingEndpoint::receive(const HttpRequest& request) {
    ports::TransportEvidence transport;
    const Instant now = clock_.now().instant;
    if (shows_known_certificate(settings_, request)) {
        transport.client_certificate_fingerprint = request.client_certificate_fingerprint;
    } else {
        using Verdict = http::PasswordCheck::Verdict;
        const Verdict verdict = request.basic.has_value()
                                    ? passwords_.check(*request.basic, request.peer, now)
                                    : Verdict::unknown;
        if (verdict != Verdict::known) {
            return verdict == Verdict::too_many ? too_many() : not_known(settings_);
        }
        transport.basic_user = request.basic->user;
    }
    const auto name = name_of(request.path);
    if (std::ranges::find(settings_.leistungen, name.leistung) == settings_.leistungen.end()) {
        return problem_response(
            404, "Unbekannte Leistung",
            {{"LEISTUNG", "", "Für diese Leistung werden hier keine Nachrichten angenommen."}});
    }
    const auto uuid = uuid_of(name.file);
    if (!uuid.has_value()) {
        return problem_response(
            400, "Der Name der Nachricht ist nicht zulässig",
            {{"NACHRICHTENNUMMER", "", "Der Name muss aus einer UUID und .xml bestehen."}});
    }
    if (!is_xml(request)) {
        return problem_response(
            415, "Nur XML",
            {{"CONTENT_TYPE", "", "Angenommen wird application/xml oder text/xml."}});
    }
    const auto answer = intake_.receive({.leistung = name.leistung,
                                         .message_id = *uuid,
                                         .bytes = request.body,
                                         .transport = transport,
                                         .received = now});
    return response_to(answer, std::string(inbox_prefix) + name.leistung + "/" + *uuid + ".xml");
}

}  // namespace foerderwerk::servicebw
