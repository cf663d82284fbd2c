// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/platform_variables.hpp"

#include "engine/cases/actor_json.hpp"

namespace foerderwerk::cases {

PlatformVariables::PlatformVariables(const CaseState& after, const Command& command,
                                     const feel::Value& reason, const Facts& facts, Now now) {
    feel::List roles;
    for (const std::string& role : command.actor.roles) {
        roles.emplace_back(role);
    }
    feel::Context actor;
    actor.set("id", command.actor.id);
    actor.set("kind", kind_text(command.actor.kind));
    actor.set("roles", std::move(roles));
    feel::Context of_case;
    of_case.set("id", after.id.text());
    of_case.set("file_number", after.file_number);
    of_case.set("number", after.number);
    of_case.set("reply_to", after.reply_to);
    feel::Context all;
    all.set("facts", facts.values);
    all.set("programme", facts.programme);
    all.set("actor", std::move(actor));
    all.set("reason", reason);
    all.set("case", std::move(of_case));
    feel::Context clock;
    clock.set("date", now.berlin_date);
    clock.set("time", feel::Time{.since_midnight = berlin_time_of_day(now.instant),
                                 .offset = std::nullopt,
                                 .zone = {}});
    all.set("now", std::move(clock));
    value_ = feel::Value(std::move(all));
}

}  // namespace foerderwerk::cases
