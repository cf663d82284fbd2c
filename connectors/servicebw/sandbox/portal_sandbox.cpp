// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/portal_sandbox.hpp"

#include <filesystem>

#include "connectors/servicebw/sandbox/form_pages.hpp"
#include "connectors/servicebw/sandbox/form_token.hpp"
#include "connectors/servicebw/sandbox/html.hpp"
#include "connectors/servicebw/sandbox/mailbox.hpp"
#include "connectors/servicebw/sandbox/mailbox_pages.hpp"
#include "connectors/servicebw/sandbox/message_words.hpp"
#include "connectors/servicebw/sandbox/page_frame.hpp"
#include "connectors/servicebw/sandbox/style_sheet.hpp"
#include "engine/types/ags.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using http::HttpRequest;
using http::HttpResponse;

constexpr std::string_view mailbox_prefix = "/postfach/";
constexpr std::string_view delivery_suffix = "/nachrichten";
constexpr std::string_view sent_prefix = "/gesendet/";
constexpr std::string_view xml_suffix = ".xml";

HttpResponse not_found() {
    return page(404, "Nicht gefunden", paragraph("Diese Seite gibt es nicht."));
}

HttpResponse start_page() {
    const auto entry = [](const char* path, const char* text) {
        return element("li", {}, link(path, text));
    };
    return page(
        200, "Willkommen",
        paragraph("Hier stellen Sie Anträge und lesen die Antworten der Behörde.") +
            element("ul", {}, entry("/antrag", "Bildungs-Voucher beantragen (Basisqualifizierung)"),
                    entry("/postfach", "Behördenpostfach öffnen"),
                    entry("/teilnahme", "Teilnahme nachweisen (für Bildungsträger)")));
}

HttpResponse style_response() {
    return http::text_response(200, std::string(style_sheet()), "text/css; charset=utf-8");
}

/// A posted form, or nothing when the body is none.
std::optional<http::FormValues> form_values(const HttpRequest& request) {
    const std::string* const type = request.header("Content-Type");
    if (type == nullptr || http::media_type(*type) != "application/x-www-form-urlencoded") {
        return std::nullopt;
    }
    return http::parse_form(request.body);
}

std::string value_of(const http::FormValues& values, std::string_view name) {
    for (const auto& [key, value] : values) {
        if (key == name) {
            return value;
        }
    }
    return "";
}

/// Cuts a suffix off; whether it was there.
bool cut_suffix(std::string& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) {
        return false;
    }
    text.resize(text.size() - suffix.size());
    return true;
}

}  // namespace

class PortalSandbox::Desk {
public:
    Desk(PortalSettings settings, PortalParts parts)
        : settings_(std::move(settings)),
          parts_(parts),
          sent_(std::filesystem::path(settings_.folder) / "gesendet"),
          mailboxes_(std::filesystem::path(settings_.folder) / "postfach"),
          submissions_(settings_.submissions, sent_, parts_.signing, parts_.clock, parts_.inbox),
          forms_{voucher_form(settings_.forms), supplement_form(), withdrawal_form(),
                 use_of_funds_form(), attendance_form(settings_.forms)} {}

    void add_routes(std::vector<http::Route>& routes);

private:
    void add_form_routes(std::vector<http::Route>& routes, const FormDefinition& form);
    /// Answers a form post after its token was checked; issues the cookie where it is missing.
    [[nodiscard]] http::Handler posted(
        std::function<HttpResponse(const http::FormValues&, const std::string& token)> answer)
        const;
    [[nodiscard]] HttpResponse with_cookie(
        const HttpRequest& request,
        const std::function<HttpResponse(const std::string& token)>& answer) const;

