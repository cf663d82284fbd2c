// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/form_definition.hpp"

#include <algorithm>
#include <charconv>

#include "engine/types/ags.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using Kind = Field::Kind;

bool consists_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view identifier_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
constexpr std::string_view handle_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-";

bool has_control_characters(std::string_view text, bool lines_allowed) {
    return std::ranges::any_of(text, [lines_allowed](char character) {
        const auto byte = static_cast<unsigned char>(character);
        const bool line_end = lines_allowed && (character == '\n' || character == '\t');
        return (byte < 0x20 && !line_end) || byte == 0x7F;
    });
}

/// Characters, not bytes: a limit of 200 means 200 umlauts as well.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char character) {
        return (static_cast<unsigned char>(character) & 0xC0U) != 0x80U;
    }));
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == end && consists_of(text, digits);
    return whole ? std::optional(number) : std::nullopt;
}

bool is_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') {
        return false;
    }
    const auto hours = whole_number(text.substr(0, 2));
    const auto minutes = whole_number(text.substr(3));
    return hours.has_value() && minutes.has_value() && *hours < 24 && *minutes < 60;
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t\n") == std::string_view::npos;
}

bool is_choice(const Field& field, std::string_view answer) {
    return std::ranges::any_of(field.choices,
                               [answer](const auto& choice) { return choice.value == answer; });
}

bool is_municipality(std::string_view text) {
    return Ags::parse(text).has_value() && text.starts_with("08");
}

/// What is wrong with an answer that is not empty; "" when nothing is.
std::string fault_of(const Field& field, const std::string& answer) {
    const bool lines_allowed = field.kind == Kind::long_text;
    if (has_control_characters(answer, lines_allowed)) {
        return "Die Angabe enthält nicht erlaubte Zeichen.";
    }
    if (length_of(answer) > field.length_max) {
        return "Die Angabe darf höchstens " + std::to_string(field.length_max) +
               " Zeichen lang sein.";
    }
    switch (field.kind) {
        case Kind::text:
        case Kind::long_text:
            return "";
        case Kind::email:
            return is_email(answer) ? "" : "Geben Sie eine E-Mail-Adresse wie name@ort.de ein.";
        case Kind::telephone:
            return answer.size() <= 40 && consists_of(answer, "0123456789+()/ -")
                       ? ""
                       : "Verwenden Sie nur Ziffern, Leerzeichen und die Zeichen + ( ) / -.";
        case Kind::date:
            return parse_date(answer).has_value() ? "" : "Geben Sie ein gültiges Datum ein.";
        case Kind::time:
            return is_time(answer) ? "" : "Geben Sie eine Uhrzeit wie 09:00 ein.";
        case Kind::whole_number: {
            const auto number = whole_number(answer);
            return number.has_value() && *number >= field.lowest && *number <= field.highest
                       ? ""
                       : "Geben Sie eine Zahl von " + std::to_string(field.lowest) + " bis " +
                             std::to_string(field.highest) + " ein.";
        }
        case Kind::amount:
            return answer.size() <= 12 && Money::parse(answer).has_value() &&
                           !answer.starts_with('-')
                       ? ""
                       : "Geben Sie einen Betrag mit zwei Nachkommastellen ein, etwa 180,00.";
        case Kind::choice:
            return is_choice(field, answer) ? "" : "Wählen Sie einen Eintrag der Liste.";
        case Kind::declaration:
            return answer == "ja" ? "" : "Kreuzen Sie diese Erklärung an.";
        case Kind::municipality:
            return is_municipality(answer)
                       ? ""
                       : "Der Gemeindeschlüssel hat acht Ziffern und beginnt mit 08.";
        case Kind::identifier:
            return answer.size() <= 40 && consists_of(answer, identifier_characters)
                       ? ""
                       : "Die Kennung besteht aus Buchstaben, Ziffern, Punkt und Bindestrich.";
        case Kind::carried:
            return answer.size() <= 100 && consists_of(answer, handle_characters)
                       ? ""
                       : "Das Postfach ist nicht bekannt.";
    }
    return "";
}

std::string missing(const Field& field) {
    if (field.kind == Kind::declaration) {
        return "Diese Erklärung ist nötig: „" + field.label + "“";
    }
    return "Füllen Sie das Feld „" + field.label + "“ aus.";
}

std::string normalised(const Field& field, std::string text) {
    std::erase(text, '\r');
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string::npos) {
        return "";
    }
    text = text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
    if (field.kind == Kind::amount) {
        std::ranges::replace(text, ',', '.');
    }
    return text;
}

}  // namespace

Answers read_answers(const FormDefinition& form, const http::FormValues& values) {
    Answers answers;
    for (const auto& group : form.groups) {
        for (const auto& field : group.fields) {
            answers[field.name] = "";
            for (const auto& [name, value] : values) {
                if (name == field.name) {
                    answers[field.name] = normalised(field, value);
                }
            }
        }
    }
    return answers;
}

Reasons check_answers(const FormDefinition& form, const Answers& answers, const Now& now) {
    Reasons reasons;
    for (const auto& group : form.groups) {
        for (const auto& field : group.fields) {
            const auto& answer = answer_of(answers, field.name);
            if (answer.empty() && field.required) {
                reasons.push_back({"PFLICHTFELD", field.name, missing(field)});
            }
            auto fault = answer.empty() ? std::string{} : fault_of(field, answer);
            if (!fault.empty()) {
                reasons.push_back({"ANGABE", field.name, field.label + ": " + fault});
            }
        }
    }
    if (reasons.empty() && form.check) {
        reasons = form.check(answers, now);
    }
    return reasons;
}

std::string shown_answer(const Field& field, const std::string& answer) {
    if (answer.empty()) {
        return "keine Angabe";
    }
    switch (field.kind) {
        case Kind::date:
            return german_date(answer);
        case Kind::time:
            return answer + " Uhr";
        case Kind::amount: {
            std::string amount = answer;
            std::ranges::replace(amount, '.', ',');
            return amount + " Euro";
        }
        case Kind::choice:
            for (const auto& choice : field.choices) {
                if (choice.value == answer) {
                    return choice.label;
                }
            }
            return answer;
        case Kind::text:
        case Kind::long_text:
        case Kind::email:
        case Kind::telephone:
        case Kind::whole_number:
        case Kind::declaration:
        case Kind::municipality:
        case Kind::identifier:
        case Kind::carried:
            break;
    }
    return answer;
}

const std::string& answer_of(const Answers& answers, const std::string& name) {
    static const std::string none;
    const auto found = answers.find(name);
    return found == answers.end() ? none : found->second;
}

std::string german_date(const std::string& iso_date) {
    if (!parse_date(iso_date).has_value()) {
        return iso_date;
    }
    return iso_date.substr(8, 2) + "." + iso_date.substr(5, 2) + "." + iso_date.substr(0, 4);
}

}  // namespace foerderwerk::servicebw::sandbox
