// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <set>
#include <utility>

#include "connectors/xml/read_dmn.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

namespace {

constexpr std::size_t models_max = 100;

/// Reads every model that a first one needs, each once.
class ImportReader {
public:
    ImportReader(const DmnFolder& folder, Reasons& reasons) : folder_(folder), reasons_(reasons) {}

    std::vector<dmn::Definitions> read(const dmn::Definitions& first) {
        seen_.insert(first.name_space);
        follow(first.imports, {});
        // The lists grow while they are walked: an imported model may import further ones.
        for (std::size_t i = 0; i < found_.size() && reasons_.empty(); ++i)
            follow(std::vector(found_[i].imports), std::string(paths_[i]));
        return std::move(found_);
    }

private:
    void follow(const std::vector<dmn::Import>& imports, const std::string& path) {
        for (const dmn::Import& import : imports) {
            if (!seen_.insert(import.name_space).second)
                continue;
            if (found_.size() >= models_max) {
                add(path, import, "more than " + std::to_string(models_max) + " models");
                return;
            }
            take(import, path);
        }
    }

    void take(const dmn::Import& import, const std::string& importing) {
        std::string path = located(import, importing);
        if (path.empty())
            path = with_namespace(import.name_space);
        if (path.empty()) {
            add(importing, import,
                "no file of this folder is the model '" + import.name_space +
                    "', and none is loaded from elsewhere");
            return;
        }
        auto read = read_dmn_definitions(folder_.find(path)->second);
        if (!read.has_value()) {
            for (Reason reason : read.error()) {
                reason.place = path + ": " + reason.place;
                reasons_.push_back(std::move(reason));
            }
            return;
        }
        found_.push_back(std::move(*read));
        paths_.push_back(std::move(path));
    }

    // The file at the place the import gives, when it is in the folder and is that model. The
    // standard makes the place a hint: files get moved and renamed.
    std::string located(const dmn::Import& import, const std::string& importing) {
        if (import.location.empty())
            return {};
        const std::filesystem::path place =
            std::filesystem::path(importing).parent_path() / import.location;
        const std::string path = place.lexically_normal().generic_string();
        return folder_.contains(path) && namespace_of(path) == import.name_space ? path
                                                                                 : std::string();
    }

    std::string with_namespace(const std::string& name_space) {
        for (const auto& [path, bytes] : folder_) {
            if (path.ends_with(".dmn") && namespace_of(path) == name_space)
                return path;
        }
        return {};
    }

    // Nothing for a file that is no DMN model. One with faults has its name all the same.
    std::optional<std::string> namespace_of(const std::string& path) {
        if (const auto known = namespaces_.find(path); known != namespaces_.end())
            return known->second;
        const auto root = parse_xml(folder_.find(path)->second);
        std::optional<std::string> name_space;
        if (root.has_value() && root->name == "definitions")
            name_space = root->attribute("namespace");
        return namespaces_.emplace(path, std::move(name_space)).first->second;
    }

    void add(const std::string& path, const dmn::Import& import, std::string text) {
        reasons_.push_back(
            {"DMN_IMPORT",
             (path.empty() ? "" : path + ": ") + "line " + std::to_string(import.line),
             std::move(text)});
    }

    const DmnFolder& folder_;
    Reasons& reasons_;
    std::set<std::string> seen_;
    std::map<std::string, std::optional<std::string>> namespaces_;
    std::vector<dmn::Definitions> found_;
    std::vector<std::string> paths_;  // of the models found
};

}  // namespace

Result<dmn::Model, Reasons> read_dmn(std::string_view bytes, const DmnFolder& folder) {
    Result<dmn::Definitions, Reasons> definitions = read_dmn_definitions(bytes);
    if (!definitions.has_value())
        return Failure<Reasons>(definitions.error());
    Reasons reasons;
    std::vector<dmn::Definitions> imported = ImportReader(folder, reasons).read(*definitions);
    if (!reasons.empty())
        return Failure<Reasons>(std::move(reasons));
    return dmn::compile(std::move(*definitions), std::move(imported));
}

}  // namespace foerderwerk::xml
