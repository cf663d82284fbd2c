// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/message_schemas.hpp"

#include <algorithm>
#include <utility>

#include "connectors/xml/sax_parser.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {

constexpr std::size_t number_length = 4;

Result<std::shared_ptr<const MessageSchemas>, Reasons> MessageSchemas::load(SchemaFiles files,
                                                                            References references) {
    try {
        SaxParser validator(files);
    } catch (const OperatingError& refused) {
        return Failure(Reasons{{"SCHEMA", "", refused.what()}});
    }
    auto model = SchemaModel::read(files);
    if (!model.has_value()) {
        return Failure(std::move(model.error()));
    }
    auto lists = CodeLists::read(files.code_lists());
    if (!lists.has_value()) {
        return Failure(std::move(lists.error()));
    }
    auto schemas = std::shared_ptr<MessageSchemas>(new MessageSchemas(
        std::move(files), std::move(model.value()), std::move(lists.value()), references));
    Reasons reasons;
    for (const ElementRule* rule : schemas->model_.messages()) {
        const std::string name(message_name(rule->name));
        if (!schemas->messages_.emplace(name, rule).second) {
            reasons.push_back(
                {"SCHEMA_UNSUPPORTED", rule->space, "Die Nachricht " + name + " gibt es zweimal."});
        }
    }
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return schemas;
}

const ElementRule* MessageSchemas::message(std::string_view name) const {
    const auto found = messages_.find(name);
    return found == messages_.end() ? nullptr : found->second;
}

const ElementRule* MessageSchemas::message(std::string_view space,
                                           std::string_view root_name) const {
    const ElementRule* rule = model_.root(space, root_name);
    return rule != nullptr && rule->type != nullptr && rule->type->is_message ? rule : nullptr;
}

std::vector<std::string> MessageSchemas::message_names() const {
    std::vector<std::string> names;
    for (const auto& [name, rule] : messages_) {
        names.push_back(name);
    }
    return names;
}

std::string_view message_number(std::string_view root_name) {
    const bool long_enough = root_name.size() > number_length + 1;
    const auto start = long_enough ? root_name.size() - number_length : root_name.size();
    const std::string_view number = root_name.substr(start);
    const bool is_number = long_enough && root_name[start - 1] == '.' &&
                           std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? number : std::string_view();
}

std::string_view message_name(std::string_view root_name) {
    const bool numbered = !message_number(root_name).empty();
    return numbered ? root_name.substr(0, root_name.size() - number_length - 1) : root_name;
}

}  // namespace foerderwerk::xml
