// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "connectors/daemon/assembly.hpp"
#include "connectors/signature/sign_message.hpp"

namespace foerderwerk::performance {

/// A folder on a real disk (a folder in memory would make every commit free), removed at the end.
class DiskFolder {
public:
    /// Below /var/tmp, or $FOERDERWERK_BENCH_DIR. Throws OperatingError when there is none.
    DiskFolder();
    ~DiskFolder();
    DiskFolder(const DiskFolder&) = delete;
    DiskFolder& operator=(const DiskFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// A signed message about one case that does not exist yet.
struct Application {
    std::string uuid;
    std::string ags;  ///< of the applicant
    std::string bytes;
};

/// The whole house as `foerderwerk setup` makes it and the daemon wires it, with one municipality
/// and a budget for each of `cases` cases.
class BenchmarkHouse {
public:
    BenchmarkHouse(const std::filesystem::path& folder, std::size_t cases);
    ~BenchmarkHouse();
    BenchmarkHouse(const BenchmarkHouse&) = delete;
    BenchmarkHouse& operator=(const BenchmarkHouse&) = delete;

    [[nodiscard]] console::House& house() { return assembly_->house(); }
    [[nodiscard]] const ports::MessageComposer& composer() const { return assembly_->composer(); }
    [[nodiscard]] Instant start() const { return start_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// Applications number `first` to `first + count - 1`, of about 8 kB, signed by the portal's
    /// registered key, for a course thirty days after `start()`.
    [[nodiscard]] std::vector<Application> applications(std::size_t first, std::size_t count) const;

    /// Closes the database and gives its bytes on disk, write-ahead log included.
    [[nodiscard]] std::uintmax_t close();
    void open();

    [[nodiscard]] static constexpr const char* leistung() { return "6007739"; }

private:
    void fill_registers(std::size_t cases);

    std::filesystem::path folder_;
    Instant start_;
    std::unique_ptr<daemon::Assembly> assembly_;
    std::unique_ptr<signature::MessageSigner> portal_;
    std::string template_;
};

/// The message of tests/data with that file name.
[[nodiscard]] std::string sample_message(const std::string& name);

}  // namespace foerderwerk::performance
