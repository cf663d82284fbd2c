// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/message_text.hpp"
#include "connectors/servicebw/sandbox/portal_forms.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using Kind = Field::Kind;
using xml::XmlElement;

constexpr int attendances_max = 5;

Field file_number_field() {
    return {.name = "aktenzeichen",
            .label = "Aktenzeichen",
            .hint = "Es steht in jeder Nachricht der Behörde.",
            .length_max = 60};
}

Field mailbox_field() {
    return {.name = "konto", .label = "Postfach", .kind = Kind::carried, .required = false};
}

XmlElement file_number(const Answers& answers) {
    return leaf("aktenzeichen", answer_of(answers, "aktenzeichen"));
}

std::string attendance_field(int number, const std::string& part) {
    return "teilnahme_" + std::to_string(number) + "_" + part;
}

FieldGroup attendance_fields(int number) {
    const bool first = number == 1;
    const auto field = [number](const char* part) { return attendance_field(number, part); };
    return {"Teilnahme " + std::to_string(number),
            {{.name = field("voucher"),
              .label = "Voucher-Kennung",
              .kind = Kind::identifier,
              .required = first},
             {.name = field("anmeldung_datum"),
              .label = "Tag der Anmeldung",
              .kind = Kind::date,
              .required = first},
             {.name = field("anmeldung_uhrzeit"),
              .label = "Uhrzeit der Anmeldung",
              .kind = Kind::time,
              .required = first},
             {.name = field("tage_gesamt"),
              .label = "Schulungstage insgesamt",
              .kind = Kind::whole_number,
              .required = first,
              .lowest = 1,
              .highest = 100},
             {.name = field("tage_teilgenommen"),
              .label = "Davon teilgenommen",
              .kind = Kind::whole_number,
              .required = first,
              .lowest = 0,
              .highest = 100},
             {.name = field("gebuehr"),
              .label = "Gebühr der ganzen Schulung in Euro",
              .kind = Kind::amount,
              .required = first}}};
}

constexpr const char* attendance_parts[] = {"voucher",     "anmeldung_datum",   "anmeldung_uhrzeit",
                                            "tage_gesamt", "tage_teilgenommen", "gebuehr"};

int filled_parts(const Answers& answers, int number) {
    int filled = 0;
    for (const char* part : attendance_parts) {
        filled += answer_of(answers, attendance_field(number, part)).empty() ? 0 : 1;
    }
    return filled;
}

Reasons check_attendances(const Answers& answers, const Now& /*now*/) {
    Reasons reasons;
    for (int number = 1; number <= attendances_max; ++number) {
        const int filled = filled_parts(answers, number);
        if (filled == 0) {
            continue;
        }
        const std::string which = "Teilnahme " + std::to_string(number) + ": ";
        if (filled < static_cast<int>(std::size(attendance_parts))) {
            reasons.push_back({"PFLICHTFELD", attendance_field(number, "voucher"),
                               which + "Füllen Sie alle Felder aus oder keines."});
            continue;
        }
        const auto days = [&answers, number](const char* part) {
            return std::stoi(answer_of(answers, attendance_field(number, part)));
        };
        if (days("tage_teilgenommen") > days("tage_gesamt")) {
            reasons.push_back({"ANGABE", attendance_field(number, "tage_teilgenommen"),
                               which + "Es sind mehr Tage als die Schulung hat."});
        }
    }
    return reasons;
}

/// The wall clock of Berlin as an instant with a zone.
std::string instant_text(const std::string& date, const std::string& time) {
    const auto minutes = std::chrono::hours(std::stoi(time.substr(0, 2))) +
                         std::chrono::minutes(std::stoi(time.substr(3)));
    return to_string(berlin_instant(*parse_date(date), minutes));
}

XmlElement attendance(const Answers& answers, int number) {
    const auto part = [&answers, number](const char* name) -> const std::string& {
        return answer_of(answers, attendance_field(number, name));
    };
    return branch(
        "teilnahme",
        {leaf("voucher", part("voucher")),
         leaf("anmeldung", instant_text(part("anmeldung_datum"), part("anmeldung_uhrzeit"))),
         leaf("tage.gesamt", part("tage_gesamt")),
         leaf("tage.teilgenommen", part("tage_teilgenommen")), leaf("gebuehr", part("gebuehr"))});
}

std::vector<XmlElement> attendance_content(const Answers& answers) {
    std::vector<XmlElement> content{file_number(answers),
                                    leaf("bildungstraeger", answer_of(answers, "bildungstraeger"))};
    for (int number = 1; number <= attendances_max; ++number) {
        if (filled_parts(answers, number) > 0) {
            content.push_back(attendance(answers, number));
        }
    }
    if (!answer_of(answers, "rechnungsnummer").empty()) {
        content.push_back(leaf("rechnungsnummer", answer_of(answers, "rechnungsnummer")));
    }
    return content;
}

std::vector<XmlElement> use_of_funds_content(const Answers& answers) {
    std::vector<XmlElement> content{
        file_number(answers), leaf("beginn", answer_of(answers, "beginn")),
        leaf("ende", answer_of(answers, "ende")),
        // The form cannot be sent without these three.
        leaf("zweckentsprechend", "true"), leaf("wirtschaftlich", "true"),
        leaf("belege.aufbewahrt", "true"),
        branch("zweite.person", {leaf("name", answer_of(answers, "zweite_person"))})};
    const auto& reached = answer_of(answers, "ziel_erreicht");
    if (!reached.empty()) {
        content.push_back(leaf("ziel.erreicht", reached == "ja" ? "true" : "false"));
    }
    return content;
}

