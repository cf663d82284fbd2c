// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/open_effect.hpp"

#include "engine/feel/value_json.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

feel::Value open_effect(ports::StoreReader& store, const ports::Sealing& sealing,
                        const ports::OutboxRow& item) {
    const auto effect = parse_json(item.effect_json);
    const Json* data = effect.has_value() ? effect->find("data") : nullptr;
    if (data == nullptr) {
        return {};
    }
    CaseParts parts(store, sealing, item.case_id);
    auto value =
        feel::from_json(*data, [&parts](const std::string& part) { return parts.open(part); });
    if (!value.has_value()) {
        throw OperatingError(FailureKind::permanent, "effect " + item.id + ": " + value.error());
    }
    return std::move(*value);
}

}  // namespace foerderwerk::operations
