// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// One version of a code list: code to name.
using CodeList = std::map<std::string, std::string, std::less<>>;

/// The code lists that we hold, by URI and version.
class CodeLists {
public:
    /// Reads genericode 1.0 files (`SimpleCodeList`) given as file name to bytes. The key column
    /// is the one of the first `Key`, the name is the first other column. Code: CODELIST.
    [[nodiscard]] static Result<CodeLists, Reasons> read(
        const std::map<std::string, std::string>& files);

    /// Whether any version of that list is held.
    [[nodiscard]] bool knows(std::string_view uri) const;
    /// The versions of that list that are held; none for an unknown list.
    [[nodiscard]] std::vector<std::string> versions(std::string_view uri) const;
    /// nullptr when that version is not held.
    [[nodiscard]] const CodeList* find(std::string_view uri, std::string_view version) const;

private:
    std::map<std::string, std::map<std::string, CodeList, std::less<>>, std::less<>> lists_;
};

}  // namespace foerderwerk::xml
