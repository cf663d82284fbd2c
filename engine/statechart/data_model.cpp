// SPDX-License-Identifier: EUPL-1.2
#include "engine/statechart/data_model.hpp"

#include <algorithm>

#include "engine/feel/free_names.hpp"
#include "engine/feel/subjects.hpp"

namespace foerderwerk::statechart {
namespace {

using feel::Kind;
using feel::Value;

Value text_or_null(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value event_as_value(const Event& event) {
    feel::Context fields;
    fields.set("name", Value(event.name));
    fields.set("type", Value(to_text(event.type)));
    fields.set("sendid", text_or_null(event.sendid));
    fields.set("origin", text_or_null(event.origin));
    fields.set("origintype", text_or_null(event.origintype));
    fields.set("invokeid", text_or_null(event.invokeid));
    fields.set("data", event.data);
    return Value(std::move(fields));
}

Value processors_as_value(const std::string& session_id) {
    feel::Context scxml;
    scxml.set("location", Value("#_scxml_" + session_id));
    feel::Context processors;
    processors.set("scxml", Value(scxml));
    processors.set(std::string(scxml_processor), Value(std::move(scxml)));
    return Value(std::move(processors));
}

/// Why an expression failed, for records and refusals: a reason may quote what the expression
/// read, so it is not repeated when that was personal.
std::string open_reason(const feel::Expression& expression, const feel::Evaluated& evaluated) {
    return evaluated.derived_from_subject.empty()
               ? evaluated.value.error_reason()
               : "'" + expression.text() + "' ended in an error over personal data";
}

constexpr std::size_t value_depth_max = 60;
constexpr std::size_t value_parts_max = 200'000;

std::optional<std::string> weigh(const Value& value, std::size_t depth, std::size_t& parts) {
    if (depth > value_depth_max) {
        return "the value is nested too deeply to be kept";
    }
    if (++parts > value_parts_max) {
        return "the value has too many parts to be kept";
    }
    switch (value.kind()) {
        case Kind::function:
            return "a function cannot be kept in a variable";
        case Kind::list:
            for (const Value& item : value.as_list()) {
                if (auto reason = weigh(item, depth + 1, parts)) {
                    return reason;
                }
            }
            return std::nullopt;
        case Kind::context:
            for (const auto& entry : value.as_context().entries()) {
                if (auto reason = weigh(entry.second, depth + 1, parts)) {
                    return reason;
                }
            }
            return std::nullopt;
        case Kind::null:
        case Kind::boolean:
        case Kind::number:
        case Kind::string:
        case Kind::date:
        case Kind::time:
        case Kind::date_time:
        case Kind::days_time_duration:
        case Kind::years_months_duration:
        case Kind::range:
            return std::nullopt;
    }
    return std::nullopt;
}

bool is_reserved(std::string_view name) {
    return name.empty() || name.front() == '_';
}

/// A FEEL name without blanks and operators, so that it can be read back by that name.
bool is_variable_name(std::string_view name) {
    const auto is_letter = [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || code >= 0x80;
    };
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<std::string> not_storable(const Value& value) {
    std::size_t parts = 0;
    return weigh(value, 0, parts);
}

Evaluator::Evaluator(const Document& document, const Session& session,
                     const feel::Environment& environment)
    : document_(document),
      session_(session),
      environment_(environment),
      platform_(environment.variables),
      host_functions_(environment.functions) {
    environment_.variables = this;
}

void Evaluator::bind_event(const Event* event) {
    event_ = event;
    event_value_.reset();
}

const feel::Environment& Evaluator::environment() {
    if (!prepared_) {
        prepare();
    }
    return environment_;
}

void Evaluator::prepare() {
    prepared_ = true;
    if (!document_.uses_in) {
        return;
    }
    if (host_functions_ != nullptr) {
        functions_with_in_ = *host_functions_;
    }
    functions_with_in_.push_back(
        {"In", {"id"}, [this](const std::vector<Value>& arguments) -> Value {
             if (arguments.size() != 1 || arguments.front().kind() != Kind::string) {
                 return Value::error("In() takes the id of a state");
             }
             const auto state = document_.find_state(arguments.front().as_string());
             return Value(state.has_value() &&
                          std::binary_search(session_.configuration.begin(),
                                             session_.configuration.end(), *state));
         }});
    environment_.functions = &functions_with_in_;
}

const Value* Evaluator::find(std::string_view name) const {
    if (!is_reserved(name)) {
        const Value* value = session_.data.find(name);
        asked_for_undeclared_ = asked_for_undeclared_ || value == nullptr;
        return value;
    }
    if (name == "_event" && event_ != nullptr) {
        if (!event_value_) {
            event_value_ = event_as_value(*event_);
        }
        return &*event_value_;
    }
    if (name == "_sessionid") {
        if (!session_id_) {
            session_id_ = Value(session_.id);
        }
        return &*session_id_;
    }
    if (name == "_name") {
        if (!name_) {
            name_ = Value(document_.name);
        }
        return &*name_;
    }
    if (name == "_ioprocessors") {
        if (!processors_) {
            processors_ = processors_as_value(session_.id);
        }
        return &*processors_;
    }
    // Section 5.10: what a platform adds of its own stands under `_x`.
    return name == "_x" && platform_ != nullptr ? platform_->find(name) : nullptr;
}

/// FEEL makes null of a name it does not know, and `nowhere = 1` false. Inside a filter a name may
/// be a member that some items lack, which is no error; functions are asked for by name as well.
std::optional<std::string> Evaluator::undeclared_in(const feel::Expression& expression) {
    if (!asked_for_undeclared_) {
        return std::nullopt;
    }
    const std::vector<feel::HostFunction>* functions = environment().functions;
    for (const feel::FreeName& used : feel::free_names(expression.root())) {
        const bool is_function =
            used.is_builtin ||
            (functions != nullptr &&
             std::any_of(functions->begin(), functions->end(),
                         [&](const auto& function) { return function.name == used.name; }));
        if (used.is_certain && !is_function && !is_reserved(used.name) &&
            session_.data.find(used.name) == nullptr) {
            return "there is no variable " + used.name;
        }
    }
    return std::nullopt;
}

Result<Value, std::string> Evaluator::evaluate(const feel::Expression& expression) {
    asked_for_undeclared_ = false;
    feel::Evaluated evaluated = feel::evaluate(expression, environment());
    if (listener_) {
        listener_(evaluated.derived_from_subject);
    }
    if (evaluated.value.is_error()) {
        return Failure<std::string>(open_reason(expression, evaluated));
    }
    if (auto undeclared = undeclared_in(expression)) {
        return Failure<std::string>(std::move(*undeclared));
    }
    if (!evaluated.derived_from_subject.empty()) {
        return feel::mark_texts(evaluated.value, evaluated.derived_from_subject);
    }
    return std::move(evaluated.value);
}

Result<bool, std::string> Evaluator::holds(const feel::Expression& condition) {
    asked_for_undeclared_ = false;
    const feel::Evaluated evaluated = feel::evaluate(condition, environment());
    if (listener_) {
        listener_(evaluated.derived_from_subject);
    }
    if (evaluated.value.is_error()) {
        return Failure<std::string>(open_reason(condition, evaluated));
    }
    if (auto undeclared = undeclared_in(condition)) {
        return Failure<std::string>(std::move(*undeclared));
    }
    if (evaluated.value.kind() != Kind::boolean) {
        return Failure<std::string>("the condition is neither true nor false");
    }
    return evaluated.value.as_boolean();
}

DataModel::DataModel(const Document& document, Session& session,
                     const feel::Environment& environment)
    : Evaluator(document, session, environment), session_(session) {}

void DataModel::store(const std::string& name, Value value) {
    session_.data.set(name, std::move(value));
    if (std::find(changed_.begin(), changed_.end(), name) == changed_.end()) {
        changed_.push_back(name);
    }
}

std::optional<std::string> DataModel::assign(const feel::Location& location, Value value) {
    if (is_reserved(location.variable)) {
        return "the variable " + location.variable + " cannot be assigned to";
    }
    const Value* current = session_.data.find(location.variable);
    if (current == nullptr) {
        return "there is no variable " + location.variable;
    }
    if (!location.parts.empty()) {
        Result<Value, std::string> whole =
            feel::assign(location, *current, std::move(value), environment());
        if (!whole.has_value()) {
            return whole.error();
        }
        value = std::move(*whole);
    }
    if (auto reason = not_storable(value)) {
        return reason;
    }
    store(location.variable, std::move(value));
    return std::nullopt;
}

std::optional<std::string> DataModel::set_variable(const std::string& name, Value value) {
    if (is_reserved(name) || !is_variable_name(name)) {
        return "'" + name + "' cannot be the name of a variable";
    }
    if (auto reason = not_storable(value)) {
        return reason;
    }
    store(name, std::move(value));
    return std::nullopt;
}

}  // namespace foerderwerk::statechart
