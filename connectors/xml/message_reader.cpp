// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/message_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/check_content.hpp"
#include "connectors/xml/element_path.hpp"
#include "connectors/xml/feel_to_xml.hpp"
#include "connectors/xml/message_head.hpp"
#include "connectors/xml/read_valid.hpp"
#include "connectors/xml/validate_tree.hpp"
#include "connectors/xml/write_xml.hpp"
#include "connectors/xml/xml_to_feel.hpp"

namespace foerderwerk::xml {
namespace {

const XmlElement* child_of(const XmlElement* parent, std::string_view name) {
    return parent == nullptr ? nullptr : parent->child(name);
}

const XmlElement* identification_of(const XmlElement& root) {
    return child_of(root.child(head_names::head), head_names::identification);
}

void check_head(const XmlElement& root, Reasons& reasons) {
    const XmlElement* type = child_of(identification_of(root), head_names::type);
    const XmlElement* code = child_of(type, head_names::code);
    if (code == nullptr || fits_root(code->text, root.name)) {
        return;
    }
    ElementPath path;
    path.enter(root);
    reasons.push_back({"RULE", path.place(),
                       "Der Nachrichtentyp im Nachrichtenkopf passt nicht zum Wurzelelement."});
}

std::string message_id(const XmlElement& root) {
    const XmlElement* uuid = child_of(identification_of(root), head_names::id);
    return uuid == nullptr ? std::string() : lower_case_hex(uuid->text);
}

void append(Reasons& all, Reasons more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

MessageReader::MessageReader(std::shared_ptr<const MessageSchemas> schemas)
    : schemas_(std::move(schemas)), validator_(schemas_->files()) {}

Reasons MessageReader::check(XmlElement& tree, const ElementRule& rule) {
    HeldTexts held;
    Reasons reasons = check_before_validation(tree, rule, held);
    const bool too_long =
        std::ranges::any_of(reasons, [](const Reason& reason) { return reason.code == "LIMITS"; });
    if (!too_long) {
        append(reasons, validate_tree(tree, validator_));
    }
    put_back(held);
    if (!too_long) {
        append(reasons, check_letters_and_codes(tree, rule, schemas_->code_lists()));
        check_head(tree, reasons);
    }
    return reasons;
}

Result<ports::Message, Reasons> MessageReader::read(std::string_view bytes) {
    const auto markup = check_bytes(bytes, {}, StartTags::unlisted);
    if (!markup.has_value()) {
        return Failure(markup.error());
    }
    if (auto message = read_valid(bytes, *markup, *schemas_, validator_)) {
        return std::move(*message);
    }
    auto tree = parser_.parse(bytes);
    if (!tree.has_value()) {
        return Failure(std::move(tree.error()));
    }
    return take(std::move(*tree));
}

Result<ports::Message, Reasons> MessageReader::take(XmlElement tree) {
    const ElementRule* rule = schemas_->message(tree.space, tree.name);
    if (rule == nullptr) {
        ElementPath path;
        path.enter(tree);
        return Failure(Reasons{{"SCHEMA", path.place(), "Diese Nachricht ist nicht bekannt."}});
    }
    Reasons reasons = check(tree, *rule);
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    auto data = map_to_feel(tree, *rule);
    if (!data.has_value()) {
        return Failure(std::move(data.error()));
    }
    return ports::Message{std::string(message_name(rule->name)), rule->name, message_id(tree),
                          std::move(data.value())};
}

Result<std::string, Reasons> MessageReader::write(std::string_view message_name,
                                                  const feel::Value& data) {
    const ElementRule* rule = schemas_->message(message_name);
    if (rule == nullptr) {
        return Failure(Reasons{
            {"SCHEMA", "", "Die Nachricht " + std::string(message_name) + " ist nicht bekannt."}});
    }
    auto tree = map_to_xml(data, *rule);
    if (!tree.has_value()) {
        return Failure(std::move(tree.error()));
    }
    Reasons reasons = check(*tree, *rule);
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return write_xml(*tree, schemas_->model().prefixes());
}

}  // namespace foerderwerk::xml
