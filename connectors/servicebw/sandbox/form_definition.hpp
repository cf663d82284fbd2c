// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "connectors/http/text_rules.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::servicebw::sandbox {

/// What was filled in: field name to text, trimmed; a field left empty is "".
using Answers = std::map<std::string, std::string>;

struct Choice {
    std::string value;
    std::string label;
};

struct Field {
    enum class Kind {
        text,
        long_text,  ///< may hold line ends
        email,
        telephone,
        date,          ///< 2026-02-09
        time,          ///< 09:00
        whole_number,  ///< within lowest and highest
        amount,        ///< euro with two decimals; a comma is accepted and becomes a point
        choice,
        declaration,   ///< a box that has to be ticked; its value is "ja"
        municipality,  ///< eight digits of a municipality in Baden-Württemberg
        identifier,    ///< letters, digits, ".", "_", "-"; at most 40
        carried,       ///< a mailbox handle that is passed along, never shown
    };
    std::string name;
    std::string label;
    Kind kind = Kind::text;
    bool required = true;
    std::string hint{};
    std::string autocomplete{};
    std::size_t length_max = 200;
    int lowest = 0;
    int highest = 0;
    std::vector<Choice> choices{};
};

struct FieldGroup {
    std::string title;
    std::vector<Field> fields;
};

/// One form of the portal and the message that becomes of it.
struct FormDefinition {
    std::string path;  ///< "/antrag"
    std::string title;
    std::string introduction;
    std::string warning;  ///< what sending binds to; read on the review page (§ 15d EGovG)
    std::string message;  ///< "antrag.einreichen"
    std::string code;     ///< "0101"
    std::vector<FieldGroup> groups;
    /// What the fields one by one cannot show. Called only with answers whose fields are right.
    std::function<Reasons(const Answers&, const Now&)> check;
    /// The content of the message, below its head.
    std::function<std::vector<xml::XmlElement>(const Answers&)> content;
};

/// The answers to the fields of this form; other values are dropped, later ones win.
[[nodiscard]] Answers read_answers(const FormDefinition& form, const http::FormValues& values);
/// Every reason against the answers; the place is the name of the field.
[[nodiscard]] Reasons check_answers(const FormDefinition& form, const Answers& answers,
                                    const Now& now);
/// As a person reads it on the review page.
[[nodiscard]] std::string shown_answer(const Field& field, const std::string& answer);

/// "" when there is no answer of that name.
[[nodiscard]] const std::string& answer_of(const Answers& answers, const std::string& name);

/// "09.02.2026" for "2026-02-09"; anything else as it is.
[[nodiscard]] std::string german_date(const std::string& iso_date);

}  // namespace foerderwerk::servicebw::sandbox
