// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include "connectors/servicebw/sandbox/message_text.hpp"
#include "connectors/servicebw/sandbox/portal_forms.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using Kind = Field::Kind;
using xml::XmlElement;

constexpr int persons_max = 5;

std::string person_field(int number, const std::string& part) {
    return "teilnehmer_" + std::to_string(number) + "_" + part;
}

FieldGroup applicant_fields() {
    return {"Antragstellende Kommune",
            {{.name = "kommune_ags",
              .label = "Amtlicher Gemeindeschlüssel",
              .kind = Kind::municipality,
              .hint = "Acht Ziffern, zum Beispiel 08336010. Ein Landkreis endet auf 000."},
             {.name = "kommune_name", .label = "Name der Kommune", .autocomplete = "organization"},
             {.name = "kontakt_name",
              .label = "Zentrale Ansprechperson",
              .hint = "Vor- und Nachname",
              .autocomplete = "name"},
             {.name = "kontakt_email",
              .label = "E-Mail-Adresse",
              .kind = Kind::email,
              .autocomplete = "email",
              .length_max = 254},
             {.name = "kontakt_telefon",
              .label = "Telefon",
              .kind = Kind::telephone,
              .required = false,
              .autocomplete = "tel",
              .length_max = 40}}};
}

FieldGroup course_fields(const FormSettings& settings) {
    return {"Schulung",
            {{.name = "bildungstraeger",
              .label = "Bildungsträger",
              .kind = Kind::choice,
              .hint = "Ein Antrag gilt für einen Bildungsträger.",
              .choices = settings.education_providers},
             {.name = "kurs_beginn",
              .label = "Erster Schulungstag",
              .kind = Kind::date,
              .hint = "Die Schulung darf noch nicht begonnen haben."},
             {.name = "kurs_uhrzeit",
              .label = "Beginn am ersten Tag",
              .kind = Kind::time,
              .required = false},
             {.name = "kurs_ende",
              .label = "Letzter Schulungstag",
              .kind = Kind::date,
              .required = false}}};
}

FieldGroup person_fields() {
    FieldGroup group{"Teilnehmende Personen",
                     {{.name = "personen",
                       .label = "Anzahl der Personen",
                       .kind = Kind::whole_number,
                       .hint = "Wie viele Personen möglich sind, hängt von der Einwohnerzahl ab.",
                       .lowest = 1,
                       .highest = persons_max}}};
    for (int number = 1; number <= persons_max; ++number) {
        const std::string who = "Person " + std::to_string(number) + ": ";
        group.fields.push_back({.name = person_field(number, "vorname"),
                                .label = who + "Vorname",
                                .required = number == 1,
                                .length_max = 100});
        group.fields.push_back({.name = person_field(number, "nachname"),
                                .label = who + "Nachname",
                                .required = number == 1,
                                .length_max = 100});
    }
    return group;
}

FieldGroup declaration_fields() {
    return {"Erklärungen",
            {{.name = "nicht_begonnen",
              .label = "Die Schulung hat noch nicht begonnen, und niemand ist beim "
                       "Bildungsträger angemeldet.",
              .kind = Kind::declaration},
             {.name = "keine_andere_foerderung",
              .label = "Für die Schulung wird keine andere Förderung in Anspruch genommen.",
              .kind = Kind::declaration},
             {.name = "zeichnungsberechtigt",
              .label = "Ich bin berechtigt, für die Kommune zu zeichnen.",
              .kind = Kind::declaration},
             {.name = "bemerkung",
              .label = "Bemerkung",
              .kind = Kind::long_text,
              .required = false,
              .length_max = 2000}}};
}

std::chrono::microseconds time_of_day(const std::string& text) {
    const int minutes = std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3));
    return std::chrono::minutes(minutes);
}

Reasons check_course(const Answers& answers, const Now& now) {
    Reasons reasons;
    const auto begin = *parse_date(answer_of(answers, "kurs_beginn"));
    const auto& time = answer_of(answers, "kurs_uhrzeit");
    const bool begun_earlier = begin < now.berlin_date;
    const bool begun_today = begin == now.berlin_date && !time.empty() &&
                             berlin_instant(begin, time_of_day(time)) <= now.instant;
    if (begun_earlier || begun_today) {
        reasons.push_back({"SCHULUNG_BEGONNEN", "kurs_beginn",
                           "Die Schulung hat bereits begonnen. Eine Förderung ist nicht möglich."});
    }
    const auto& last_day = answer_of(answers, "kurs_ende");
    if (!last_day.empty() && *parse_date(last_day) < begin) {
        reasons.push_back(
            {"ANGABE", "kurs_ende", "Der letzte Schulungstag liegt vor dem ersten Schulungstag."});
    }
    return reasons;
}

