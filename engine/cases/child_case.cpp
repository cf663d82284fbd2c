// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/child_case.hpp"

namespace foerderwerk::cases {

namespace {

constexpr std::string_view parent_prefix = "case:";

}  // namespace

std::string name_of_target(const std::string& target) {
    return target.substr(0, target.find('#'));
}

std::string invokeid_of_target(const std::string& target) {
    const std::size_t at = target.find('#');
    return at == std::string::npos ? std::string() : target.substr(at + 1);
}

std::string invokeid_of_event(const std::string& event) {
    for (const std::string_view prefix : {"done.invoke.", "error.invoke."}) {
        if (event.starts_with(prefix)) {
            return event.substr(prefix.size());
        }
    }
    return {};
}

std::string parent_text(const std::string& parent, const std::string& invokeid) {
    return std::string(parent_prefix) + parent + "#" + invokeid;
}

std::optional<Effect> result_for_parent(const CaseState& child, const Command& command,
                                        const feel::Value& result, bool refused) {
    if (!child.sender.starts_with(parent_prefix) || command.event == cancel_event) {
        return std::nullopt;
    }
    const std::string parent = child.sender.substr(parent_prefix.size());
    return Effect{
        .id = {},
        .processor = "case",
        .event = (refused ? "error.invoke." : "done.invoke.") + invokeid_of_target(parent),
        .target = name_of_target(parent),
        .data = result};
}

}  // namespace foerderwerk::cases
