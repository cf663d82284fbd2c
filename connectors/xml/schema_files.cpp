// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/schema_files.hpp"

#include <fstream>
#include <iterator>

#include "connectors/xml/xml_tree.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {
namespace {

constexpr std::string_view catalog_space = "urn:oasis:names:tc:entity:xmlns:xml:catalog";
constexpr std::string_view catalog_name = "catalog.xml";
constexpr std::string_view code_list_folder = "codelists/";

using Files = std::map<std::string, std::string>;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad()) {
        throw OperatingError(FailureKind::misconfigured, "cannot read " + path.string());
    }
    return bytes;
}

void add_code_lists(const std::filesystem::path& folder, Files& files) {
    for (const auto& found : std::filesystem::directory_iterator(folder)) {
        if (found.path().extension() == ".xml") {
            files.emplace(std::string(code_list_folder) + found.path().filename().string(),
                          read_file(found.path()));
        }
    }
}

/// Only names of the folder itself: no scheme, no root, no way up.
bool stays_inside(const std::string& name) {
    const std::filesystem::path path(name);
    if (name.empty() || path.is_absolute() || name.find(':') != std::string::npos) {
        return false;
    }
    for (const auto& part : path) {
        if (part == "..") {
            return false;
        }
    }
    return true;
}

struct CatalogEntry {
    std::string space;
    std::string file;
};

Result<std::vector<CatalogEntry>, Reasons> read_catalog(std::string_view bytes) {
    const std::string place(catalog_name);
    auto parsed = parse_xml(bytes);
    if (!parsed.has_value()) {
        return Failure(std::move(parsed.error()));
    }
    if (parsed->space != catalog_space || parsed->name != "catalog") {
        return Failure(Reasons{{"CATALOG", place, "Das ist kein XML-Katalog nach OASIS."}});
    }
    std::vector<CatalogEntry> entries;
    Reasons reasons;
    for (const XmlElement& entry : parsed->children) {
        const std::string at = place + " " + std::to_string(entry.line) + ":1";
        CatalogEntry read{std::string(entry.attribute("name")),
                          std::string(entry.attribute("uri"))};
        if (entry.name != "uri" || read.space.empty()) {
            reasons.push_back({"CATALOG", at, "Der Katalog darf nur uri-Einträge enthalten."});
        } else if (!stays_inside(read.file)) {
            reasons.push_back({"CATALOG", at, "Die Datei liegt außerhalb des Ordners."});
        } else {
            entries.push_back(std::move(read));
        }
    }
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return entries;
}

}  // namespace

Result<SchemaFiles, Reasons> SchemaFiles::read(const std::filesystem::path& folder,
                                               const std::filesystem::path& code_lists) {
    Files files;
    const std::string catalog = read_file(folder / catalog_name);
    auto entries = read_catalog(catalog);
    if (!entries.has_value()) {
        return Failure(std::move(entries.error()));
    }
    files.emplace(catalog_name, catalog);
    for (const CatalogEntry& entry : *entries) {
        files.emplace(entry.file, read_file(folder / entry.file));
    }
    const auto lists = code_lists.empty() ? folder / code_list_folder : code_lists;
    if (std::filesystem::is_directory(lists)) {
        add_code_lists(lists, files);
    } else if (!code_lists.empty()) {
        throw OperatingError(FailureKind::misconfigured, "no folder " + lists.string());
    }
    return from(files);
}

Result<SchemaFiles, Reasons> SchemaFiles::from(const Files& files) {
    const auto catalog = files.find(std::string(catalog_name));
    if (catalog == files.end()) {
        return Failure(Reasons{{"CATALOG", std::string(catalog_name), "Der Katalog fehlt."}});
    }
    auto entries = read_catalog(catalog->second);
    if (!entries.has_value()) {
        return Failure(std::move(entries.error()));
    }
    SchemaFiles result;
    Reasons reasons;
    for (const CatalogEntry& entry : *entries) {
        const auto file = files.find(entry.file);
        if (file == files.end()) {
            reasons.push_back({"CATALOG", entry.file, "Die Datei fehlt."});
        } else if (!result.schemas_.emplace(entry.space, file->second).second) {
            reasons.push_back({"CATALOG", entry.file, "Der Namensraum hat schon eine Datei."});
        }
    }
    for (const auto& [name, bytes] : files) {
        if (name.starts_with(code_list_folder)) {
            result.code_lists_.emplace(name, bytes);
        }
    }
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return result;
}

Result<void, Reasons> SchemaFiles::add(const SchemaFiles& other) {
    Reasons reasons;
    for (const auto& [space, bytes] : other.schemas_) {
        const auto [mine, added] = schemas_.emplace(space, bytes);
        if (!added && mine->second != bytes) {
            reasons.push_back({"CATALOG", space, "Der Namensraum hat zwei verschiedene Dateien."});
        }
    }
    for (const auto& [name, bytes] : other.code_lists_) {
        const auto [mine, added] = code_lists_.emplace(name, bytes);
        if (!added && mine->second != bytes) {
            reasons.push_back(
                {"CATALOG", name, "Es gibt zwei verschiedene Dateien dieses Namens."});
        }
    }
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return {};
}

}  // namespace foerderwerk::xml
