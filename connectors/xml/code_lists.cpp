// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/code_lists.hpp"

#include <optional>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view genericode_space =
    "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";

std::string text_of(const XmlElement* parent, std::string_view child) {
    const XmlElement* found = parent == nullptr ? nullptr : parent->child(child);
    return found == nullptr ? std::string() : found->text;
}

/// The id of the key column and of the first column beside it.
std::pair<std::string, std::string> columns_of(const XmlElement* column_set) {
    std::string key;
    std::string name;
    if (column_set == nullptr) {
        return {key, name};
    }
    const XmlElement* declared = column_set->child("Key");
    const XmlElement* reference = declared == nullptr ? nullptr : declared->child("ColumnRef");
    if (reference != nullptr) {
        key = reference->attribute("Ref");
    }
    for (const XmlElement& column : column_set->children) {
        const std::string_view id = column.attribute("Id");
        if (column.name == "Column" && id != key && name.empty()) {
            name = id;
        }
    }
    return {key, name};
}

std::string value_in(const XmlElement& row, std::string_view column) {
    for (const XmlElement& value : row.children) {
        if (value.attribute("ColumnRef") == column) {
            return text_of(&value, "SimpleValue");
        }
    }
    return {};
}

struct ReadList {
    std::string uri;
    std::string version;
    CodeList codes;
};

Result<ReadList, std::string> read_list(std::string_view bytes) {
    const auto root = parse_xml(bytes);
    if (!root.has_value()) {
        return Failure(root.error().front().text);
    }
    if (root->space != genericode_space || root->name != "CodeList") {
        return Failure(std::string("Das ist keine Codeliste nach genericode 1.0."));
    }
    const XmlElement* identification = root->child("Identification");
    const XmlElement* rows = root->child("SimpleCodeList");
    const auto [key, name] = columns_of(root->child("ColumnSet"));
    ReadList list{text_of(identification, "CanonicalUri"), text_of(identification, "Version"), {}};
    if (list.uri.empty() || list.version.empty() || key.empty() || rows == nullptr) {
        return Failure(std::string("Kennung, Version, Schlüsselspalte oder Zeilen fehlen."));
    }
    for (const XmlElement& row : rows->children) {
        const std::string code = value_in(row, key);
        if (row.name == "Row" && !list.codes.emplace(code, value_in(row, name)).second) {
            return Failure("Der Code \"" + code + "\" steht zweimal in der Liste.");
        }
    }
    return list;
}

}  // namespace

Result<CodeLists, Reasons> CodeLists::read(const std::map<std::string, std::string>& files) {
    CodeLists result;
    Reasons reasons;
    for (const auto& [file, bytes] : files) {
        auto list = read_list(bytes);
        if (!list.has_value()) {
            reasons.push_back({"CODELIST", file, list.error()});
            continue;
        }
        auto& versions = result.lists_[list->uri];
        if (!versions.emplace(list->version, std::move(list->codes)).second) {
            reasons.push_back({"CODELIST", file, "Diese Version der Liste gibt es schon."});
        }
    }
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return result;
}

bool CodeLists::knows(std::string_view uri) const {
    return lists_.find(uri) != lists_.end();
}

std::vector<std::string> CodeLists::versions(std::string_view uri) const {
    std::vector<std::string> versions;
    if (const auto list = lists_.find(uri); list != lists_.end()) {
        for (const auto& [version, codes] : list->second) {
            versions.push_back(version);
        }
    }
    return versions;
}

const CodeList* CodeLists::find(std::string_view uri, std::string_view version) const {
    const auto versions = lists_.find(uri);
    if (versions == lists_.end()) {
        return nullptr;
    }
    const auto list = versions->second.find(version);
    return list == versions->second.end() ? nullptr : &list->second;
}

}  // namespace foerderwerk::xml
