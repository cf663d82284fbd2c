// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/describe_message.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "connectors/xml/message_outline.hpp"

namespace foerderwerk::xml {
namespace {

using Name = SchemaModel::Name;

/// What Markdown would read as markup inside a table.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        escaped += c == '|' ? "\\|" : std::string(1, c);
    }
    return escaped;
}

std::string code(std::string_view text) {
    return text.empty() ? std::string() : "`" + cell(text) + "`";
}

std::string last_part(const std::string& uri) {
    return uri.substr(uri.rfind(':') + 1);
}

/// The facets of a simple type and of what it restricts, in words.
class Facets {
public:
    Facets(const SchemaComponents& schemas, const Name& type) : schemas_(schemas) { read(type); }

    [[nodiscard]] std::string rule() const {
        std::string text = base_;
        if (!patterns_.empty()) {
            text += ", " + patterns_;
        }
        if (!least_.empty() || !most_.empty()) {
            text += ", " +
                    (least_.empty()  ? "at most " + most_
                     : most_.empty() ? "at least " + least_
                                     : least_ + " to " + most_) +
                    " characters";
        }
        return text;
    }

private:
    void read(const Name& type) {
        const Component found = schemas_.find("simpleType", type);
        const XmlElement* restriction =
            found.element == nullptr ? nullptr : found.element->child("restriction");
        if (type.first == din_space) {
            base_ = "DIN 91379 data type " + type.second.substr(datatype.size());
            return;
        }
        if (restriction == nullptr) {  // built in, a list, or a union
            base_ = type.second;
            return;
        }
        for (const XmlElement& facet : restriction->children) {
            note(facet);
        }
        read(SchemaComponents::split(restriction->attribute("base")));
    }

    void note(const XmlElement& facet) {
        const std::string value(facet.attribute("value"));
        if (facet.name == "pattern") {
            patterns_ += (patterns_.empty() ? "" : " and ") + code(value);
        } else if (facet.name == "minLength" && least_.empty()) {
            least_ = value;
        } else if (facet.name == "maxLength" && most_.empty()) {
            most_ = value;
        }
    }

    static constexpr std::string_view din_space =
        "urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08";
    static constexpr std::string_view datatype = "datatype";  // …A to …E

    const SchemaComponents& schemas_;
    std::string base_;
    std::string patterns_;
    std::string least_;
    std::string most_;
};

class Page {
public:
    Page(const MessageSchemas& schemas, const SchemaComponents& components)
        : schemas_(schemas), components_(components) {}

    std::string of(const MessageOutline& message) {
        text_ =
            "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"
            "<!-- Made by `foerderwerk message describe`; change the schema, not this page. -->\n"
            "# " +
            message.root_name + "\n\n" + message.meaning + "\n\n";
        if (!message.from.empty()) {
            text_ +=
                message.from == "portal" ? "Portal → authority.\n\n" : "Authority → portal.\n\n";
        }
        text_ += "Namespace `" + message.space +
                 "`. The head comes first, the signature last.\n\n" +
                 "| Part | Occurs | Form | Personal | Meaning |\n|---|---|---|---|---|\n";
        for (const OutlinePart& part : message.parts) {
            if (part.space == message.space) {
                add_part(part, "", "");
            }
        }
        add_forms();
        add_lists();
        return std::move(text_);
    }

private:
    static std::string occurs(const OutlinePart& part) {
        if (part.is_alternative) {
            return "one of them";
        }
        if (part.is_repeated) {
            return part.is_required ? "1 or more" : "0 or more";
        }
        return part.is_required ? "1" : "0 or 1";
    }

    std::string form(const OutlinePart& part) {
        if (part.is_code) {
            lists_.insert(part.code_list);
            return part.code_list.empty() ? "code" : "code of " + last_part(part.code_list);
        }
        if (part.type.second.empty()) {
            return "";
        }
        if (part.type.first != xsd_space) {
            forms_.insert(part.type);
        }
        return part.type.second;
    }

    void add_part(const OutlinePart& part, const std::string& inside, const std::string& around) {
        const std::string path = inside + part.name;
        const std::string& personal = part.personal.empty() ? around : part.personal;
        text_ += "| " + code(path) + " | " + occurs(part) + " | " + form(part) + " | " +
                 cell(personal) + " | " + cell(part.meaning) + " |\n";
        if (!part.is_code) {
            for (const OutlinePart& inner : part.parts) {
                add_part(inner, path + "/", personal);
            }
        }
    }

    void add_forms() {
        if (forms_.empty()) {
            return;
        }
        text_ += "\n## Forms\n\n| Form | Rule | Meaning |\n|---|---|---|\n";
        for (const Name& type : forms_) {
            const Component found = components_.find("simpleType", type);
            text_ += "| " + type.second + " | " + Facets(components_, type).rule() + " | " +
                     (found.element == nullptr ? "" : cell(documentation_of(*found.element))) +
                     " |\n";
        }
    }

    void add_lists() {
        for (const std::string& uri : lists_) {
            for (const std::string& version : schemas_.code_lists().versions(uri)) {
                text_ += "\n## Codes: " + last_part(uri) + "\n\nList `" + uri + "`, version " +
                         version + ".\n\n| Code | Meaning |\n|---|---|\n";
                for (const auto& [code_text, name] : *schemas_.code_lists().find(uri, version)) {
                    text_ += "| " + code(code_text) + " | " + cell(name) + " |\n";
                }
            }
        }
    }

    const MessageSchemas& schemas_;
    const SchemaComponents& components_;
    std::string text_;
    std::set<Name> forms_;
    std::set<std::string> lists_;
};

}  // namespace

Result<std::string, Reasons> describe_message(const MessageSchemas& schemas,
                                              std::string_view name) {
    const ElementRule* rule = schemas.message(message_name(name));
    const bool is_meant = rule != nullptr && (rule->name == name || message_number(name).empty());
    if (!is_meant) {
        std::string known;
        for (const std::string& one : schemas.message_names()) {
            known += (known.empty() ? "" : ", ") + one;
        }
        return Failure(
            Reasons{{"UNKNOWN", std::string(name), "Es gibt die Nachrichten " + known + "."}});
    }
    const SchemaComponents components(schemas.files());
    const auto outline = outline_of(components, {rule->space, rule->name});
    return Page(schemas, components).of(*outline);
}

}  // namespace foerderwerk::xml
