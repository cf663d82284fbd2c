// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/state_text.hpp"

#include "engine/cases/fold_records.hpp"
#include "engine/cases/seal_values.hpp"

namespace foerderwerk::cases {

CanonicalObject data_text(const CaseState& state, const CaseState* before) {
    const bool known = before != nullptr && before->text != nullptr;
    if (known && before == &state) {
        return state.text->inside.at("data");
    }
    const CanonicalObject none;
    const CanonicalObject& texts = known ? before->text->inside.at("data") : none;
    CanonicalObject data;
    for (const auto& [name, value] : state.session.data.entries()) {
        const feel::Value* old = known ? before->session.data.find(name) : nullptr;
        const CanonicalObject::Member* text = texts.find(name);
        if (old != nullptr && text != nullptr && is_same_object(*old, value)) {
            data.add(name, text->text);
        } else {
            data.add(name, sealed_json(value));
        }
    }
    return data;
}

StateText write_state(const CaseState& state, const statechart::Document& chart,
                      const CaseState* before) {
    StateText text;
    const Json frame = frame_json(state, chart);
    for (const auto& [name, value] : frame.as_object()) {
        if (!is_compared_inside(name)) {
            text.members.add(name, value);
            continue;
        }
        CanonicalObject& inside = text.inside[name];
        for (const auto& [inner, inner_value] : value.as_object()) {
            inside.add(inner, inner_value);
        }
    }
    text.inside["data"] = data_text(state, before);
    return text;
}

std::string canonical_json(const StateText& state) {
    CanonicalObject whole = state.members;
    for (const auto& [name, inside] : state.inside) {
        whole.add(name, inside.text());
    }
    return whole.text();
}

std::string canonical_changes(const StateText* before, const StateText& after) {
    const auto changed = [](const CanonicalObject* old, const CanonicalObject& now) {
        CanonicalObject changes;
        for (const CanonicalObject::Member& member : now.members()) {
            const CanonicalObject::Member* known =
                old != nullptr ? old->find(member.name) : nullptr;
            if (known == nullptr || known->text != member.text) {
                changes.add(member.name, member.text);
            }
        }
        return changes;
    };
    CanonicalObject changes =
        changed(before != nullptr ? &before->members : nullptr, after.members);
    for (const auto& [name, inside] : after.inside) {
        const CanonicalObject inner =
            changed(before != nullptr ? &before->inside.at(name) : nullptr, inside);
        if (before == nullptr || !inner.members().empty()) {
            changes.add(name, inner.text());
        }
    }
    return changes.text();
}

}  // namespace foerderwerk::cases
