// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cases/definition.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::cases {

/// What a replay needs beside the records, all of it stored or exported with the case.
struct ReplaySources {
    /// The definition with that id, or nullptr when it is missing.
    std::function<std::shared_ptr<const Definition>(const std::string& id)> definition;
    feel::OpenPart open_part;
    /// The commitment of a part (hex) computed from what is stored; nullopt when it is erased.
    std::function<std::optional<std::string>(const std::string& part)> commit_of_part;
    const feel::Services* services = nullptr;
};

/// One record's verdict.
struct ReplayedStep {
    enum class Verdict {
        identical,       ///< executed again, byte for byte the same
        different,       ///< executed again, and not the same
        not_executable,  ///< a part it needs was erased, or its semantics version is not known
        damaged,         ///< the record cannot be read, or does not follow the one before it
    };
    std::int64_t number = 0;
    Verdict verdict = Verdict::damaged;
    std::string detail;  ///< where it first differs, or why it could not be executed
};

/// Executes every record of one case again, in order, from its recorded inputs.
[[nodiscard]] std::vector<ReplayedStep> replay(const std::vector<std::string>& records,
                                               const ReplaySources& sources);

/// True when every step is identical (and there is one).
[[nodiscard]] bool all_identical(const std::vector<ReplayedStep>& steps);

}  // namespace foerderwerk::cases
