// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/form_pages.hpp"

#include <array>

#include "connectors/servicebw/sandbox/html.hpp"
#include "connectors/servicebw/sandbox/page_frame.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

using Kind = Field::Kind;

Html hidden(const std::string& name, const std::string& value) {
    return element("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

std::string input_type(Kind kind) {
    switch (kind) {
        case Kind::email:
            return "email";
        case Kind::telephone:
            return "tel";
        case Kind::date:
            return "date";
        case Kind::time:
            return "time";
        case Kind::declaration:
            return "checkbox";
        case Kind::text:
        case Kind::long_text:
        case Kind::whole_number:
        case Kind::amount:
        case Kind::choice:
        case Kind::municipality:
        case Kind::identifier:
        case Kind::carried:
            break;
    }
    return "text";
}

std::string error_of(const Reasons& reasons, const std::string& field) {
    for (const auto& reason : reasons) {
        if (reason.place == field) {
            return reason.text;
        }
    }
    return "";
}

HtmlAttributes control_attributes(const Field& field, const std::string& error) {
    HtmlAttributes attributes{{"id", field.name}, {"name", field.name}};
    std::string described_by;
    if (!field.hint.empty()) {
        described_by = field.name + "-hinweis";
    }
    if (!error.empty()) {
        described_by += (described_by.empty() ? "" : " ") + field.name + "-fehler";
        attributes.add("aria-invalid", "true");
    }
    if (!described_by.empty()) {
        attributes.add("aria-describedby", described_by);
    }
    // Not "required": the browser's own bubbles would hide the summary of all errors.
    if (field.required) {
        attributes.add("aria-required", "true");
    }
    if (!field.autocomplete.empty()) {
        attributes.add("autocomplete", field.autocomplete);
    }
    return attributes;
}

Html choice_options(const Field& field, const std::string& answer) {
    Html options = element("option", {{"value", ""}}, "Bitte wählen");
    for (const auto& choice : field.choices) {
        HtmlAttributes attributes{{"value", choice.value}};
        if (choice.value == answer) {
            attributes.add("selected", "selected");
        }
        options += element("option", attributes, choice.label);
    }
    return options;
}

Html control(const Field& field, const std::string& answer, const std::string& error) {
    auto attributes = control_attributes(field, error);
    if (field.kind == Kind::choice) {
        return element("select", attributes, choice_options(field, answer));
    }
    if (field.kind == Kind::long_text) {
        return element("textarea", attributes.add("rows", "5"), answer);
    }
    attributes.add("type", input_type(field.kind));
    if (field.kind == Kind::whole_number || field.kind == Kind::municipality) {
        attributes.add("inputmode", "numeric");
    }
    if (field.kind == Kind::declaration) {
        attributes.add("value", "ja");
        if (answer == "ja") {
            attributes.add("checked", "checked");
        }
    } else {
        attributes.add("value", answer);
    }
    return element("input", attributes);
}

Html field_block(const Field& field, const std::string& answer, const std::string& error) {
    const std::string mark = field.required ? "" : " (freiwillig)";
    const Html label = element("label", {{"for", field.name}}, field.label + mark);
    Html hint;
    if (!field.hint.empty()) {
        hint = element("span", {{"class", "hint"}, {"id", field.name + "-hinweis"}}, field.hint);
    }
    Html fault;
    if (!error.empty()) {
        fault = element("span", {{"class", "error"}, {"id", field.name + "-fehler"}},
                        "Fehler: " + error);
    }
    const Html input = control(field, answer, error);
    if (field.kind == Kind::declaration) {
        return element("div", {{"class", "field choice"}}, input,
                       element("div", {}, label, hint, fault));
    }
    return element("div", {{"class", "field"}}, label, hint, fault, input);
}

Html group_block(const FieldGroup& group, const Answers& answers, const Reasons& reasons) {
    Html fields = element("legend", {}, group.title);
    for (const auto& field : group.fields) {
        const auto& answer = answer_of(answers, field.name);
        fields += field.kind == Kind::carried
                      ? hidden(field.name, answer)
                      : field_block(field, answer, error_of(reasons, field.name));
    }
    return element("fieldset", {}, fields);
}

Html error_summary(const Reasons& reasons) {
    if (reasons.empty()) {
        return {};
    }
    Html entries;
    for (const auto& reason : reasons) {
        entries += element("li", {}, link("#" + reason.place, reason.text));
    }
    const std::string count =
        reasons.size() == 1 ? "Eine Angabe ist noch nicht richtig"
                            : std::to_string(reasons.size()) + " Angaben sind noch nicht richtig";
    return element("div",
                   {{"class", "box bad"},
                    {"role", "alert"},
                    {"tabindex", "-1"},
                    {"id", "fehler"},
                    {"autofocus", "autofocus"}},
                   element("h2", {}, count), element("ul", {}, entries));
}

Html all_hidden(const FormDefinition& form, const Answers& answers) {
    Html fields;
    for (const auto& group : form.groups) {
        for (const auto& field : group.fields) {
            fields += hidden(field.name, answer_of(answers, field.name));
        }
    }
    return fields;
}

Html summary_of_group(const FieldGroup& group, const Answers& answers) {
    Html entries;
    for (const auto& field : group.fields) {
        const auto& answer = answer_of(answers, field.name);
        if (field.kind != Kind::carried) {
            entries +=
                element("dt", {}, field.label) + element("dd", {}, shown_answer(field, answer));
        }
    }
    return element("section", {}, element("h2", {}, group.title), element("dl", {}, entries));
}

}  // namespace

http::HttpResponse form_page(const FormDefinition& form, const Answers& answers,
                             const Reasons& reasons, const std::string& token) {
    Html fields = hidden("csrf", token);
    for (const auto& group : form.groups) {
        fields += group_block(group, answers, reasons);
    }
    fields += element("div", {{"class", "actions"}},
                      element("button", {{"type", "submit"}}, "Weiter zur Prüfung"));
    return page(
        reasons.empty() ? 200 : 422, form.title,
        error_summary(reasons) + paragraph(form.introduction) +
            element("form",
                    {{"method", "post"}, {"action", form.path + "/pruefen"}, {"novalidate", ""}},
                    fields));
}

http::HttpResponse review_page(const FormDefinition& form, const Answers& answers,
                               const std::string& uuid, const std::string& token) {
    Html summary;
    for (const auto& group : form.groups) {
        summary += summary_of_group(group, answers);
    }
    const Html warning =
        element("section", {{"class", "box warn"}, {"aria-labelledby", "warnung"}},
                element("h2", {{"id", "warnung"}}, "Bitte nicht übereilt absenden"),
                paragraph(form.warning),
                paragraph("Nach dem Absenden können Sie eine Kopie der Erklärung herunterladen "
                          "und ausdrucken."));
    const auto post = [&](const std::string& action, const char* style, const char* text) {
        return element("form", {{"method", "post"}, {"action", form.path + action}},
                       hidden("csrf", token), hidden("uuid", uuid), all_hidden(form, answers),
                       element("button", {{"type", "submit"}, {"class", style}}, text));
    };
    return page(200, "Angaben prüfen: " + form.title,
                paragraph("Das ist Ihre vollständige Erklärung. Sie ist noch nicht abgesendet.") +
                    summary + warning +
                    element("div", {{"class", "actions"}},
                            post("/absenden", "first", "Verbindlich absenden"),
                            post("/aendern", "second", "Angaben ändern")));
}

}  // namespace foerderwerk::servicebw::sandbox
