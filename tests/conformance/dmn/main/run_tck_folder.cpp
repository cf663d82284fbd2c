// SPDX-License-Identifier: EUPL-1.2
// Runs a folder of the DMN Technology Compatibility Kit: one line for each failing case, then
// "N passed, M failed". Exit status 1 when a case fails or there is none.
#include <iostream>

#include "tests/conformance/dmn/tck_cases.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: run_tck_folder DIR\n";
        return 2;
    }
    std::size_t passed = 0;
    std::size_t failed = 0;
    for (const auto& outcome : foerderwerk::conformance::run_tck(argv[1])) {
        if (outcome.passed) {
            ++passed;
            continue;
        }
        ++failed;
        std::cout << foerderwerk::conformance::described(outcome) << "\n";
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed == 0 && passed > 0 ? 0 : 1;
}
