// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <optional>

#include "engine/cases/host_functions.hpp"
#include "engine/dmn/infer_kind.hpp"
#include "engine/feel/free_names.hpp"
#include "engine/inspection/chart_checks.hpp"
#include "engine/inspection/chart_walk.hpp"

namespace foerderwerk::inspection {

namespace {

using feel::Kind;

constexpr std::array platform_names{"_event", "_sessionid", "_name", "_ioprocessors", "_x", "In"};
constexpr std::array platform_members{"facts", "programme", "actor", "reason", "case", "now"};

/// The names a chart's expressions see, with the kinds of those that only ever have one.
class Names {
public:
    explicit Names(const Inspection& inspection) : inspection_(inspection) {
        types_.emplace_back();  // Any
        for (int kind = 0; kind <= static_cast<int>(Kind::function); ++kind) {
            dmn::Type type;
            type.form = dmn::Type::Form::kind;
            type.kind = static_cast<Kind>(kind);
            types_.push_back(std::move(type));
        }
        for (const std::string& variable : inspection.chart.variables) {
            visible_.add(variable, 0);
        }
        find_kinds();
    }

    [[nodiscard]] const dmn::VisibleNames& visible() const { return visible_; }
    [[nodiscard]] const dmn::Types& types() const { return types_; }

    [[nodiscard]] bool knows(const std::string& name, const Spot& spot) const {
        const auto& functions = cases::host_functions();
        return inspection_.chart.declares(name) || contains(platform_names, name) ||
               std::ranges::find(spot.bound, name) != spot.bound.end() ||
               std::ranges::find(functions, name, &feel::HostFunction::name) != functions.end();
    }

    template <class List>
    static bool contains(const List& list, const std::string& name) {
        return std::ranges::find(list, name) != list.end();
    }

private:
    struct Seen {
        std::optional<Kind> kind;
        bool unknown = false;
    };

    // A variable has a kind when its first value and everything assigned to it have that kind.
    void find_kinds() {
        std::map<std::string, Seen> seen;
        for (const statechart::State& state : inspection_.chart.states) {
            for (const statechart::DataItem& item : state.data) {
                note(seen[item.id], item.value);
            }
        }
        ChartVisitor visitor;
        visitor.action = [&](const statechart::Action& action, const Spot&) {
            note_action(action, seen);
        };
        walk_chart(inspection_.chart, visitor);
        for (const auto& [name, known] : seen) {
            if (known.kind.has_value() && !known.unknown) {
                visible_.add(name, static_cast<std::size_t>(*known.kind) + 1);
            }
        }
    }

    void note_action(const statechart::Action& action, std::map<std::string, Seen>& seen) const {
        if (const auto* assign = std::get_if<statechart::Assign>(&action.content)) {
            note_assign(*assign, seen);
        } else if (const auto* script = std::get_if<statechart::Script>(&action.content)) {
            for (const statechart::Assign& each : script->assignments) {
                note_assign(each, seen);
            }
        } else if (const auto* send = std::get_if<statechart::Send>(&action.content)) {
            if (send->id_location.has_value()) {
                seen[send->id_location->variable].unknown = true;
            }
        } else if (const auto* custom = std::get_if<statechart::Custom>(&action.content)) {
            if (custom->location.has_value()) {
                seen[custom->location->variable].unknown = true;
            }
        }
    }

    void note_assign(const statechart::Assign& assign, std::map<std::string, Seen>& seen) const {
        Seen& known = seen[assign.location.variable];
        if (assign.location.parts.empty()) {
            note(known, assign.value);
        }
    }

    void note(Seen& known, const statechart::ValueSource& source) const {
        std::optional<Kind> kind;
        if (source.expression.has_value()) {
            kind = dmn::infer_kind(source.expression->root(), visible_, types_, nullptr).kind;
            known.unknown = known.unknown || !kind.has_value();
        } else if (!source.literal.is_null()) {
            kind = source.literal.kind();
        }
        if (kind.has_value()) {
            known.unknown = known.unknown || (known.kind.has_value() && known.kind != kind);
            known.kind = kind;
        }
    }

