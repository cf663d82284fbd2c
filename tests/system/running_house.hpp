// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "connectors/http/http_client.hpp"
#include "connectors/signature/sign_message.hpp"

namespace foerderwerk::tests {

/// Free on this machine a moment ago.
[[nodiscard]] int free_port();

/// Replaces every occurrence; throws std::runtime_error when there is none.
void replace_in(std::string& text, const std::string& what, const std::string& with);

/// A house of its own in a temporary folder: set up by the program itself, served by a daemon
/// process that a test can kill.
class RunningHouse {
public:
    /// In a temporary folder, or below `parent`.
    explicit RunningHouse(
        const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    ~RunningHouse();
    RunningHouse(const RunningHouse&) = delete;
    RunningHouse& operator=(const RunningHouse&) = delete;

    /// Starts the daemon and waits until it answers; false when it ended instead.
    [[nodiscard]] bool start();
    void kill();  ///< SIGKILL
    /// SIGTERM; gives the exit code.
    int stop();

    /// Runs `foerderwerk --config … arguments`; gives the exit code, output in `output`.
    int command(const std::vector<std::string>& arguments, std::string* output = nullptr) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
    int port_ = 0;
    int portal_port_ = 0;
    pid_t daemon_ = -1;
    friend class Portal;
};

/// The portal's side of the connection: signs applications and delivers them.
class Portal {
public:
    /// `port`: of a proxy in front of the house; 0 for the house itself.
    explicit Portal(const RunningHouse& house, int port = 0);

    struct Application {
        std::string uuid;
        std::string bytes;  ///< signed
    };
    /// An application of one person with an id made from `seed`.
    [[nodiscard]] Application application(std::uint64_t seed) const;
    /// The HTTP status, or 0 when there was no answer.
    [[nodiscard]] int deliver(const Application& application) const;

private:
    std::string template_;
    std::unique_ptr<signature::MessageSigner> signer_;
    http::ClientSettings inbox_;
};

}  // namespace foerderwerk::tests
