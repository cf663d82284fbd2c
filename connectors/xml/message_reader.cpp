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
#include "connectors/xml/newer_version.hpp"
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

/// The reasons of that code, which stand in `reasons` no longer.
Reasons taken_out(Reasons& reasons, std::string_view code) {
    Reasons taken;
    const auto rest = std::ranges::stable_partition(
        reasons, [code](const Reason& reason) { return reason.code != code; });
    std::ranges::move(rest, std::back_inserter(taken));
    reasons.erase(rest.begin(), rest.end());
    return taken;
}

Reason unknown_message(const XmlElement& root, const MessageSchemas& schemas) {
    ElementPath path;
    path.enter(root);
    std::string text = "Diese Nachricht ist nicht bekannt.";
    const ElementRule* namesake = schemas.message(message_name(root.name));
    if (namesake != nullptr && namesake->name == root.name) {
        text = "Diese Nachricht ist nur im Namensraum " + namesake->space + " bekannt.";
    }
    return {"SCHEMA", path.place(), std::move(text)};
}

}  // namespace

MessageReader::MessageReader(std::shared_ptr<const MessageSchemas> schemas)
    : schemas_(std::move(schemas)), validator_(schemas_->files()) {}

MessageReader::Findings MessageReader::check(XmlElement& tree, const ElementRule& rule) {
    Findings found;
    NewerVersion newer(tree, rule);
    HeldTexts held;
    found.reasons = check_before_validation(tree, rule, held);
    const bool too_long = std::ranges::any_of(
        found.reasons, [](const Reason& reason) { return reason.code == "LIMITS"; });
    if (!too_long) {
        append(found.reasons, validate_tree(tree, validator_));
    }
    put_back(held);
    if (!too_long) {
        append(found.reasons, check_letters_and_codes(tree, rule, schemas_->code_lists()));
        check_head(tree, found.reasons);
    }
    newer.put_back();
    if (schemas_->references() == References::warned_of) {
        found.warnings = taken_out(found.reasons, "IDREF");
    }
    if (newer.is_named()) {
        Reasons& told = found.reasons.empty() ? found.warnings : found.reasons;
        told.insert(told.begin(), newer.reason());
    }
    return found;
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
        return Failure(Reasons{unknown_message(tree, *schemas_)});
    }
    Findings found = check(tree, *rule);
    if (!found.reasons.empty()) {
        append(found.reasons, std::move(found.warnings));
        return Failure(std::move(found.reasons));
    }
    auto data = map_to_feel(tree, *rule);
    if (!data.has_value()) {
        return Failure(std::move(data.error()));
    }
    return ports::Message{std::string(message_name(rule->name)), rule->name, message_id(tree),
                          std::move(data.value()), std::move(found.warnings)};
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
    Findings found = check(*tree, *rule);
    append(found.reasons, std::move(found.warnings));  // what we send leaves nothing to tell
    if (!found.reasons.empty()) {
        return Failure(std::move(found.reasons));
    }
    return write_xml(*tree, schemas_->model().prefixes());
}

}  // namespace foerderwerk::xml
