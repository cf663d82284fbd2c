// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_replay.hpp"

#include "engine/operations/check_store.hpp"
#include "engine/operations/replay_case.hpp"
#include "engine/types/failure.hpp"
#include "tests/performance/machine_load.hpp"
#include "tests/performance/whole_case.hpp"

namespace foerderwerk::performance {

std::vector<Figure> measure_replay(BenchmarkHouse& benchmark, double live_steps_a_second,
                                   double seconds_max) {
    operations::Casework& casework = benchmark.house().casework;
    std::vector<Figure> figures;
    casework.store.read([&](ports::StoreReader& store) {
        const std::vector<ports::CaseRow> rows = store.list_cases({.programme = {},
                                                                   .state = {},
                                                                   .role = {},
                                                                   .open_only = false,
                                                                   .most = 100'000,
                                                                   .after_case = {}});
        const double begin = MachineLoad::now_seconds();
        double elapsed = 0;
        std::size_t steps = 0;
        for (std::size_t i = 0; i < rows.size() && elapsed < seconds_max; ++i) {
            const auto replay = operations::replay_case(store, casework, rows[i].case_id);
            if (!replay.identical()) {
                throw OperatingError(FailureKind::corrupt, rows[i].case_id + " replays otherwise");
            }
            steps += replay.steps.size();
            elapsed = MachineLoad::now_seconds() - begin;
        }
        const double replayed = static_cast<double>(steps) / elapsed;
        figures.push_back({.name = "replay, steps",
                           .unit = "/s",
                           .ours = replayed,
                           .reference = live_steps_a_second,
                           .reference_name = "our durable steps, 64 callers",
                           .target = {}});
        const double check_begin = MachineLoad::now_seconds();
        const operations::StoreCheck check = operations::check_store(store, casework);
        if (!check.reasons.empty()) {
            throw OperatingError(FailureKind::corrupt,
                                 check.reasons.front().place + ": " + check.reasons.front().text);
        }
        figures.push_back(
            {.name = "check of the store, cases",
             .unit = "/s",
             .ours = static_cast<double>(check.cases) / (MachineLoad::now_seconds() - check_begin),
             .reference = replayed / CaseCaller::steps,
             .reference_name = "replayed cases",
             .target = {}});
    });
    return figures;
}

}  // namespace foerderwerk::performance
