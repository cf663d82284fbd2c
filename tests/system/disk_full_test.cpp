// SPDX-License-Identifier: EUPL-1.2
// Goal: a full disk loses nothing: the sender is told to come again, and the house goes on by
// itself when there is room. Method: a house on a small file system of its own (needs root to
// mount one; skipped aloud otherwise), filled up with a ballast file while messages come in.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/system/running_house.hpp"

namespace foerderwerk::tests {
namespace {

namespace fs = std::filesystem;

/// A tmpfs of a few MiB; where it cannot be mounted, `mounted` is false.
class SmallDisk {
public:
    SmallDisk() {
        std::string name = (fs::temp_directory_path() / "small-disk-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        const std::string command =
            "mount -t tmpfs -o size=6m tmpfs " + folder_.string() + " 2>/dev/null";
        mounted_ = ::geteuid() == 0 && std::system(command.c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_ && std::system(("umount -l " + folder_.string()).c_str()) != 0) {
            ADD_FAILURE() << "could not unmount " << folder_;
        }
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const fs::path& folder() const { return folder_; }

    void fill() const {
        std::ofstream ballast(folder_ / "ballast", std::ios::binary);
        const std::vector<char> block(4096, 'x');
        while (ballast.write(block.data(), static_cast<std::streamsize>(block.size()))) {
            ballast.flush();
        }
    }
    void make_room() const { fs::remove(folder_ / "ballast"); }

private:
    fs::path folder_;
    bool mounted_ = false;
};

TEST(DiskFull, TheSenderComesAgainAndNothingIsLost) {
    const SmallDisk disk;
    if (!disk.mounted()) {
        GTEST_SKIP() << "SKIPPED: a small file system cannot be mounted here (needs root)";
    }
    RunningHouse house(disk.folder());
    ASSERT_TRUE(house.start());
    const Portal portal(house);
    ASSERT_EQ(portal.deliver(portal.application(1)), 201);

    disk.fill();
    std::vector<std::uint64_t> refused;
    std::size_t accepted = 1;
    for (std::uint64_t number = 2; number < 400 && refused.size() < 3; ++number) {
        const int status = portal.deliver(portal.application(number));
        if (status == 503) {
            refused.push_back(number);
        } else {
            ASSERT_EQ(status, 201) << number;
            ++accepted;
        }
    }
    ASSERT_FALSE(refused.empty()) << "the disk never was full";

    disk.make_room();
    for (const std::uint64_t number : refused) {
        EXPECT_EQ(portal.deliver(portal.application(number)), 201);
        ++accepted;
    }
    std::string output;
    EXPECT_EQ(house.command({"db", "check"}, &output), 0) << output;
    EXPECT_EQ(house.command({"log", "verify"}, &output), 0) << output;
    EXPECT_EQ(house.command({"-o", "jsonl", "case", "list", "--most", "1000"}, &output), 0);
    EXPECT_EQ(static_cast<std::size_t>(std::count(output.begin(), output.end(), '\n')), accepted);
    EXPECT_EQ(house.stop(), 0);
}

}  // namespace
}  // namespace foerderwerk::tests
