// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/console/house.hpp"

namespace foerderwerk::console {

/// Reads and compiles the DMN file at a path among files.
using ReadRules =
    std::function<Result<dmn::Model, Reasons>(const cases::Files& files, const std::string& path)>;

/// Holds the bytes of a chart against the schema; places are "line N".
using CheckChart = std::function<Reasons(std::string_view chart)>;

/// The page about a message, Markdown.
using DescribeMessage = std::function<Result<std::string, Reasons>(const std::string& name)>;

/// What commands work with that need no database. A part that is missing makes the commands that
/// need it fail with a reason.
struct OfflineTools {
    MakeWorld make_world;  ///< sealing and loader of every offline check
    ReadRules read_rules;
    CheckChart check_chart;
    DescribeMessage describe_message{};
    std::vector<std::string> messages{};  ///< that schemas define; empty: not judged
    evidence::Ed25519Verify verify;       ///< for bundles and log folders
    const ports::MessageGate* gate = nullptr;
    const ports::MessageCodec* codec = nullptr;
    const ports::MessageSigning* signing = nullptr;
    const ports::DocumentVerifier* documents = nullptr;
    Instant now{};
};

/// "document verify", "message check|describe|show|sign", "workflow lint|test", "rules …", "case
/// replay" of a bundle, "log verify" of a folder. nullopt for every other command. Throws
/// OperatingError.
[[nodiscard]] std::optional<CommandAnswer> execute_offline(const OfflineTools& tools,
                                                           const CommandRequest& request);

/// The same, never throwing; exit 2 for a command that needs the daemon.
[[nodiscard]] CommandAnswer run_offline(const OfflineTools& tools, const CommandRequest& request);

}  // namespace foerderwerk::console
