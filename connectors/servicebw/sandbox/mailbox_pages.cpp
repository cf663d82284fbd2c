// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/mailbox_pages.hpp"

#include "connectors/http/text_rules.hpp"
#include "connectors/servicebw/sandbox/html.hpp"
#include "connectors/servicebw/sandbox/message_words.hpp"
#include "connectors/servicebw/sandbox/page_frame.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using http::percent_encode;

std::string mailbox_path(const std::string& handle) {
    return "/postfach/" + percent_encode(handle);
}

Html reason_list(const Reasons& reasons) {
    Html entries;
    for (const auto& reason : reasons) {
        const std::string place = reason.place.empty() ? "" : " (" + reason.place + ")";
        entries += element("li", {}, reason.text + place);
    }
    return element("ul", {}, entries);
}

Html row(const std::string& term, const std::string& value) {
    return element("dt", {}, term) + element("dd", {}, value);
}

Html verdict(const Result<ports::VerifiedMessage, Reasons>& verified) {
    if (!verified.has_value()) {
        return box("bad", element("h2", {}, "Die Signatur ist nicht gültig") +
                              paragraph("Verlassen Sie sich nicht auf diese Nachricht.") +
                              reason_list(verified.error()));
    }
    return box("good",
               element("h2", {}, "Die Signatur ist gültig") +
                   element("dl", {}, row("Unterschrieben von", verified->sender()),
                           row("Fingerabdruck des Zertifikats", verified->signer_fingerprint()),
                           row("Verfahren", verified->signature_algorithm())));
}

/// The replies a message can have; the file number is filled in already.
Html replies(const std::string& handle, const xml::XmlElement& root) {
    const auto* const file_number = root.child("aktenzeichen");
    if (file_number == nullptr) {
        return {};
    }
    const std::string query =
        "?" + http::write_form({{"aktenzeichen", file_number->text}, {"konto", handle}});
    const auto entry = [&query](const char* path, const char* text) {
        return element("li", {}, link(path + query, text));
    };
    return element("nav", {{"aria-label", "Antworten"}}, element("h2", {}, "Antworten"),
                   element("ul", {}, entry("/nachreichung", "Angaben nachreichen"),
                           entry("/verwendung", "Verwendung bestätigen (K1)"),
                           entry("/ruecknahme", "Antrag zurücknehmen")));
}

/// The content of bytes that are well-formed; otherwise nothing.
Html content_of(std::string_view bytes) {
    const auto root = xml::parse_xml(bytes);
    return root.has_value() ? message_content(*root) : Html{};
}

Html state_of(const Submission& submission) {
    switch (submission.state) {
        case Submission::State::accepted:
            return box("good", element("h2", {}, "Ihre Erklärung ist eingegangen") +
                                   paragraph("Eine Eingangsbestätigung folgt in Ihr Postfach."));
        case Submission::State::waiting:
            return box("warn",
                       element("h2", {}, "Ihre Erklärung ist noch nicht übermittelt") +
                           paragraph("Sie ist gespeichert. Senden Sie sie später noch einmal; "
                                     "sie wird dadurch nicht doppelt gestellt.") +
                           reason_list(submission.reasons));
        case Submission::State::refused:
            return box("bad", element("h2", {}, "Ihre Erklärung wurde nicht angenommen") +
                                  reason_list(submission.reasons));
    }
    return {};
}

Html send_again_form(const Submission& submission, const std::string& token) {
    if (submission.state != Submission::State::waiting) {
        return {};
    }
    const auto hidden = [](const char* name, const std::string& value) {
        return element("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
    };
    return element("form", {{"method", "post"}, {"action", "/gesendet/erneut"}},
                   hidden("csrf", token), hidden("uuid", submission.uuid),
                   element("button", {{"type", "submit"}}, "Noch einmal senden"));
}

}  // namespace

http::HttpResponse choose_mailbox_page() {
    const Html form = element(
        "form", {{"method", "get"}, {"action", "/postfach"}},
        element("div", {{"class", "field"}},
                element("label", {{"for", "ags"}}, "Amtlicher Gemeindeschlüssel der Kommune"),
                element("span", {{"class", "hint"}, {"id", "ags-hinweis"}},
                        "Acht Ziffern, zum Beispiel 08336010."),
                element("input", {{"type", "text"},
                                  {"id", "ags"},
                                  {"name", "ags"},
                                  {"inputmode", "numeric"},
                                  {"aria-describedby", "ags-hinweis"}})),
        element("div", {{"class", "actions"}},
                element("button", {{"type", "submit"}}, "Postfach öffnen")));
    return page(200, "Postfach",
                paragraph("Im Behördenpostfach liegen die Nachrichten der Behörde. Zum Erproben "
                          "genügt der Gemeindeschlüssel; eine Anmeldung gibt es hier nicht.") +
                    form);
}

http::HttpResponse mailbox_page(const std::string& handle,
                                const std::vector<KeptDocument>& messages) {
    if (messages.empty()) {
        return page(200, "Postfach " + handle, paragraph("Das Postfach ist leer."));
    }
    Html rows;
    for (const auto& message : messages) {
        const auto path = mailbox_path(handle) + "/" + percent_encode(message.id);
        rows += element("tr", {}, element("td", {}, link(path, message.note.text("title"))),
                        element("td", {}, german_instant(message.note.text("received"))));
    }
    const Html head = element("tr", {}, element("th", {{"scope", "col"}}, "Nachricht"),
                              element("th", {{"scope", "col"}}, "Eingang"));
    return page(200, "Postfach " + handle,
                element("table", {}, element("thead", {}, head), element("tbody", {}, rows)));
}

http::HttpResponse message_page(const std::string& handle, const KeptDocument& message,
                                const Result<ports::VerifiedMessage, Reasons>& verified) {
    const auto path = mailbox_path(handle) + "/" + percent_encode(message.id) + ".xml";
    Html content = verdict(verified);
    if (verified.has_value()) {
        const auto root = xml::parse_xml(verified->canonical_bytes());
        content = root.has_value() ? message_content(*root) + content + replies(handle, *root)
                                   : content + paragraph("Der Inhalt kann nicht angezeigt werden.");
    }
    content += element("ul", {}, element("li", {}, link(path, "Signierte Nachricht (XML) laden")),
                       element("li", {}, link(mailbox_path(handle), "Zurück zum Postfach")));
    return page(200, message.note.text("title"), content);
}

http::HttpResponse submission_page(const Submission& submission, const std::string& token) {
    const auto copy_path = "/gesendet/" + submission.uuid + ".xml";
    Html entries = row("Nummer der Nachricht", submission.uuid) +
                   row("Zeitpunkt", german_instant(submission.created));
    if (!submission.receipt.empty()) {
        entries += element("dt", {}, "Beleg der Behörde") +
                   element("dd", {{"id", "beleg"}}, submission.receipt);
    }
    Html ways = element("li", {}, link(copy_path, "Kopie der signierten Erklärung (XML) laden"));
    if (!submission.mailbox.empty()) {
        ways += element("li", {}, link(mailbox_path(submission.mailbox), "Zum Postfach"));
    }
    return page(200, submission.title,
                state_of(submission) + element("dl", {}, entries) +
                    send_again_form(submission, token) + element("ul", {}, ways) +
                    element("h2", {}, "Ihre Kopie") +
                    paragraph("Diese Seite können Sie mit der Druckfunktion des Browsers "
                              "ausdrucken.") +
                    content_of(submission.bytes));
}

}  // namespace foerderwerk::servicebw::sandbox
