// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/feel/value.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::conformance {

/// One expected result of a test file of the DMN Technology Compatibility Kit.
struct TckResult {
    std::string decision;
    feel::Value expected;
};

struct TckCase {
    std::string id;
    std::string service;  ///< the decision service to call; empty: the decisions themselves
    feel::Context inputs;
    std::vector<TckResult> results;
};

struct TckFile {
    std::string model;  ///< file name beside the test file
    std::vector<TckCase> cases;
};

/// Reads a `*-test-*.xml`.
[[nodiscard]] Result<TckFile, Reasons> read_tck_file(std::string_view bytes);

/// How a test case went. The kit counts cases: one passes when all its results do.
struct TckOutcome {
    std::string file;  ///< "0004-simpletable-U-test-01.xml"
    std::string id;    ///< of the case in the file; empty when the file could not be read
    bool passed = false;
    std::string expected;  ///< of the results that failed
    std::string actual;
};

/// Runs every test file below the folder, in the order of their paths. A model finds what it
/// imports in its own folder.
[[nodiscard]] std::vector<TckOutcome> run_tck(const std::filesystem::path& folder);

/// "0004-simpletable-U-test-01.xml 001: expected …, got …"
[[nodiscard]] std::string described(const TckOutcome& outcome);

/// Numbers agree when they differ by less than 1e-8 (the results of the kit come from engines of
/// different precision); everything else has to be equal.
[[nodiscard]] bool agrees(const feel::Value& expected, const feel::Value& actual);

}  // namespace foerderwerk::conformance
