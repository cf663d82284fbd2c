// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_dmn.hpp"

#include <algorithm>
#include <array>

#include "connectors/xml/read_dmn_parts.hpp"

namespace foerderwerk::xml {

namespace {

constexpr std::array<std::string_view, 5> dmn_spaces{
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",  // 1.1
    "http://www.omg.org/spec/DMN/20180521/MODEL/",   // 1.2
    "https://www.omg.org/spec/DMN/20191111/MODEL/",  // 1.3
    "https://www.omg.org/spec/DMN/20211108/MODEL/",  // 1.4
    "https://www.omg.org/spec/DMN/20230324/MODEL/",  // 1.5
};

// What documents a model without deciding anything.
constexpr std::array<std::string_view, 9> documentation{
    "description", "extensionElements", "knowledgeSource",      "textAnnotation",   "association",
    "group",       "elementCollection", "performanceIndicator", "organizationUnit",
};

std::string text_attribute(const XmlElement& element, std::string_view name) {
    return std::string(element.attribute(name));
}

class DefinitionsReader {
public:
    explicit DefinitionsReader(Reasons& reasons) : reasons_(reasons) {}

    dmn::Definitions read(const XmlElement& root) {
        result_.name = root.attribute("name");
        result_.name_space = root.attribute("namespace");
        check_language(root);
        for (const XmlElement& element : root.children) {
            if (element.space == root.space)
                read_element(element);
        }
        return std::move(result_);
    }

private:
    // The default language of the whole file is written like that of one expression.
    void check_language(const XmlElement& root) { (void)read_dmn_formula(&root, reasons_); }

    void read_element(const XmlElement& element) {
        if (element.name == "itemDefinition") {
            result_.items.push_back(read_item_definition(element));
        } else if (element.name == "inputData") {
            read_input_data(element);
        } else if (element.name == "decision") {
            read_decision(element);
        } else if (element.name == "businessKnowledgeModel") {
            read_knowledge_model(element);
        } else if (element.name == "decisionService") {
            read_service(element);
        } else if (element.name == "import") {
            read_import(element);
        } else if (std::ranges::find(documentation, element.name) == documentation.end()) {
            add("DMN_STRUCTURE", element, "'" + element.name + "' is no element of a DMN model");
        }
    }

    void read_import(const XmlElement& element) {
        const std::string_view type = element.attribute("importType");
        if (type.find("/spec/DMN/") == std::string_view::npos) {
            add("DMN_IMPORT", element,
                "'" + std::string(type) + "' is imported, only DMN models can be");
            return;
        }
        result_.imports.push_back({text_attribute(element, "name"),
                                   text_attribute(element, "namespace"),
                                   text_attribute(element, "locationURI"), element.line});
    }

    dmn::ItemDefinition read_item_definition(const XmlElement& element) {
        dmn::ItemDefinition item;
        item.name = element.attribute("name");
        item.line = element.line;
        const std::string_view is_collection = element.attribute("isCollection");
        item.is_collection = is_collection == "true" || is_collection == "1";
        if (const XmlElement* function = dmn_child(element, "functionItem")) {
            item.function_parameters = dmn_children(*function, "parameters").size();
        }
        if (const XmlElement* type = dmn_child(element, "typeRef"))
            item.type = trimmed(type->text);
        item.allowed_values = read_dmn_formula(dmn_child(element, "allowedValues"), reasons_);
        item.type_constraint = read_dmn_formula(dmn_child(element, "typeConstraint"), reasons_);
        for (const XmlElement* component : dmn_children(element, "itemComponent")) {
            item.components.push_back(read_item_definition(*component));
        }
        return item;
    }

    static std::string trimmed(const std::string& text) {
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        if (first == std::string::npos)
            return {};
        return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    }

    void read_input_data(const XmlElement& element) {
        result_.inputs.push_back({text_attribute(element, "id"), text_attribute(element, "name"),
                                  read_dmn_type(dmn_child(element, "variable")), element.line});
    }

    void read_decision(const XmlElement& element) {
        dmn::Decision decision;
        decision.id = element.attribute("id");
        decision.name = element.attribute("name");
        decision.type = read_dmn_type(dmn_child(element, "variable"));
        decision.line = element.line;
        for (const XmlElement* requirement : dmn_children(element, "informationRequirement")) {
            const XmlElement* target = dmn_child(*requirement, "requiredDecision");
            if (target == nullptr)
                target = dmn_child(*requirement, "requiredInput");
            if (target != nullptr)
                decision.information.push_back(read_requirement(*target));
        }
        decision.knowledge = read_knowledge_requirements(element);
        decision.logic = read_dmn_boxed_child(element, reasons_);
        result_.decisions.push_back(std::move(decision));
    }

    void read_knowledge_model(const XmlElement& element) {
        dmn::KnowledgeModel model;
        model.id = element.attribute("id");
        model.name = element.attribute("name");
        model.line = element.line;
        model.knowledge = read_knowledge_requirements(element);
        if (const XmlElement* logic = dmn_child(element, "encapsulatedLogic")) {
            model.function = read_dmn_function(*logic, reasons_);
        }
        result_.knowledge.push_back(std::move(model));
    }

    void read_service(const XmlElement& element) {
        dmn::DecisionService service;
        service.id = element.attribute("id");
        service.name = element.attribute("name");
        service.type = read_dmn_type(dmn_child(element, "variable"));
        service.line = element.line;
        service.outputs = read_requirements(element, "outputDecision");
        service.input_decisions = read_requirements(element, "inputDecision");
        service.inputs = read_requirements(element, "inputData");
        result_.services.push_back(std::move(service));
    }

    static dmn::Requirement read_requirement(const XmlElement& target) {
        dmn::Requirement requirement;
        requirement.href = target.attribute("href");
        requirement.line = target.line;
        return requirement;
    }

    static std::vector<dmn::Requirement> read_requirements(const XmlElement& element,
                                                           std::string_view name) {
        std::vector<dmn::Requirement> requirements;
        for (const XmlElement* target : dmn_children(element, name)) {
            requirements.push_back(read_requirement(*target));
        }
        return requirements;
    }

    static std::vector<dmn::Requirement> read_knowledge_requirements(const XmlElement& element) {
        std::vector<dmn::Requirement> requirements;
        for (const XmlElement* requirement : dmn_children(element, "knowledgeRequirement")) {
            for (dmn::Requirement& one : read_requirements(*requirement, "requiredKnowledge")) {
                requirements.push_back(std::move(one));
            }
        }
        return requirements;
    }

    void add(std::string code, const XmlElement& element, std::string text) {
        reasons_.push_back(dmn_reason(std::move(code), element, std::move(text)));
    }

    Reasons& reasons_;
    dmn::Definitions result_;
};

}  // namespace

Result<dmn::Definitions, Reasons> read_dmn_definitions(std::string_view bytes) {
    const Result<XmlElement, Reasons> root = parse_xml(bytes);
    if (!root.has_value())
        return Failure<Reasons>(root.error());
    if (root->name != "definitions" ||
        std::ranges::find(dmn_spaces, root->space) == dmn_spaces.end()) {
        return Failure<Reasons>(Reasons{dmn_reason(
            "DMN_NAMESPACE", *root,
            "'" + root->name + "' in '" + root->space + "' is no DMN model 1.1 to 1.5")});
    }
    Reasons reasons;
    dmn::Definitions definitions = DefinitionsReader(reasons).read(*root);
    if (!reasons.empty())
        return Failure<Reasons>(std::move(reasons));
    return definitions;
}

}  // namespace foerderwerk::xml
