// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_step.hpp"

#include <functional>
#include <memory>

#include "tests/performance/bare_case.hpp"
#include "tests/performance/run_callers.hpp"

namespace foerderwerk::performance {

namespace {

constexpr std::size_t turns = 4;  // of ours and the bare rows, so that a busy machine slows both
constexpr std::size_t openers = 16;
constexpr std::size_t first_step = 1;  // of those that examine() takes, counted from 0
constexpr std::size_t last_step = 2;

std::vector<std::string> open_cases(BenchmarkHouse& benchmark,
                                    const std::vector<Application>& applications) {
    std::vector<std::unique_ptr<CaseCaller>> callers;
    for (std::size_t i = 0; i < openers; ++i) {
        callers.push_back(std::make_unique<CaseCaller>(benchmark));
    }
    std::vector<std::string> ids(applications.size());
    static_cast<void>(run_callers(openers, 0, applications.size(), 1e9,
                                  [&](std::size_t caller, std::size_t piece) {
                                      ids[piece] = callers[caller]->open(applications[piece]);
                                  }));
    return ids;
}

/// Milliseconds of processor time for one step of each case, the middle of some turns.
class StepTimes {
public:
    void add(std::size_t first, std::size_t count,
             const std::function<void(std::size_t piece)>& examine) {
        constexpr double steps = last_step - first_step + 1;
        const Rate rate =
            run_callers(1, first, count, 1e9,
                        [&](std::size_t /*caller*/, std::size_t piece) { examine(piece); });
        turns_.push_back(rate.processor_millis_each() / steps);
    }
    [[nodiscard]] double middle() const { return median(turns_); }

private:
    std::vector<double> turns_;
};

Figure figure(const char* name, const StepTimes& ours, const StepTimes& bare,
              std::optional<double> target) {
    return {.name = name,
            .unit = "ms",
            .ours = ours.middle(),
            .reference = bare.middle(),
            .reference_name = "bare SQL of the same rows, 1 caller",
            .less_is_better = true,
            .target = target};
}

}  // namespace

std::vector<Figure> measure_step(BenchmarkHouse& benchmark,
                                 const std::vector<Application>& applications,
                                 const std::filesystem::path& scratch) {
    const CaseProfile profile = profile_case(benchmark, applications.front());
    const std::vector<std::string> ids =
        open_cases(benchmark, {applications.begin() + 1, applications.end()});
    CaseCaller cold_caller(benchmark, CaseCaller::Cold{});
    CaseCaller warm_caller(benchmark);
    database::SqliteStore store({.path = (scratch / "step.db").string()});
    const auto write_bare = [&](const std::string& id, std::size_t step) {
        if (profile[step].by_person) {
            store.read([](ports::StoreReader& reader) {
                static_cast<void>(reader.register_row("person", "sb-1", "2026-01-01"));
            });
        }
        store.write(
            [&](ports::UnitOfWork& unit) { write_step(unit, rows_of_case(profile[step], id)); });
    };
    // The state that the first of the steps reads.
    for (const std::string& id : ids) {
        write_bare(id, first_step - 1);
    }
    StepTimes cold;
    StepTimes warm;
    StepTimes bare;
    const std::size_t count = ids.size() / (2 * turns);
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const std::size_t first = 2 * turn * count;
        cold.add(first, count, [&](std::size_t piece) { cold_caller.examine(ids[piece]); });
        bare.add(first, count, [&](std::size_t piece) {
            for (std::size_t step = first_step; step <= last_step; ++step) {
                write_bare(ids[piece], step);
            }
        });
        warm.add(first + count, count, [&](std::size_t piece) { warm_caller.examine(ids[piece]); });
    }
    return {figure("processor time to load, step and store", cold, bare, 1.0 / 3),
            figure("  with the case at hand", warm, bare, {})};
}

}  // namespace foerderwerk::performance
