// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "connectors/console/house.hpp"
#include "connectors/daemon/settings.hpp"
#include "connectors/xml/message_schemas.hpp"

namespace foerderwerk::daemon {

/// Everything wired together, from settings to a House. Holds the database's lock as long as it
/// lives.
class Assembly {
public:
    /// Throws OperatingError: misconfigured for files that cannot be used, corrupt when database
    /// and last checkpoint disagree.
    explicit Assembly(DaemonSettings settings);
    ~Assembly();
    Assembly(const Assembly&) = delete;
    Assembly& operator=(const Assembly&) = delete;

    [[nodiscard]] console::House& house();
    [[nodiscard]] const DaemonSettings& settings() const;
    [[nodiscard]] const ports::MessageComposer& composer() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// The log's key pair under its name. `sealing` must outlive the answer.
[[nodiscard]] operations::LogKey log_key(const std::string& origin,
                                         const std::string& private_key_pem,
                                         const ports::Sealing& sealing);

/// The message schemas and code lists of the settings, and how references are taken. Throws
/// OperatingError (misconfigured).
[[nodiscard]] std::shared_ptr<const xml::MessageSchemas> load_schemas(
    const DaemonSettings& settings);

/// What `workflow test` and other offline commands need: a store in memory and a key of no worth.
[[nodiscard]] console::MakeWorld offline_worlds();

}  // namespace foerderwerk::daemon
