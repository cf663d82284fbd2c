// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "engine/statechart/macrostep_run.hpp"

namespace foerderwerk::statechart {

bool MacrostepRun::execute(const Block& block) {
    for (const Action& action : block) {
        if (!execute(action)) {
            return false;
        }
    }
    return true;
}

bool MacrostepRun::execute(const Action& action) {
    if (stopped()) {
        return false;
    }
    if (++actions_ > around_.limits.actions_max) {
        fail("the chart does not come to rest: too many executed elements");
        return false;
    }
    return std::visit([&](const auto& content) { return run(content, action.line); },
                      action.content);
}

bool MacrostepRun::raise_for(std::size_t line, std::string reason) {
    raise_error(at_line(line), {std::move(reason)});
    return false;
}

std::optional<feel::Value> MacrostepRun::evaluate(const ValueSource& source, std::size_t line) {
    if (!source.expression) {
        return source.literal;
    }
    Result<feel::Value, std::string> value = data_.evaluate(*source.expression);
    if (!value.has_value()) {
        raise_for(line, std::move(value.error()));
        return std::nullopt;
    }
    return std::move(*value);
}

bool MacrostepRun::run(const Raise& raise, std::size_t) {
    Event event;
    event.name = raise.event;
    event.type = EventType::internal;
    enqueue(session_.internal_events, std::move(event));
    return true;
}

bool MacrostepRun::run(const Assign& assign, std::size_t line) {
    std::optional<feel::Value> value = evaluate(assign.value, line);
    if (!value) {
        return false;
    }
    std::optional<std::string> reason = data_.assign(assign.location, std::move(*value));
    return !reason || raise_for(line, std::move(*reason));
}

/// SCXML section 5.9.1: a condition that cannot be evaluated raises an error and counts as false;
/// the other branches and the rest of the block go on.
bool MacrostepRun::run(const If& choice, std::size_t line) {
    for (const Branch& branch : choice.branches) {
        bool taken = true;
        if (branch.condition) {
            Result<bool, std::string> holds = data_.holds(*branch.condition);
            if (!holds.has_value()) {
                raise_for(line, std::move(holds.error()));
            }
            taken = holds.has_value() && *holds;
        }
        if (taken) {
            return execute(branch.block);
        }
    }
    return true;
}

/// The list is fixed before the first turn: assigning to its variable inside changes nothing.
bool MacrostepRun::run(const ForEach& loop, std::size_t line) {
    Result<feel::Value, std::string> array = data_.evaluate(loop.array);
    if (!array.has_value()) {
        return raise_for(line, std::move(array.error()));
    }
    if (array->kind() != feel::Kind::list) {
        return raise_for(line, "foreach needs a list");
    }
    std::int64_t position = 0;
    const auto declare = [&](const std::string& name, const feel::Value& value) {
        std::optional<std::string> reason = data_.set_variable(name, value);
        return !reason || raise_for(line, std::move(*reason));
    };
    if (array->as_list().empty() && session_.data.find(loop.item) == nullptr) {
        return declare(loop.item, {}) && (loop.index.empty() || declare(loop.index, {}));
    }
    for (const feel::Value& item : array->as_list()) {
        if (++actions_ > around_.limits.actions_max) {
            fail("the chart does not come to rest: too many turns of foreach");
            return false;
        }
        if (!declare(loop.item, item) ||
            (!loop.index.empty() && !declare(loop.index, feel::Value(++position))) ||
            !execute(loop.block)) {
            return false;
        }
    }
    return true;
}

bool MacrostepRun::run(const Log& log, std::size_t line) {
    feel::Value value;
    if (log.expression) {
        std::optional<feel::Value> evaluated = evaluate(ValueSource{{}, log.expression}, line);
        if (!evaluated) {
            return false;
        }
        value = std::move(*evaluated);
    }
    around_.host.log(log.label, value);
    return true;
}

bool MacrostepRun::run(const Script& script, std::size_t line) {
    for (const Assign& assignment : script.assignments) {
        if (!run(assignment, line)) {
            return false;
        }
    }
    return true;
}

bool MacrostepRun::run(const Custom& custom, std::size_t) {
    std::optional<std::string> reason = around_.host.custom(custom, data_);
    return !reason || raise_for(custom.line, std::move(*reason));
}

}  // namespace foerderwerk::statechart
