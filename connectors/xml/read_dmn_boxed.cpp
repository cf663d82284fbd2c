// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_dmn_parts.hpp"

namespace foerderwerk::xml {

namespace {

using Content = decltype(dmn::Boxed::content);
using ReadContent = Content (*)(const XmlElement&, Reasons&);

// An expression that stands inside a named child ("in", "then", …).
dmn::BoxedPointer read_part(const XmlElement& element, std::string_view name, Reasons& reasons) {
    const XmlElement* part = dmn_child(element, name);
    if (part != nullptr) {
        if (dmn::BoxedPointer boxed = read_dmn_boxed_child(*part, reasons))
            return boxed;
    }
    reasons.push_back(
        dmn_reason("DMN_STRUCTURE", element,
                   "'" + element.name + "' has no expression in '" + std::string(name) + "'"));
    return nullptr;
}

Content read_literal(const XmlElement& element, Reasons& reasons) {
    return read_dmn_formula(&element, reasons);
}

Content read_table(const XmlElement& element, Reasons& reasons) {
    return read_dmn_table(element, reasons);
}

Content read_context(const XmlElement& element, Reasons& reasons) {
    dmn::BoxedContext context;
    for (const XmlElement* entry : dmn_children(element, "contextEntry")) {
        context.entries.push_back(
            {read_dmn_item(dmn_child(*entry, "variable")), read_dmn_boxed_child(*entry, reasons)});
    }
    return context;
}

std::vector<dmn::BoxedPointer> read_boxed_children(const XmlElement& element, Reasons& reasons);

Content read_list(const XmlElement& element, Reasons& reasons) {
    return dmn::BoxedList{read_boxed_children(element, reasons)};
}

Content read_relation(const XmlElement& element, Reasons& reasons) {
    dmn::BoxedRelation relation;
    for (const XmlElement* column : dmn_children(element, "column")) {
        relation.columns.push_back(read_dmn_item(column));
    }
    for (const XmlElement* row : dmn_children(element, "row")) {
        relation.rows.push_back(read_boxed_children(*row, reasons));
    }
    return relation;
}

Content read_invocation(const XmlElement& element, Reasons& reasons) {
    dmn::BoxedInvocation invocation;
    invocation.function = read_dmn_formula(dmn_child(element, "literalExpression"), reasons);
    for (const XmlElement* binding : dmn_children(element, "binding")) {
        invocation.bindings.push_back({read_dmn_item(dmn_child(*binding, "parameter")).name,
                                       read_dmn_boxed_child(*binding, reasons)});
    }
    return invocation;
}

Content read_function(const XmlElement& element, Reasons& reasons) {
    return read_dmn_function(element, reasons);
}

Content read_conditional(const XmlElement& element, Reasons& reasons) {
    return dmn::BoxedConditional{read_part(element, "if", reasons),
                                 read_part(element, "then", reasons),
                                 read_part(element, "else", reasons)};
}

Content read_filter(const XmlElement& element, Reasons& reasons) {
    return dmn::BoxedFilter{read_part(element, "in", reasons),
                            read_part(element, "match", reasons)};
}

Content read_iteration(const XmlElement& element, Reasons& reasons) {
    using Kind = dmn::BoxedIteration::Kind;
    dmn::BoxedIteration iteration;
    if (element.name != "for")
        iteration.kind = element.name == "some" ? Kind::some : Kind::every;
    iteration.variable = element.attribute("iteratorVariable");
    iteration.list = read_part(element, "in", reasons);
    iteration.list_type = read_dmn_type(dmn_child(element, "in"));
    iteration.body = read_part(element, element.name == "for" ? "return" : "satisfies", reasons);
    return iteration;
}

ReadContent reader_for(const XmlElement& element) {
    constexpr std::pair<std::string_view, ReadContent> readers[] = {
        {"literalExpression", read_literal},
        {"decisionTable", read_table},
        {"context", read_context},
        {"list", read_list},
        {"relation", read_relation},
        {"invocation", read_invocation},
        {"functionDefinition", read_function},
        {"conditional", read_conditional},
        {"filter", read_filter},
        {"for", read_iteration},
        {"some", read_iteration},
        {"every", read_iteration},
    };
    for (const auto& [name, reader] : readers) {
        if (element.name == name)
            return reader;
    }
    return nullptr;
}

dmn::BoxedPointer read_boxed(const XmlElement& element, ReadContent reader, Reasons& reasons) {
    return std::make_unique<dmn::Boxed>(
        dmn::Boxed{reader(element, reasons), read_dmn_type(&element), element.line});
}

std::vector<dmn::BoxedPointer> read_boxed_children(const XmlElement& element, Reasons& reasons) {
    std::vector<dmn::BoxedPointer> children;
    for (const XmlElement& child : element.children) {
        const ReadContent reader = child.space == element.space ? reader_for(child) : nullptr;
        if (reader != nullptr)
            children.push_back(read_boxed(child, reader, reasons));
    }
    return children;
}

}  // namespace

dmn::BoxedPointer read_dmn_boxed_child(const XmlElement& parent, Reasons& reasons) {
    std::vector<dmn::BoxedPointer> children = read_boxed_children(parent, reasons);
    if (children.empty())
        return nullptr;
    if (children.size() > 1) {
        reasons.push_back(dmn_reason("DMN_STRUCTURE", parent,
                                     "'" + parent.name + "' has more than one expression"));
    }
    return std::move(children.front());
}

dmn::BoxedFunction read_dmn_function(const XmlElement& element, Reasons& reasons) {
    dmn::BoxedFunction function;
    for (const XmlElement* parameter : dmn_children(element, "formalParameter")) {
        function.parameters.push_back(read_dmn_item(parameter));
    }
    const std::string_view kind = element.attribute("kind");
    function.is_external = !kind.empty() && kind != "FEEL";
    // The body of an external function describes a class or a document, it is no logic of ours.
    if (!function.is_external)
        function.body = read_dmn_boxed_child(element, reasons);
    return function;
}

}  // namespace foerderwerk::xml
