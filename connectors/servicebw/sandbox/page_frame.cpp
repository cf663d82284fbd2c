// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/page_frame.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

void add_guards(http::HttpResponse& response) {
    response.headers = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
         "frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
}

Html navigation() {
    const auto entry = [](const char* path, const char* text) {
        return element("li", {}, link(path, text));
    };
    return element(
        "nav", {{"aria-label", "Hauptmenü"}},
        element("ul", {}, entry("/", "Start"), entry("/antrag", "Antrag stellen"),
                entry("/postfach", "Postfach"), entry("/teilnahme", "Für Bildungsträger")));
}

Html head(const std::string& title) {
    return element(
        "head", {}, element("meta", {{"charset", "utf-8"}}),
        element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
        element("title", {}, title + " – Serviceportal (Erprobung)"),
        element("link", {{"rel", "stylesheet"}, {"href", "/style.css"}}));
}

}  // namespace

http::HttpResponse page(int status, const std::string& title, const Html& content) {
    const Html body = element(
        "body", {}, element("a", {{"class", "skip"}, {"href", "#inhalt"}}, "Zum Inhalt springen"),
        element("header", {}, paragraph("Serviceportal (Erprobung)"), navigation()),
        element("main", {{"id", "inhalt"}}, element("h1", {}, title), content),
        element("footer", {},
                paragraph("Diese Anwendung stellt die Portalseite zum Erproben nach. "
                          "Sie ist kein Dienst einer Behörde.")));
    auto response = http::text_response(
        status, html_document(element("html", {{"lang", "de"}}, head(title), body)),
        "text/html; charset=utf-8");
    add_guards(response);
    return response;
}

http::HttpResponse see_other(const std::string& path) {
    auto response = http::text_response(303, "");
    add_guards(response);
    response.headers.emplace_back("Location", path);
    return response;
}

http::HttpResponse download(std::string bytes, const std::string& name) {
    auto response = http::text_response(200, std::move(bytes), "application/xml");
    add_guards(response);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

Html paragraph(const std::string& text) {
    return element("p", {}, text);
}

Html link(const std::string& path, const std::string& text) {
    return element("a", {{"href", path}}, text);
}

Html box(const std::string& kind, const Html& content) {
    return element("div", {{"class", "box " + kind}}, content);
}

}  // namespace foerderwerk::servicebw::sandbox
