// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/dmn/check_steps.hpp"
#include "engine/dmn/infer_kind.hpp"
#include "engine/dmn/scope.hpp"

namespace foerderwerk::dmn {

namespace {

using feel::Kind;

bool is_single(Kind kind) {
    return kind != Kind::list && kind != Kind::context && kind != Kind::range &&
           kind != Kind::function && kind != Kind::null;
}

// Section 10.3.2.9.4: a date may stand for its midnight; a list of one for its element.
bool can_become(Kind kind, Kind wanted) {
    return kind == wanted || !is_single(kind) || !is_single(wanted) ||
           (kind == Kind::date && wanted == Kind::date_time);
}

class KindCheck {
public:
    KindCheck(const Model& model, Findings& findings) : model_(model), findings_(findings) {}

    void run() {
        WalkVisitor visitor;
        visitor.formula = [this](const FormulaPlace& place) { check(place); };
        visitor.cell = [this](const FormulaPlace& place) { (void)inferred(place); };
        visitor.table = [this](const TablePlace& place) { check_outputs(place); };
        walk_model(model_, visitor);
    }

private:
    Known inferred(const FormulaPlace& place) {
        std::vector<std::string> mistakes;
        const Known known =
            infer_kind(place.formula.parsed->root(), place.place.names, model_.types(), &mistakes);
        for (const std::string& mistake : mistakes) {
            add(place, mistake + " in '" + place.formula.text + "': this always ends in null",
                "Correct the expression, or the types of the names in it.");
        }
        return known;
    }

    void check(const FormulaPlace& place) {
        const Known known = inferred(place);
        const Known wanted = known_of_type(model_.types(), place.type);
        if (!known.kind || !wanted.kind)
            return;
        if (!can_become(*known.kind, *wanted.kind)) {
            add(place,
                "'" + place.formula.text + "' is a " + kind_name(*known.kind) + ", asked for is " +
                    kind_name(*wanted.kind),
                "Correct the entry, or the type of its column.");
            return;
        }
        check_allowed(place);
    }

    // A constant that its type does not allow.
    void check_allowed(const FormulaPlace& place) {
        const auto* literal = std::get_if<feel::LiteralNode>(&place.formula.parsed->root().content);
        if (literal == nullptr ||
            !coerced(literal->value, model_.types(), place.type, {}).is_error()) {
            return;
        }
        add(place,
            place.formula.text + " is none of the values that the type '" +
                model_.types()[place.type].name + "' allows",
            "Correct the entry, or allow the value in the type.");
    }

    // The values that an output clause lists for itself.
    void check_outputs(const TablePlace& place) {
        for (const Rule& rule : place.table.rules) {
            const std::size_t count = std::min(rule.outputs.size(), place.table.outputs.size());
            for (std::size_t i = 0; i < count; ++i) {
                const Formula& output = rule.outputs[i];
                const Formula& allowed = place.table.outputs[i].allowed;
                const auto* literal =
                    output.parsed ? std::get_if<feel::LiteralNode>(&output.parsed->root().content)
                                  : nullptr;
                if (literal == nullptr || !allowed.parsed ||
                    accepts(*allowed.parsed, literal->value, {})) {
                    continue;
                }
                add({place.place, output, 0, &rule},
                    output.text + " is none of the outputs that the column allows: " + allowed.text,
                    "Correct the entry, or allow the value.");
            }
        }
    }

    void add(const FormulaPlace& place, std::string text, const char* advice) {
        findings_.push_back({"LINT_TYPE", Weight::error, place.formula.line, place.place.element,
                             place.rule == nullptr ? std::string() : place.rule->id,
                             std::move(text), advice});
    }

    const Model& model_;
    Findings& findings_;
};

}  // namespace

void check_kinds(const Model& model, Findings& findings) {
    KindCheck(model, findings).run();
}

}  // namespace foerderwerk::dmn
