// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_cases.hpp"

#include <memory>

#include "tests/performance/raw_commits.hpp"
#include "tests/performance/run_callers.hpp"

namespace foerderwerk::performance {

namespace {

using std::to_string;

/// The medians of some rounds.
struct Medians {
    std::vector<double> a_second;
    std::vector<double> processor_millis;

    void add(const Rate& rate) {
        a_second.push_back(rate.a_second());
        processor_millis.push_back(rate.processor_millis_each());
    }
};

class CaseMeasurement {
public:
    CaseMeasurement(BenchmarkHouse& benchmark, const std::vector<Application>& applications,
                    const BareKeys& keys, const std::filesystem::path& scratch)
        : applications_(applications),
          profile_(profile_case(benchmark, applications.front())),
          bare_store_({.path = (scratch / "bare.db").string()}) {
        next_ = 1;
        for (std::size_t i = 0; i < BenchmarkSize::many; ++i) {
            ours_.push_back(std::make_unique<CaseCaller>(benchmark));
            bare_.push_back(std::make_unique<BareCase>(keys, bare_store_, profile_));
        }
        // Grammars, connections and statements are made on first use: once, not in a round.
        const Rate warm = run_callers(BenchmarkSize::many, next_, BenchmarkSize::many, 1e9,
                                      [&](std::size_t caller, std::size_t piece) {
                                          ours_[caller]->run(applications_[piece]);
                                      });
        next_ += warm.done;
        cases += warm.done + 1;
        bare_[0]->run("warm", applications_.front().bytes);
        bare_cases = 1;
    }

    void round(std::size_t callers, std::size_t count, double seconds_max, Medians& ours,
               Medians& bare) {
        const Rate reference = run_callers(
            callers, next_, count, seconds_max, [&](std::size_t caller, std::size_t piece) {
                bare_[caller]->run(applications_[piece].uuid, applications_[piece].bytes);
            });
        const Rate rate = run_callers(callers, next_, count, seconds_max,
                                      [&](std::size_t caller, std::size_t piece) {
                                          ours_[caller]->run(applications_[piece]);
                                      });
        next_ += count;
        bare_cases += reference.done;
        cases += rate.done;
        bare.add(reference);
        ours.add(rate);
    }

    std::size_t cases = 0;
    std::size_t bare_cases = 0;

private:
    const std::vector<Application>& applications_;
    CaseProfile profile_;
    database::SqliteStore bare_store_;
    std::vector<std::unique_ptr<CaseCaller>> ours_;
    std::vector<std::unique_ptr<BareCase>> bare_;
    std::size_t next_ = 0;
};

Figure bare_beside_raw(double bare_cases_a_second, double raw) {
    return {.name = "bare case, commits",
            .unit = "/s",
            .ours = bare_cases_a_second * CaseCaller::steps,
            .reference = raw,
            .reference_name = "raw SQLite commits, FULL, WAL, one connection, one small row",
            .target = 0.3};
}

void add_case_figures(std::vector<Figure>& figures, std::size_t callers, const Medians& ours,
                      const Medians& bare) {
    const std::string with = callers == 1 ? ", 1 caller" : ", " + to_string(callers) + " callers";
    const double cases = median(ours.a_second);
    const double bare_cases = median(bare.a_second);
    figures.push_back({.name = "whole cases" + with,
                       .unit = "/s",
                       .ours = cases,
                       .reference = bare_cases,
                       .reference_name = "bare case" + with,
                       .target = 0.5});
    figures.push_back({.name = "durable steps" + with,
                       .unit = "/s",
                       .ours = cases * CaseCaller::steps,
                       .reference = bare_cases * CaseCaller::steps,
                       .reference_name = "bare case" + with,
                       .target = 0.5});
    figures.push_back({.name = "processor time a case" + with,
                       .unit = "ms",
                       .ours = median(ours.processor_millis),
                       .reference = median(bare.processor_millis),
                       .reference_name = "bare case" + with,
                       .less_is_better = true,
                       .target = {}});
}

}  // namespace

CaseFigures measure_cases(BenchmarkHouse& benchmark, const std::vector<Application>& applications,
                          const BareKeys& keys, const std::filesystem::path& scratch,
                          const BenchmarkSize& size) {
    CaseMeasurement measurement(benchmark, applications, keys, scratch);
    std::vector<double> raw;
    Medians ours_of_one;
    Medians bare_of_one;
    Medians ours_of_many;
    Medians bare_of_many;
    for (std::size_t round = 0; round < size.rounds; ++round) {
        raw.push_back(raw_commits_a_second(scratch / ("raw-" + to_string(round) + ".db"),
                                           size.raw_commits, size.seconds_max));
        measurement.round(1, size.cases_of_one, size.seconds_max, ours_of_one, bare_of_one);
        measurement.round(BenchmarkSize::many, size.cases_of_many, size.seconds_max, ours_of_many,
                          bare_of_many);
    }
    CaseFigures result;
    result.figures.push_back(bare_beside_raw(median(bare_of_one.a_second), median(raw)));
    add_case_figures(result.figures, 1, ours_of_one, bare_of_one);
    add_case_figures(result.figures, BenchmarkSize::many, ours_of_many, bare_of_many);
    result.cases = measurement.cases;
    result.bare_cases = measurement.bare_cases;
    result.steps_a_second_of_many = median(ours_of_many.a_second) * CaseCaller::steps;
    return result;
}

}  // namespace foerderwerk::performance
