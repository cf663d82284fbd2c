// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// The schemas and code lists of a folder, by their bytes: one namespace is one file, because
/// Xerces reports types as declared twice when a namespace reaches it under two names.
/// `catalog.xml` (OASIS XML Catalogs 1.1, `uri` entries) says which file has which namespace;
/// nothing else is ever opened, and no address is followed.
class SchemaFiles {
public:
    /// Reads `catalog.xml` and the files it names below `folder`, and the code lists, `*.xml` of
    /// `code_lists`, or of `folder`/codelists when that is empty. Code: CATALOG. Throws
    /// OperatingError (misconfigured) when a file cannot be read, or a folder that was named.
    [[nodiscard]] static Result<SchemaFiles, Reasons> read(
        const std::filesystem::path& folder, const std::filesystem::path& code_lists = {});
    /// The same from files held in memory: relative path to bytes.
    [[nodiscard]] static Result<SchemaFiles, Reasons> from(
        const std::map<std::string, std::string>& files);

    /// Adds another folder's files; a namespace that both have must have the same bytes.
    [[nodiscard]] Result<void, Reasons> add(const SchemaFiles& other);

    /// Namespace to the bytes of its schema.
    [[nodiscard]] const std::map<std::string, std::string>& schemas() const { return schemas_; }
    /// Relative path to the bytes of a genericode file.
    [[nodiscard]] const std::map<std::string, std::string>& code_lists() const {
        return code_lists_;
    }

private:
    std::map<std::string, std::string> schemas_;
    std::map<std::string, std::string> code_lists_;
};

}  // namespace foerderwerk::xml
