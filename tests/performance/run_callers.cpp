// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/run_callers.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/performance/machine_load.hpp"

namespace foerderwerk::performance {

Rate run_callers(std::size_t callers, std::size_t first, std::size_t count, double seconds_max,
                 const std::function<void(std::size_t caller, std::size_t piece)>& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const MachineLoad before = MachineLoad::now();
    const auto call = [&](std::size_t caller) {
        try {
            for (std::size_t piece = next++; piece < count; piece = next++) {
                work(caller, first + piece);
                ++done;
                if (MachineLoad::now_seconds() - before.seconds > seconds_max) {
                    return;
                }
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            next = count;
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t caller = 0; caller < callers; ++caller) {
        threads.emplace_back(call, caller);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    const MachineLoad after = MachineLoad::now();
    if (failure) {
        std::rethrow_exception(failure);
    }
    return {.done = done,
            .seconds = after.seconds - before.seconds,
            .processor_seconds = after.own_seconds - before.own_seconds};
}

}  // namespace foerderwerk::performance
