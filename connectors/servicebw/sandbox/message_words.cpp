// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/message_words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "connectors/servicebw/sandbox/form_definition.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array titles{
    Word{"antrag.rueckweisung.0010", "Rückweisung"},
    Word{"antrag.einreichen.0101", "Antrag"},
    Word{"antrag.eingangsbestaetigung.0102", "Eingangsbestätigung"},
    Word{"antrag.nachforderung.0103", "Nachforderung"},
    Word{"antrag.nachreichung.0104", "Nachreichung"},
    Word{"antrag.ruecknahme.0105", "Rücknahme"},
    Word{"antrag.entscheidung.0201", "Entscheidung"},
    Word{"teilnahme.nachweis.0301", "Teilnahmenachweis"},
    Word{"verwendung.bestaetigung.0302", "Verwendungsbestätigung"},
    Word{"zahlung.mitteilung.0401", "Zahlungsmitteilung"},
};

constexpr std::array labels{
    Word{"aktenzeichen", "Aktenzeichen"},
    Word{"ags", "Amtlicher Gemeindeschlüssel"},
    Word{"anmeldung", "Anmeldung"},
    Word{"begruendung", "Begründung"},
    Word{"beginn", "Beginn"},
    Word{"belege.aufbewahrt", "Belege werden aufbewahrt"},
    Word{"bemerkung", "Bemerkung"},
    Word{"beschreibung", "Beschreibung"},
    Word{"betrag", "Betrag"},
    Word{"bezug", "Bezieht sich auf"},
    Word{"bildungstraeger", "Bildungsträger"},
    Word{"eingang", "Eingang"},
    Word{"email", "E-Mail-Adresse"},
    Word{"empfaenger", "Empfänger der Zahlung"},
    Word{"ende", "Ende"},
    Word{"entscheidung", "Entscheidung"},
    Word{"erklaerungen", "Erklärungen"},
    Word{"fachcode", "Grund der Fachstelle"},
    Word{"fehlercode", "Art des Grundes"},
    Word{"frist", "Frist bis zum"},
    Word{"gebuehr", "Gebühr"},
    Word{"geburtsdatum", "Geburtsdatum"},
    Word{"grund", "Grund"},
    Word{"id", "Kennung"},
    Word{"keine.andere.foerderung", "Keine andere Förderung"},
    Word{"kommune", "Kommune"},
    Word{"kontakt", "Ansprechperson"},
    Word{"kurs.beginn", "Erster Schulungstag"},
    Word{"kurs.ende", "Letzter Schulungstag"},
    Word{"kurs.uhrzeit", "Beginn am ersten Tag"},
    Word{"nachname", "Nachname"},
    Word{"nachrichtenUUID", "Nachricht"},
    Word{"nachrichtentyp", "Art der Nachricht"},
    Word{"name", "Name"},
    Word{"nicht.begonnen", "Noch nicht begonnen"},
    Word{"person", "Person"},
    Word{"personen", "Anzahl der Personen"},
    Word{"postfach", "Postfach"},
    Word{"programm", "Programm"},
    Word{"rechnungsnummer", "Rechnungsnummer"},
    Word{"stelle", "Stelle im Antrag"},
    Word{"tage.gesamt", "Schulungstage insgesamt"},
    Word{"tage.teilgenommen", "Davon teilgenommen"},
    Word{"teilnahme", "Teilnahme"},
    Word{"teilnehmer", "Teilnehmende Person"},
    Word{"telefon", "Telefon"},
    Word{"text", "Mitteilung"},
    Word{"unterlage", "Benötigte Unterlage"},
    Word{"verwendungszweck", "Verwendungszweck"},
    Word{"vorname", "Vorname"},
    Word{"voucher", "Bildungs-Voucher"},
    Word{"wertstellung", "Wertstellung"},
    Word{"wirtschaftlich", "Wirtschaftlich verwendet"},
    Word{"zeichnungsberechtigt", "Zeichnungsberechtigt"},
    Word{"ziel.erreicht", "Ziel erreicht"},
    Word{"zweckentsprechend", "Zweckentsprechend verwendet"},
    Word{"zweite.person", "Zweite prüfende Person"},
};

/// Codes whose name the message left out.
constexpr std::array code_words{
    Word{"abgelehnt", "abgelehnt"},          Word{"bewilligt", "bewilligt"},
    Word{"eingestellt", "eingestellt"},      Word{"warteliste", "auf der Warteliste"},
    Word{"zurueckgezogen", "zurückgezogen"},
};

template <std::size_t Size>
std::string word_for(const std::array<Word, Size>& words, const std::string& name) {
    const auto found =
        std::ranges::find_if(words, [&name](const Word& word) { return word.first == name; });
    return found == words.end() ? name : std::string(found->second);
}

std::string shown_value(const xml::XmlElement& element) {
    if (element.text == "true" || element.text == "false") {
        return element.text == "true" ? "ja" : "nein";
    }
    if (element.name == "betrag" || element.name == "gebuehr") {
        std::string amount = element.text;
        std::ranges::replace(amount, '.', ',');
        return amount + " Euro";
    }
    return german_instant(german_date(element.text));
}

bool is_code(const xml::XmlElement& element) {
    return element.find_attribute("listURI") != nullptr && element.child("code") != nullptr;
}

std::string shown_code(const xml::XmlElement& element) {
    const auto* const name = element.child("name");
    return name != nullptr ? name->text : word_for(code_words, element.child("code")->text);
}

Html entries_of(const xml::XmlElement& parent);

Html entry_of(const xml::XmlElement& element) {
    const Html term = Html::element("dt", {}, word_for(labels, element.name));
    if (is_code(element)) {
        return term + Html::element("dd", {}, shown_code(element));
    }
    if (element.children.empty()) {
        return term + Html::element("dd", {}, shown_value(element));
    }
    return term + Html::element("dd", {}, Html::element("dl", {}, entries_of(element)));
}

/// A message nests a handful of levels; the reader of the tree bounds it.
Html entries_of(const xml::XmlElement& parent) {
    constexpr std::string_view signature_space = "http://www.w3.org/2000/09/xmldsig#";
    Html entries;
    for (const auto& child : parent.children) {
        if (child.name != "nachrichtenkopf.g2g" && child.space != signature_space) {
            entries += entry_of(child);
        }
    }
    return entries;
}

}  // namespace

std::string message_title(const std::string& root_name) {
    return word_for(titles, root_name);
}

Html message_content(const xml::XmlElement& root) {
    return element("dl", {}, entries_of(root));
}

std::string german_instant(const std::string& instant) {
    const auto parsed = parse_instant(instant);
    if (!parsed.has_value()) {
        return instant;
    }
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(berlin_time_of_day(*parsed)).count();
    const auto two_digits = [](long number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return german_date(to_string(berlin_date(*parsed))) + ", " + two_digits(minutes / 60) + ":" +
           two_digits(minutes % 60) + " Uhr";
}

}  // namespace foerderwerk::servicebw::sandbox
