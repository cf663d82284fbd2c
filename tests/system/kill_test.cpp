// SPDX-License-Identifier: EUPL-1.2
// Goal: a daemon that dies at any moment loses no accepted message and makes none twice.
// Method: threads deliver signed applications while the process is killed with SIGKILL at random
// points (seed printed); after each restart what got no answer is delivered again under its id.
// At the end every message is exactly one case, `db check` and `log verify` pass. 5 kills; 200
// under FOERDERWERK_SOAK.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

class Load {
public:
    explicit Load(const Portal& portal) : portal_(portal) {}

    /// Delivers new applications on two threads until `stop`; keeps what got no answer.
    void run(std::atomic<bool>& stop) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i) {
            threads.emplace_back([&] {
                while (!stop) {
                    deliver(portal_.application(++next_));
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    }

    void deliver_open_again() {
        std::vector<Portal::Application> open;
        open.swap(open_);
        for (const Portal::Application& application : open) {
            deliver(application);
        }
    }

    [[nodiscard]] std::size_t open() const { return open_.size(); }
    [[nodiscard]] std::size_t accepted() const { return accepted_; }
    [[nodiscard]] const std::vector<int>& odd_answers() const { return odd_; }

private:
    void deliver(const Portal::Application& application) {
        const int status = portal_.deliver(application);
        const std::lock_guard lock(mutex_);
        if (status == 201 || status == 204) {
            ++accepted_;
        } else if (status == 0 || status == 503) {
            open_.push_back(application);
        } else {
            odd_.push_back(status);
        }
    }

    const Portal& portal_;
    std::atomic<std::uint64_t> next_{0};
    std::mutex mutex_;
    std::vector<Portal::Application> open_;
    std::vector<int> odd_;
    std::size_t accepted_ = 0;
};

TEST(Kill, NothingAcceptedIsLostAndNothingHappensTwice) {
    const bool soak = std::getenv("FOERDERWERK_SOAK") != nullptr;
    const char* given = std::getenv("FOERDERWERK_SEED");
    const unsigned seed =
        given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
    std::cout << "seed " << seed << " (FOERDERWERK_SEED repeats it)\n";
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> milliseconds(20, 700);

    RunningHouse house;
    const Portal portal(house);
    Load load(portal);
    for (int kill = 0; kill < (soak ? 200 : 5); ++kill) {
        ASSERT_TRUE(house.start()) << "start after kill " << kill;
        load.deliver_open_again();
        std::atomic<bool> stop{false};
        std::thread work([&] { load.run(stop); });
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
        house.kill();
        stop = true;
        work.join();
    }
    ASSERT_TRUE(house.start());
    for (int tries = 0; tries < 5 && load.open() > 0; ++tries) {
        load.deliver_open_again();
    }
    EXPECT_EQ(load.open(), 0u);
    EXPECT_TRUE(load.odd_answers().empty()) << "first: " << load.odd_answers().front();
    EXPECT_GT(load.accepted(), 5u);

    std::string output;
    EXPECT_EQ(house.command({"db", "check"}, &output), 0) << output;
    EXPECT_EQ(house.command({"log", "verify"}, &output), 0) << output;
    EXPECT_EQ(house.command({"-o", "jsonl", "case", "list", "--most", "100000"}, &output), 0);
    const auto cases = static_cast<std::size_t>(std::count(output.begin(), output.end(), '\n'));
    EXPECT_EQ(cases, load.accepted());
    EXPECT_EQ(house.stop(), 0);
}

TEST(Kill, SigtermDrainsAndTheNextStartServes) {
    RunningHouse house;
    ASSERT_TRUE(house.start());
    const Portal portal(house);
    EXPECT_EQ(portal.deliver(portal.application(1)), 201);
    EXPECT_EQ(portal.deliver(portal.application(1)), 204);
    EXPECT_EQ(house.stop(), 0);
    ASSERT_TRUE(house.start());
    EXPECT_EQ(portal.deliver(portal.application(1)), 204);
    EXPECT_EQ(house.stop(), 0);
}

}  // namespace
}  // namespace foerderwerk::tests
