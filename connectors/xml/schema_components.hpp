// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/schema_model.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

inline constexpr std::string_view xsd_space = "http://www.w3.org/2001/XMLSchema";

/// One schema document.
struct SchemaDocument {
    XmlElement root;
    std::string space;
    bool elements_qualified = false;
    bool attributes_qualified = false;
};

/// A global definition or declaration and the document it stands in.
struct Component {
    const XmlElement* element = nullptr;
    const SchemaDocument* document = nullptr;
};

/// All global components of a set of schema documents. Names in the attributes `type`, `ref`,
/// `base` and so on have been written out as "{namespace}name".
class SchemaComponents {
public:
    explicit SchemaComponents(const SchemaFiles& files);

    /// `kind` is the element name: "complexType", "element", … Nothing: element is nullptr.
    [[nodiscard]] Component find(std::string_view kind, const SchemaModel::Name& name) const;
    [[nodiscard]] const std::deque<SchemaDocument>& documents() const { return documents_; }
    [[nodiscard]] const Reasons& reasons() const { return reasons_; }

    /// The parts of "{namespace}name".
    [[nodiscard]] static SchemaModel::Name split(std::string_view expanded);

private:
    void add_document(const std::string& space, const std::string& bytes);
    void add_components(const SchemaDocument& document);

    std::deque<SchemaDocument> documents_;
    std::map<std::pair<std::string, SchemaModel::Name>, Component> components_;
    Reasons reasons_;
};

}  // namespace foerderwerk::xml