    const Inspection& inspection_;
    dmn::VisibleNames visible_;
    dmn::Types types_;
};

const feel::PathNode* path_of(const feel::Node& node) {
    return std::get_if<feel::PathNode>(&node.content);
}

/// What an expression asks of `_x` and of its facts that is not there.
void check_platform_paths(const Inspection& inspection, const feel::Node& node,
                          std::vector<std::string>& missing) {
    if (const auto* path = path_of(node)) {
        const auto* base = std::get_if<feel::NameNode>(&path->base->content);
        const auto* inner = path_of(*path->base);
        const auto* root =
            inner != nullptr ? std::get_if<feel::NameNode>(&inner->base->content) : nullptr;
        if (base != nullptr && base->name == "_x" &&
            !Names::contains(platform_members, path->member)) {
            missing.push_back("_x." + path->member);
        }
        if (root != nullptr && root->name == "_x" && inner->member == "facts" &&
            std::ranges::find(inspection.definition.facts, path->member,
                              &cases::FactDeclaration::id) == inspection.definition.facts.end()) {
            missing.push_back("_x.facts." + path->member);
        }
    }
    feel::for_each_child(
        node, [&](const feel::Node& child) { check_platform_paths(inspection, child, missing); });
}

void check_expression(const Inspection& inspection, const Names& names,
                      const feel::Expression& expression, const Spot& spot, bool condition) {
    const std::string& element = inspection.chart.states[spot.state].id;
    const std::string quoted = "'" + expression.text() + "'";
    std::vector<std::string> missing;
    for (const feel::FreeName& name : feel::free_names(expression.root())) {
        if (name.is_certain && !name.is_builtin && !names.knows(name.name, spot)) {
            missing.push_back(name.name);
        }
    }
    check_platform_paths(inspection, expression.root(), missing);
    for (const std::string& name : missing) {
        inspection.add("LINT_NAME", spot.line, element,
                       "There is no name '" + name + "' for " + quoted);
    }
    dmn::VisibleNames visible = names.visible();
    for (const std::string& bound : spot.bound) {
        visible.add(bound, 0);
    }
    std::vector<std::string> mistakes;
    const dmn::Known known = dmn::infer_kind(expression.root(), visible, names.types(), &mistakes);
    for (const std::string& mistake : mistakes) {
        inspection.add("LINT_TYPE", spot.line, element, "In " + quoted + ": " + mistake);
    }
    if (condition && known.kind.has_value() && *known.kind != Kind::boolean) {
        inspection.add("LINT_TYPE", spot.line, element,
                       "The condition " + quoted + " is a " + dmn::kind_name(*known.kind));
    }
}

}  // namespace

void check_expressions(const Inspection& inspection) {
    const Names names(inspection);
    ChartVisitor visitor;
    visitor.expression = [&](const feel::Expression& expression, const Spot& spot, bool condition) {
        check_expression(inspection, names, expression, spot, condition);
    };
    // A name written to has to be there as well.
    const auto check_location = [&](const feel::Location& location, const Spot& spot) {
        if (!inspection.chart.declares(location.variable)) {
            inspection.add("LINT_NAME", spot.line, inspection.chart.states[spot.state].id,
                           "There is no variable '" + location.variable + "' to assign to");
        }
    };
    visitor.action = [&](const statechart::Action& action, const Spot& spot) {
        if (const auto* assign = std::get_if<statechart::Assign>(&action.content)) {
            check_location(assign->location, spot);
        } else if (const auto* custom = std::get_if<statechart::Custom>(&action.content)) {
            if (custom->location.has_value()) {
                check_location(*custom->location, spot);
            }
        }
    };
    walk_chart(inspection.chart, visitor);
}

}  // namespace foerderwerk::inspection
