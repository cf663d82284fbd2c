// SPDX-License-Identifier: EUPL-1.2
// Runs a folder of documents of the W3C SCXML suite: one line for each document that fails or is
// skipped with why, then "N passed, M failed". Exit status 1 when one fails or none passes.
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "tests/conformance/scxml/run_suite.hpp"

namespace {

using foerderwerk::scxml_suite::Keeping;
using foerderwerk::scxml_suite::Verdict;

struct Options {
    std::string folder;
    Keeping keeping = Keeping::text;
};

std::optional<Options> read_options(const std::vector<std::string>& words) {
    Options options;
    bool crash = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--crash") {
            crash = true;
        } else if (words[i] == "--store" && i + 1 < words.size() && words[i + 1] == "sqlite") {
            options.keeping = Keeping::sqlite;
            ++i;
        } else if (options.folder.empty() && !words[i].starts_with("-")) {
            options.folder = words[i];
        } else {
            return std::nullopt;
        }
    }
    if (options.folder.empty() || (crash && options.keeping == Keeping::text)) {
        return std::nullopt;
    }
    options.keeping = crash ? Keeping::crash : options.keeping;
    return options;
}

int run(const Options& options) {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (const auto& outcome :
         foerderwerk::scxml_suite::run_suite(options.folder, options.keeping)) {
        if (outcome.verdict == Verdict::passed) {
            ++passed;
            continue;
        }
        const bool skip = outcome.verdict == Verdict::skipped;
        ++(skip ? skipped : failed);
        std::cout << outcome.document << (skip ? ": skipped, " : ": ") << outcome.why << '\n';
    }
    std::cout << passed << " passed, " << failed << " failed";
    if (skipped > 0) {
        std::cout << ", " << skipped << " skipped";
    }
    std::cout << '\n';
    return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options({argv + 1, argv + argc});
    if (!options) {
        std::cerr << "usage: run_conformance_scxml DIR [--store sqlite [--crash]]\n";
        return 2;
    }
    try {
        return run(*options);
    } catch (const std::exception& failure) {
        std::cerr << "run_conformance_scxml: " << failure.what() << '\n';
        return 1;
    }
}