Reasons check_persons(const Answers& answers) {
    Reasons reasons;
    const int persons = std::stoi(answer_of(answers, "personen"));
    for (int number = 1; number <= persons_max; ++number) {
        for (const char* part : {"vorname", "nachname"}) {
            const auto name = person_field(number, part);
            const bool filled = !answer_of(answers, name).empty();
            const std::string who = "Person " + std::to_string(number);
            if (number <= persons && !filled) {
                reasons.push_back(
                    {"PFLICHTFELD", name, who + ": Geben Sie Vor- und Nachnamen an."});
            }
            if (number > persons && filled) {
                reasons.push_back({"ANZAHL", name,
                                   who + " ist ausgefüllt, als Anzahl steht aber " +
                                       std::to_string(persons) + "."});
            }
        }
    }
    return reasons;
}

Reasons check_voucher_answers(const Answers& answers, const Now& now) {
    auto reasons = check_course(answers, now);
    auto persons = check_persons(answers);
    reasons.insert(reasons.end(), persons.begin(), persons.end());
    return reasons;
}

void add_if_given(std::vector<XmlElement>& elements, std::string name, const std::string& text) {
    if (!text.empty()) {
        elements.push_back(leaf(std::move(name), text));
    }
}

XmlElement contact(const Answers& answers) {
    auto element = branch("kontakt", {leaf("name", answer_of(answers, "kontakt_name")),
                                      leaf("email", answer_of(answers, "kontakt_email"))});
    add_if_given(element.children, "telefon", answer_of(answers, "kontakt_telefon"));
    element.children.push_back(leaf("postfach", mailbox_handle(answer_of(answers, "kommune_ags"))));
    return element;
}

std::vector<XmlElement> voucher_content(const FormSettings& settings, const Answers& answers) {
    std::vector<XmlElement> content{
        code("programm", "programm", settings.programme_list_version, settings.programme),
        branch("kommune", {leaf("ags", answer_of(answers, "kommune_ags")),
                           leaf("name", answer_of(answers, "kommune_name"))}),
        contact(answers), leaf("bildungstraeger", answer_of(answers, "bildungstraeger")),
        leaf("kurs.beginn", answer_of(answers, "kurs_beginn"))};
    const auto& time = answer_of(answers, "kurs_uhrzeit");
    add_if_given(content, "kurs.uhrzeit", time.empty() ? "" : time + ":00");
    add_if_given(content, "kurs.ende", answer_of(answers, "kurs_ende"));
    const int persons = std::stoi(answer_of(answers, "personen"));
    content.push_back(leaf("personen", std::to_string(persons)));
    for (int number = 1; number <= persons; ++number) {
        content.push_back(
            branch("teilnehmer",
                   {leaf("vorname", answer_of(answers, person_field(number, "vorname"))),
                    leaf("nachname", answer_of(answers, person_field(number, "nachname")))}));
    }
    // The form cannot be sent without all three.
    content.push_back(branch(
        "erklaerungen", {leaf("nicht.begonnen", "true"), leaf("keine.andere.foerderung", "true"),
                         leaf("zeichnungsberechtigt", "true")}));
    add_if_given(content, "bemerkung", answer_of(answers, "bemerkung"));
    return content;
}

}  // namespace

std::string mailbox_handle(const std::string& ags) {
    return "bk-" + ags;
}

FormDefinition voucher_form(const FormSettings& settings) {
    return {.path = "/antrag",
            .title = "Bildungs-Voucher beantragen (Basisqualifizierung)",
            .introduction =
                "Mit diesem Antrag schließt Ihre Kommune einen Weitergabevertrag über "
                "Bildungs-Voucher für die Basisqualifizierung kommunaler Digitallotsen. Die "
                "Voucher-Kennungen erhalten Sie in Ihr Behördenpostfach.",
            .warning =
                "Mit dem Absenden geben Sie für Ihre Kommune eine rechtsverbindliche Erklärung "
                "ab. Prüfen Sie alle Angaben. Melden Sie niemanden beim Bildungsträger an, bevor "
                "der Vertrag geschlossen ist: Sonst ist eine Förderung nicht möglich.",
            .message = "antrag.einreichen",
            .code = "0101",
            .groups = {applicant_fields(), course_fields(settings), person_fields(),
                       declaration_fields()},
            .check = check_voucher_answers,
            .content = [settings](const Answers& answers) {
                return voucher_content(settings, answers);
            }};
}

}  // namespace foerderwerk::servicebw::sandbox