    [[nodiscard]] HttpResponse review(const FormDefinition& form, const http::FormValues& values,
                                      const std::string& token) const;
    [[nodiscard]] HttpResponse submit(const FormDefinition& form, const http::FormValues& values,
                                      const std::string& token);
    [[nodiscard]] HttpResponse show_sent(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse open_mailbox(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse show_mailbox(const HttpRequest& request);
    [[nodiscard]] HttpResponse take_delivery(const HttpRequest& request);

    PortalSettings settings_;
    PortalParts parts_;
    DocumentFolder sent_;
    Mailboxes mailboxes_;
    Submissions submissions_;
    FormTokens tokens_;
    std::vector<FormDefinition> forms_;
};

void PortalSandbox::Desk::add_routes(std::vector<http::Route>& routes) {
    constexpr std::size_t message_bytes_max = 20u * 1024 * 1024;
    routes.push_back({"GET", "/", [](const HttpRequest&) { return start_page(); }});
    routes.push_back({"GET", "/style.css", [](const HttpRequest&) { return style_response(); }});
    for (const auto& form : forms_) {
        add_form_routes(routes, form);
    }
    routes.push_back({"GET", std::string(sent_prefix),
                      [this](const HttpRequest& request) { return show_sent(request); }});
    routes.push_back({"POST", "/gesendet/erneut",
                      posted([this](const http::FormValues& values, const std::string&) {
                          const auto sent = submissions_.send_again(value_of(values, "uuid"));
                          return sent.has_value() ? see_other("/gesendet/" + sent->uuid)
                                                  : not_found();
                      })});
    routes.push_back(
        {"GET", "/postfach", [this](const HttpRequest& request) { return open_mailbox(request); }});
    routes.push_back({"GET", std::string(mailbox_prefix),
                      [this](const HttpRequest& request) { return show_mailbox(request); }});
    routes.push_back({"POST", std::string(mailbox_prefix),
                      [this](const HttpRequest& request) { return take_delivery(request); },
                      message_bytes_max});
}

void PortalSandbox::Desk::add_form_routes(std::vector<http::Route>& routes,
                                          const FormDefinition& form) {
    routes.push_back({"GET", form.path, [this, &form](const HttpRequest& request) {
                          return with_cookie(request, [&](const std::string& token) {
                              return form_page(form, read_answers(form, request.query), {}, token);
                          });
                      }});
    routes.push_back(
        {"POST", form.path + "/pruefen",
         posted([this, &form](const http::FormValues& values, const std::string& token) {
             return review(form, values, token);
         })});
    routes.push_back({"POST", form.path + "/aendern",
                      posted([&form](const http::FormValues& values, const std::string& token) {
                          return form_page(form, read_answers(form, values), {}, token);
                      })});
    routes.push_back(
        {"POST", form.path + "/absenden",
         posted([this, &form](const http::FormValues& values, const std::string& token) {
             return submit(form, values, token);
         })});
}

http::Handler PortalSandbox::Desk::posted(
    std::function<HttpResponse(const http::FormValues&, const std::string& token)> answer) const {
    return [this, answer = std::move(answer)](const HttpRequest& request) {
        const auto values = form_values(request);
        if (!values.has_value()) {
            return page(415, "Nicht lesbar", paragraph("Diese Form der Daten wird nicht gelesen."));
        }
        const auto token = value_of(*values, "csrf");
        if (!tokens_.accepts(request, token)) {
            return page(403, "Die Seite ist abgelaufen",
                        paragraph("Laden Sie das Formular neu und füllen Sie es noch einmal aus. "
                                  "Es wurde nichts abgesendet."));
        }
        return answer(*values, token);
    };
}

HttpResponse PortalSandbox::Desk::with_cookie(
    const HttpRequest& request,
    const std::function<HttpResponse(const std::string& token)>& answer) const {
    const auto issued = tokens_.issue(request);
    auto response = answer(issued.token);
    if (!issued.set_cookie.empty()) {
        response.headers.emplace_back("Set-Cookie", issued.set_cookie);
    }
    return response;
}

HttpResponse PortalSandbox::Desk::review(const FormDefinition& form, const http::FormValues& values,
                                         const std::string& token) const {
    const auto answers = read_answers(form, values);
    const auto reasons = check_answers(form, answers, parts_.clock.now());
    return reasons.empty() ? review_page(form, answers, random_uuid(), token)
                           : form_page(form, answers, reasons, token);
}

HttpResponse PortalSandbox::Desk::submit(const FormDefinition& form, const http::FormValues& values,
                                         const std::string& token) {
    const auto uuid = value_of(values, "uuid");
    if (submissions_.find(uuid).has_value()) {
        static_cast<void>(submissions_.send_again(uuid));
        return see_other("/gesendet/" + uuid);
    }
    const auto answers = read_answers(form, values);
    const auto reasons = check_answers(form, answers, parts_.clock.now());
    if (!reasons.empty() || !is_uuid(uuid)) {
        return form_page(form, answers, reasons, token);
    }
    const auto submission = submissions_.submit(form, answers, uuid);
    if (!submission.has_value()) {
        return page(500, "Nicht signiert",
                    paragraph("Die Erklärung konnte nicht signiert werden. Es wurde nichts "
                              "abgesendet."));
    }
    return see_other("/gesendet/" + uuid);
}

HttpResponse PortalSandbox::Desk::show_sent(const HttpRequest& request) const {
    std::string uuid = request.path.substr(sent_prefix.size());
    const bool as_file = cut_suffix(uuid, xml_suffix);
    const auto submission = submissions_.find(uuid);
    if (!submission.has_value()) {
        return not_found();
    }
    if (as_file) {
        return download(submission->bytes, uuid + ".xml");
    }
    return with_cookie(request, [&submission](const std::string& token) {
        return submission_page(*submission, token);
    });
}

HttpResponse PortalSandbox::Desk::open_mailbox(const HttpRequest& request) const {
    const std::string* const ags = request.parameter("ags");
    if (ags == nullptr || !Ags::parse(*ags).has_value()) {
        return choose_mailbox_page();
    }
    return see_other(std::string(mailbox_prefix) + mailbox_handle(*ags));
}

HttpResponse PortalSandbox::Desk::show_mailbox(const HttpRequest& request) {
    const std::string rest = request.path.substr(mailbox_prefix.size());
    const auto slash = rest.find('/');
    const auto handle = rest.substr(0, slash);
    if (!is_document_name(handle)) {
        return not_found();
    }
    if (slash == std::string::npos) {
        return mailbox_page(handle, mailboxes_.list(handle));
    }
    auto id = rest.substr(slash + 1);
    const bool as_file = cut_suffix(id, xml_suffix);
    const auto message = mailboxes_.find(handle, id);
    if (!message.has_value()) {
        return not_found();
    }
    return as_file ? download(message->bytes, id + ".xml")
                   : message_page(handle, *message,
                                  parts_.gate.verify(message->bytes, parts_.clock.now().instant));
}

HttpResponse PortalSandbox::Desk::take_delivery(const HttpRequest& request) {
    std::string handle = request.path.substr(mailbox_prefix.size());
    if (!cut_suffix(handle, delivery_suffix) || !is_document_name(handle)) {
        return http::problem_response(404, "Kein Postfach");
    }
    if (!settings_.authority_tls_fingerprint.empty() &&
        request.client_certificate_fingerprint != settings_.authority_tls_fingerprint) {
        return http::problem_response(403, "Dieser Absender darf nichts einstellen");
    }
    const std::string* const type = request.header("Content-Type");
    if (type == nullptr || http::media_type(*type) != "application/xml") {
        return http::problem_response(415, "Nur application/xml");
    }
    const std::string* const key = request.header("Idempotency-Key");
    if (key == nullptr || !is_document_name(*key)) {
        return http::problem_response(400, "Idempotency-Key fehlt oder ist nicht zulässig");
    }
    const auto now = parts_.clock.now().instant;
    const auto verified = parts_.gate.verify(request.body, now);
    if (!verified.has_value()) {
        return http::problem_response(422, "Die Nachricht wird nicht angenommen", verified.error());
    }
    const auto receipt =
        mailboxes_.put(handle, *key, request.body, message_title(verified->root_name()), now);
    using Kind = Mailboxes::Receipt::Kind;
    if (receipt.kind == Kind::conflict) {
        return http::problem_response(409, "Unter diesem Schlüssel liegt eine andere Nachricht");
    }
    auto response = http::text_response(receipt.kind == Kind::stored ? 201 : 200, "");
    response.headers.emplace_back("Receipt", receipt.text);
    return response;
}

PortalSandbox::PortalSandbox(PortalSettings settings, PortalParts parts)
    : desk_(std::make_unique<Desk>(std::move(settings), parts)) {}

PortalSandbox::~PortalSandbox() = default;

std::vector<http::Route> PortalSandbox::routes() {
    std::vector<http::Route> routes;
    desk_->add_routes(routes);
    return routes;
}

}  // namespace foerderwerk::servicebw::sandbox
