// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace foerderwerk::scxml_suite {

enum class Keeping {
    text,    ///< all is written as JSON and read back after every macrostep
    sqlite,  ///< stored, dropped, the database closed, opened and loaded after every macrostep
    crash,   ///< the same, and each macrostep has a process of its own, killed after its commit
};

enum class Verdict { passed, failed, skipped };

struct Outcome {
    std::string document;
    Verdict verdict = Verdict::failed;
    std::string why;  ///< unless passed
};

/// Runs one document until its first session ends or nothing is left to happen.
[[nodiscard]] Outcome run_document(const std::filesystem::path& folder, const std::string& file,
                                   Keeping keeping);

/// Runs every document of the folder that is started by itself, by name.
[[nodiscard]] std::vector<Outcome> run_suite(const std::filesystem::path& folder, Keeping keeping);

}  // namespace foerderwerk::scxml_suite
