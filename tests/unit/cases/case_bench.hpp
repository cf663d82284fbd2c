// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cases/command_json.hpp"
#include "engine/cases/decide.hpp"
#include "engine/cases/definition.hpp"
#include "engine/cases/replay.hpp"

namespace foerderwerk::cases {

/// A definition from the text inside <scxml>; throws std::runtime_error with all reasons.
std::shared_ptr<const Definition> define(const std::string& body, Files more = {});

/// One case in memory. It is loaded from the fold of its records before every step, as a house
/// does it, and every step is held against that fold.
class CaseBench {
public:
    explicit CaseBench(const std::string& body, const Files& more = {});

    /// Decides, keeps the record and folds it. A test failure when the fold is not the state.
    Step give(Command command);
    Step message(const std::string& name, feel::Value data = {});
    Step action(const std::string& name, const std::string& person,
                const std::vector<std::string>& roles, const std::string& reason = {});
    /// The deadline with that timer id.
    Step fire(const std::string& timer_id);

    [[nodiscard]] std::string state() const;  ///< active states, joined by blanks
    [[nodiscard]] feel::Value data(const std::string& name);
    [[nodiscard]] std::vector<Timer> timers();
    [[nodiscard]] std::vector<ReplayedStep> replayed();
    [[nodiscard]] ReplaySources sources();

    Facts facts;
    Instant clock = *parse_instant("2026-01-12T08:00:00Z");
    std::shared_ptr<const Definition> definition;
    std::vector<std::string> records;
    std::map<std::string, NewPart> parts;
    Json folded;
    std::optional<CaseState> warm;  ///< what the last step left, not read anew

private:
    [[nodiscard]] CaseState load();
};

[[nodiscard]] std::vector<std::string> codes(const Reasons& reasons);
[[nodiscard]] Command person_command(const std::string& action, const std::string& person,
                                     const std::vector<std::string>& roles);
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace foerderwerk::cases
