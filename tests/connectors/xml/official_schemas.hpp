// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "connectors/xml/schema_files.hpp"

namespace foerderwerk::xml {

/// One of the standards in interop/xsd, by the folder of its files, its first file, and the folders
/// of what it imports from elsewhere.
struct OfficialStandard {
    const char* folder;
    const char* main_file;
    std::vector<const char*> also;
};

/// The standard's files in one folder of their own, every address of an import or include turned
/// into the name of the file beside it, so that a validator needs no network and no catalog.
class OfficialFolder {
public:
    explicit OfficialFolder(const OfficialStandard& standard);
    ~OfficialFolder();
    OfficialFolder(const OfficialFolder&) = delete;
    OfficialFolder& operator=(const OfficialFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& main_file() const { return main_file_; }
    /// The namespace of the first file.
    [[nodiscard]] const std::string& space() const { return space_; }
    /// Those of the documents that xmllint takes.
    [[nodiscard]] std::set<std::filesystem::path> accepted_by_xmllint(
        const std::vector<std::filesystem::path>& documents) const;
    /// As our validator loads them: files of one namespace joined into one, and `ours` (namespace
    /// to schema) in place of the official ones.
    [[nodiscard]] SchemaFiles files(const std::map<std::string, std::string>& ours = {}) const;

private:
    std::filesystem::path path_;
    std::filesystem::path main_file_;
    std::string space_;
};

}  // namespace foerderwerk::xml
