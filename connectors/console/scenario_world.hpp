// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/console/scenario.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/take_message.hpp"

namespace YAML {
class Node;
}

namespace foerderwerk::console {

/// What a step of a scenario did, as far as expectations ask.
struct StepOutcome {
    Reasons refused;
    bool repeated = false;
    bool conflict = false;
    std::vector<std::string> mailbox;  ///< messages that this step sent
};

/// The house as a scenario sees it: registers, people, money, cases by their alias.
class ScenarioHouse {
public:
    /// Throws std::runtime_error with a sentence when `given` cannot be set up.
    ScenarioHouse(const cases::Files& files, const MakeWorld& make_world,
                  const YAML::Node& scenario);

    /// Runs one step; throws std::runtime_error when the step itself is malformed.
    StepOutcome run(const YAML::Node& step);

    [[nodiscard]] std::optional<ports::CaseRow> current_case();
    [[nodiscard]] feel::Value data(const std::string& expression);
    [[nodiscard]] ports::LineRow budget();
    /// Sum over all lines of pieces (quota).
    [[nodiscard]] ports::LineRow places();
    [[nodiscard]] std::vector<ports::TaskRow> tasks();
    [[nodiscard]] std::size_t case_count();
    /// What is wrong with any case when it is replayed and checked.
    [[nodiscard]] std::vector<std::string> replay_all();
    [[nodiscard]] std::vector<std::string> taken();

private:
    void give(const YAML::Node& given);
    void put_register(const std::string& name, const std::string& key,
                      const std::string& valid_from, const feel::Value& value);
    void put_municipality(const YAML::Node& node);
    void put_providers(const YAML::Node& node);
    void put_people(const YAML::Node& node);
    void allot(const std::string& amount);
    void move_clock(const YAML::Node& step);
    StepOutcome send_message(const YAML::Node& step, const std::string& name);
    StepOutcome act(const YAML::Node& step, const std::string& name);
    StepOutcome answer(const YAML::Node& step, const std::string& name);
    StepOutcome advance(const std::string& to);
    feel::Value message_data(const YAML::Node& step, const std::string& alias);
    StepOutcome outcome_of(const operations::Handled& handled);
    void wake_cases();

    VirtualClock clock_;
    ScenarioWorld world_;
    operations::Definitions definitions_;
    operations::WarmCases warm_{2};  // a few, so that scenarios meet both ways
    operations::Casework casework_;
    std::shared_ptr<const cases::Definition> definition_;
    std::map<std::string, std::string> cases_;  ///< alias → case id
    std::string current_;                       ///< alias
    feel::Context default_municipality_;
    int messages_ = 0;
};

}  // namespace foerderwerk::console
