// SPDX-License-Identifier: EUPL-1.2
// Goal: how fast the house is, each figure beside its reference from the same run. Method: a house
// as set up by the program itself, in a folder on disk; our operations and the bare case in turn.
// A measurement, not a test: it ends with 0 whatever the figures are, and with 1 when it could not
// measure.
#include <exception>
#include <iostream>
#include <string_view>

#include "connectors/daemon/read_folder.hpp"
#include "tests/performance/machine_load.hpp"
#include "tests/performance/measure_cases.hpp"
#include "tests/performance/measure_deadlines.hpp"
#include "tests/performance/measure_gate.hpp"
#include "tests/performance/measure_growth.hpp"
#include "tests/performance/measure_hostile.hpp"
#include "tests/performance/measure_replay.hpp"
#include "tests/performance/measure_ring.hpp"
#include "tests/performance/measure_rules.hpp"
#include "tests/performance/measure_start.hpp"
#include "tests/performance/measure_step.hpp"

namespace foerderwerk::performance {

namespace {

namespace fs = std::filesystem;

void append(std::vector<Figure>& figures, std::vector<Figure> more) {
    figures.insert(figures.end(), more.begin(), more.end());
}

Figure bytes_figure(double ours, double bare) {
    return {.name = "bytes on disk a case",
            .unit = "B",
            .ours = ours,
            .reference = bare,
            .reference_name = "bare case",
            .less_is_better = true,
            .target = {}};
}

void run(const BenchmarkSize& size) {
    const MachineLoad before = MachineLoad::now();
    const DiskFolder disk;
    const fs::path scratch = disk.path() / "scratch";
    fs::create_directories(scratch);
    BenchmarkHouse benchmark(disk.path() / "house", size.all_cases());
    const BareKeys keys{
        .sender_certificate_pem = daemon::read_file(benchmark.folder() / "keys/portal-signing.crt"),
        .signing_key_pem = daemon::read_file(benchmark.folder() / "keys/daemon-signing.key"),
        .signing_certificate_pem =
            daemon::read_file(benchmark.folder() / "keys/daemon-signing.crt"),
        .schemas = fs::path(FOERDERWERK_SOURCE_DIR) / "xsd"};
    std::vector<Application> applications = benchmark.applications(0, size.cases());
    const std::size_t message_bytes = applications.front().bytes.size();
    const auto empty_bytes = static_cast<double>(benchmark.close());
    benchmark.open();

    CaseFigures cases = measure_cases(benchmark, applications, keys, scratch, size);
    std::vector<Figure> figures = std::move(cases.figures);
    append(figures, measure_gate(benchmark, applications, keys, size.gate_messages));
    append(figures, measure_hostile(benchmark.house().codec));
    append(figures, measure_replay(benchmark, cases.steps_a_second_of_many, size.seconds_max));
    const auto full_bytes = static_cast<double>(benchmark.close());
    figures.push_back(bytes_figure((full_bytes - empty_bytes) / static_cast<double>(cases.cases),
                                   static_cast<double>(fs::file_size(scratch / "bare.db")) /
                                       static_cast<double>(cases.bare_cases)));
    RuleFigures rules = measure_rules(fs::path(FOERDERWERK_SOURCE_DIR) / "build/npm/feelin",
                                      scratch, size.rounds == 1);
    append(figures, std::move(rules.figures));
    append(figures, measure_deadlines(size.rounds == 1));
    const auto start = measure_start(benchmark.folder());
    if (start.has_value()) {
        figures.push_back(*start);
    }
    benchmark.open();
    append(figures,
           measure_step(benchmark, benchmark.applications(size.cases(), size.stepped_cases + 1),
                        scratch));
    static_cast<void>(benchmark.close());
    RingFigures ring =
        measure_ring(fs::path(FOERDERWERK_SOURCE_DIR) / "build/npm/xstate", size.seconds_max);
    append(figures, std::move(ring.figures));
    GrowthFigures growth = measure_growth(scratch, size.few_cases, size.many_cases);
    append(figures, std::move(growth.figures));

    print_figures(std::cout, figures);
    std::cout << "\nOne case: a signed message of " << message_bytes << " bytes, "
              << CaseCaller::steps << " durable steps, one signed decision, one payment. "
              << cases.cases << " cases in the store.\n"
              << growth.remark << '\n'
              << ring.remark << rules.remark << '\n';
    if (!start.has_value()) {
        std::cout << "Time from serve to the first answer: not measured, the program "
                     "foerderwerk is not built.\n";
    }
    std::cout << what_else_ran(before, MachineLoad::now()) << '\n';
}

}  // namespace

}  // namespace foerderwerk::performance

int main(int count, char** words) {
    using foerderwerk::performance::BenchmarkSize;
    const std::string_view option = count > 1 ? words[1] : "";
    const bool quick = option == "--quick";
    if (count > 2 || (count == 2 && !quick)) {
        std::cerr << "usage: benchmark [--quick]\n";
        return 2;
    }
    try {
        foerderwerk::performance::run(quick ? BenchmarkSize{.rounds = 1,
                                                            .cases_of_one = 20,
                                                            .cases_of_many = 128,
                                                            .seconds_max = 3,
                                                            .gate_messages = 100,
                                                            .raw_commits = 500,
                                                            .stepped_cases = 80,
                                                            .few_cases = 200,
                                                            .many_cases = 2'000}
                                            : BenchmarkSize{});
    } catch (const std::exception& failure) {
        std::cerr << "benchmark: " << failure.what() << '\n';
        return 1;
    }
    std::cout << "Again: ./dev bench" << (quick ? " --quick" : "") << '\n';
    return 0;
}
