// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/schema_components.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace foerderwerk::xml {
namespace {

constexpr std::array<std::string_view, 4> name_attributes = {"type", "ref", "base", "itemType"};
constexpr std::array<std::string_view, 6> component_kinds = {
    "element", "complexType", "simpleType", "group", "attributeGroup", "attribute"};
constexpr std::array<std::string_view, 3> ignored = {"import", "annotation", "notation"};

std::string expand(std::string_view name, const std::vector<XmlPrefix>& scope) {
    const auto colon = name.find(':');
    const bool has_prefix = colon != std::string_view::npos;
    const std::string_view prefix = has_prefix ? name.substr(0, colon) : std::string_view();
    const auto declared = std::find_if(scope.rbegin(), scope.rend(),
                                       [&](const XmlPrefix& p) { return p.prefix == prefix; });
    const std::string space = declared == scope.rend() ? std::string() : declared->space;
    return "{" + space + "}" + std::string(has_prefix ? name.substr(colon + 1) : name);
}

void expand_names(XmlElement& element, std::vector<XmlPrefix>& scope) {
    const std::size_t outer = scope.size();
    scope.insert(scope.end(), element.prefixes.begin(), element.prefixes.end());
    for (XmlAttribute& attribute : element.attributes) {
        if (attribute.space.empty() && std::ranges::count(name_attributes, attribute.name) != 0) {
            attribute.value = expand(attribute.value, scope);
        }
    }
    for (XmlElement& child : element.children) {
        expand_names(child, scope);
    }
    scope.resize(outer);
}

}  // namespace

SchemaComponents::SchemaComponents(const SchemaFiles& files) {
    for (const auto& [space, bytes] : files.schemas()) {
        add_document(space, bytes);
    }
    for (const SchemaDocument& document : documents_) {
        add_components(document);
    }
}

void SchemaComponents::add_document(const std::string& space, const std::string& bytes) {
    auto parsed = parse_xml(bytes);
    if (!parsed.has_value()) {
        for (Reason& reason : parsed.error()) {
            reasons_.push_back({reason.code, space + " " + reason.place, reason.text});
        }
        return;
    }
    SchemaDocument document{std::move(parsed.value()), space, false, false};
    const XmlElement& root = document.root;
    if (root.space != xsd_space || root.name != "schema" ||
        root.attribute("targetNamespace") != space) {
        reasons_.push_back(
            {"CATALOG", space, "Die Datei ist nicht das Schema dieses Namensraums."});
        return;
    }
    document.elements_qualified = root.attribute("elementFormDefault") == "qualified";
    document.attributes_qualified = root.attribute("attributeFormDefault") == "qualified";
    std::vector<XmlPrefix> scope;
    expand_names(document.root, scope);
    documents_.push_back(std::move(document));
}

void SchemaComponents::add_components(const SchemaDocument& document) {
    for (const XmlElement& child : document.root.children) {
        if (std::ranges::count(component_kinds, child.name) != 0) {
            components_[{child.name, {document.space, std::string(child.attribute("name"))}}] = {
                &child, &document};
        } else if (std::ranges::count(ignored, child.name) == 0) {
            reasons_.push_back({"SCHEMA_UNSUPPORTED",
                                document.space + " " + std::to_string(child.line) + ":" +
                                    std::to_string(child.column),
                                "Hier wird <" + child.name +
                                    "> nicht unterstützt: Ein Namensraum ist eine Datei."});
        }
    }
}

Component SchemaComponents::find(std::string_view kind, const SchemaModel::Name& name) const {
    const auto found = components_.find({std::string(kind), name});
    return found == components_.end() ? Component{} : found->second;
}

SchemaModel::Name SchemaComponents::split(std::string_view expanded) {
    const auto close = expanded.find('}');
    if (!expanded.starts_with('{') || close == std::string_view::npos) {
        return {std::string(), std::string(expanded)};
    }
    return {std::string(expanded.substr(1, close - 1)), std::string(expanded.substr(close + 1))};
}

}  // namespace foerderwerk::xml
