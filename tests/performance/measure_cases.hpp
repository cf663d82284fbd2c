// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "tests/performance/bare_case.hpp"
#include "tests/performance/figures.hpp"

namespace foerderwerk::performance {

/// How much of everything, so that the whole run stays short.
struct BenchmarkSize {
    std::size_t rounds = 3;         ///< of ours and the reference in turn; the figure is the median
    std::size_t cases_of_one = 60;  ///< a round with one caller
    std::size_t cases_of_many = 320;  ///< a round with 64 callers
    double seconds_max = 4;           ///< a round
    std::size_t gate_messages = 400;
    std::size_t raw_commits = 2000;
    std::size_t stepped_cases = 400;  ///< for the processor time of a step
    std::size_t few_cases = 1'000;    ///< growth is measured from here
    std::size_t many_cases = 100'000;

    static constexpr std::size_t many = 64;

    /// Applications that must be ready: all rounds, one warm-up, one for the profile.
    [[nodiscard]] std::size_t cases() const {
        return rounds * (cases_of_one + cases_of_many) + many + 1;
    }
    /// Those and the ones of single steps, one of them for a profile of its own.
    [[nodiscard]] std::size_t all_cases() const { return cases() + stepped_cases + 1; }
};

struct CaseFigures {
    std::vector<Figure> figures;
    std::size_t cases = 0;              ///< that the house holds now
    std::size_t bare_cases = 0;         ///< that the bare store holds now
    double steps_a_second_of_many = 0;  ///< ours
};

/// Raw commits, the bare case and whole cases through our operations, with 1 and 64 callers.
/// `scratch` is a folder on the same disk as the house; the bare store stays there as bare.db.
[[nodiscard]] CaseFigures measure_cases(BenchmarkHouse& benchmark,
                                        const std::vector<Application>& applications,
                                        const BareKeys& keys, const std::filesystem::path& scratch,
                                        const BenchmarkSize& size);

}  // namespace foerderwerk::performance