Reasons check_use_of_funds(const Answers& answers, const Now& /*now*/) {
    if (*parse_date(answer_of(answers, "ende")) < *parse_date(answer_of(answers, "beginn"))) {
        return {{"ANGABE", "ende", "Das Ende liegt vor dem Beginn."}};
    }
    return {};
}

}  // namespace

FormDefinition supplement_form() {
    return {.path = "/nachreichung",
            .title = "Angaben nachreichen",
            .introduction = "Hier antworten Sie auf eine Nachforderung der Behörde.",
            .warning = "Mit dem Absenden werden die Angaben Teil Ihres Antrags.",
            .message = "antrag.nachreichung",
            .code = "0104",
            .groups = {{"Nachreichung",
                        {file_number_field(),
                         {.name = "text",
                          .label = "Ihre Angaben",
                          .kind = Kind::long_text,
                          .length_max = 10000},
                         mailbox_field()}}},
            .check = {},
            .content = [](const Answers& answers) {
                return std::vector{file_number(answers), leaf("text", answer_of(answers, "text"))};
            }};
}

FormDefinition withdrawal_form() {
    return {.path = "/ruecknahme",
            .title = "Antrag zurücknehmen",
            .introduction =
                "Sie können den Antrag zurücknehmen, solange die Schulung nicht "
                "stattgefunden hat.",
            .warning =
                "Mit dem Absenden nehmen Sie den Antrag zurück. Reservierte Plätze werden "
                "frei und können an andere Kommunen gehen.",
            .message = "antrag.ruecknahme",
            .code = "0105",
            .groups = {{"Rücknahme",
                        {file_number_field(),
                         {.name = "grund",
                          .label = "Grund",
                          .kind = Kind::long_text,
                          .required = false,
                          .length_max = 2000},
                         mailbox_field()}}},
            .check = {},
            .content = [](const Answers& answers) {
                std::vector<XmlElement> content{file_number(answers)};
                if (!answer_of(answers, "grund").empty()) {
                    content.push_back(leaf("grund", answer_of(answers, "grund")));
                }
                return content;
            }};
}

FormDefinition attendance_form(const FormSettings& settings) {
    FormDefinition form{
        .path = "/teilnahme",
        .title = "Teilnahme nachweisen (für Bildungsträger)",
        .introduction = "Bildungsträger melden hier, wer an der Schulung teilgenommen hat.",
        .warning =
            "Mit dem Absenden bestätigen Sie die Teilnahme. Danach richtet sich die "
            "Auszahlung.",
        .message = "teilnahme.nachweis",
        .code = "0301",
        .groups = {{"Schulung",
                    {file_number_field(),
                     {.name = "bildungstraeger",
                      .label = "Bildungsträger",
                      .kind = Kind::choice,
                      .choices = settings.education_providers},
                     {.name = "rechnungsnummer", .label = "Rechnungsnummer", .required = false}}}},
        .check = check_attendances,
        .content = attendance_content};
    for (int number = 1; number <= attendances_max; ++number) {
        form.groups.push_back(attendance_fields(number));
    }
    return form;
}

FormDefinition use_of_funds_form() {
    return {.path = "/verwendung",
            .title = "Verwendung bestätigen (K1)",
            .introduction =
                "Mit der Verwendungsbestätigung K1 weist Ihre Kommune die "
                "zweckentsprechende Verwendung nach.",
            .warning =
                "Mit dem Absenden geben Sie für Ihre Kommune eine rechtsverbindliche "
                "Erklärung ab. Falsche Angaben können zur Rückforderung führen.",
            .message = "verwendung.bestaetigung",
            .code = "0302",
            .groups = {{"Maßnahme",
                        {file_number_field(),
                         {.name = "beginn", .label = "Beginn der Schulung", .kind = Kind::date},
                         {.name = "ende", .label = "Ende der Schulung", .kind = Kind::date},
                         {.name = "ziel_erreicht",
                          .label = "Wurde das Ziel erreicht?",
                          .kind = Kind::choice,
                          .required = false,
                          .choices = {{"ja", "Ja"}, {"nein", "Nein"}}},
                         mailbox_field()}},
                       {"Erklärungen",
                        {{.name = "zweckentsprechend",
                          .label = "Die Mittel wurden zweckentsprechend verwendet.",
                          .kind = Kind::declaration},
                         {.name = "wirtschaftlich",
                          .label = "Es wurde wirtschaftlich und sparsam verfahren.",
                          .kind = Kind::declaration},
                         {.name = "belege_aufbewahrt",
                          .label = "Die Belege werden aufbewahrt und auf Verlangen vorgelegt.",
                          .kind = Kind::declaration},
                         {.name = "zweite_person",
                          .label = "Zweite prüfende Person in der Kommune",
                          .hint = "Vor- und Nachname; nicht die Person, die bewirtschaftet hat"}}}},
            .check = check_use_of_funds,
            .content = use_of_funds_content};
}

}  // namespace foerderwerk::servicebw::sandbox
