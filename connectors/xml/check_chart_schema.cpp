// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/check_chart_schema.hpp"

#include <map>
#include <string>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/message_schemas.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/failure.hpp"
#include "foerderwerk_chart_schemas.hpp"

namespace foerderwerk::xml {

namespace {

constexpr std::size_t problems_max = 100;

constexpr std::string_view catalog =
    R"(<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <uri name="http://www.w3.org/2005/07/scxml" uri="scxml-1.0.xsd"/>
  <uri name="urn:foerderwerk:workflow:1" uri="foerderwerk-workflow-1.xsd"/>
</catalog>)";

class Problems : public SaxEvents {
public:
    bool start_element(std::u16string_view, std::u16string_view,
                       std::span<const SaxAttribute>) override {
        return true;
    }
    void end_element() override {}
    bool text(std::u16string_view) override { return true; }
    bool problem(const SaxProblem& problem) override {
        if (problem.kind == SaxProblem::Kind::malformed) {
            return false;
        }
        reasons.push_back({"LINT_SCHEMA", "line " + std::to_string(problem.line), problem.text});
        return reasons.size() < problems_max;
    }

    Reasons reasons;
};

const SchemaFiles& schemas() {
    static const SchemaFiles files = [] {
        auto read =
            SchemaFiles::from({{"catalog.xml", std::string(catalog)},
                               {"scxml-1.0.xsd", std::string(scxml_schema)},
                               {"foerderwerk-workflow-1.xsd", std::string(workflow_schema)}});
        FOERDERWERK_REQUIRE(read.has_value(), "the built-in catalog names the built-in schemas");
        return std::move(*read);
    }();
    return files;
}

}  // namespace

Reasons check_chart_schema(std::string_view bytes) {
    if (!check_bytes(bytes, XmlLimits{}).has_value()) {
        return {};
    }
    Problems problems;
    SaxParser(schemas()).parse(bytes, problems);
    return std::move(problems.reasons);
}

std::vector<std::string> built_in_message_names() {
    const auto schema = parse_xml(message_schema);
    FOERDERWERK_REQUIRE(schema.has_value(), "the built-in schema is XML");
    std::vector<std::string> names;
    for (const XmlElement& element : schema->children) {
        const std::string_view root = element.attribute("name");
        if (element.name == "element" && !message_number(root).empty()) {
            names.emplace_back(message_name(root));
        }
    }
    return names;
}

}  // namespace foerderwerk::xml
