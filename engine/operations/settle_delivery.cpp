// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/settle_delivery.hpp"

#include "engine/operations/change_register.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "delivery";

}  // namespace

Result<std::int64_t, Reason> settle_delivery(ports::UnitOfWork& unit, Casework& casework,
                                             const std::string& outbox_id, const std::string& actor,
                                             const std::string& reason) {
    auto item = unit.find_outbox(outbox_id);
    if (!item.has_value()) {
        return Failure<Reason>(Reason{"NOT_FOUND", outbox_id, "Diese Sendung gibt es nicht."});
    }
    if (item->status != "refused" || item->processor == "case") {
        return Failure<Reason>(Reason{"NOT_REFUSED", outbox_id,
                                      "Der Empfänger hat diese Sendung nicht zurückgewiesen, oder "
                                      "sie ist schon erledigt."});
    }
    if (reason.empty()) {
        return Failure<Reason>(
            Reason{"REASON_MISSING", outbox_id, "Es fehlt, was stattdessen getan wurde."});
    }
    const auto row = unit.find_case(item->case_id);
    FOERDERWERK_REQUIRE(row.has_value(), "an effect belongs to a case");
    const Json value = Json::Object{
        {"case", item->case_id},
        {"event", item->event},
        {"note", store_document(unit, casework.sealing, item->case_id, "note", reason)},
        {"number", row->number},
        {"settled_at", to_string(casework.clock.now().instant)},
        {"settled_by", actor}};
    RegisterAct act{.act = "delivery.settle",
                    .actor = actor,
                    .reason = {},
                    .rows = {},
                    .allotments = {},
                    .batches = {}};
    act.rows.push_back({.name = register_name,
                        .key = outbox_id,
                        .valid_from = "",
                        .value = canonical_json(value)});
    item->status = "settled";
    unit.put_outbox(*item);
    return change_register(unit, casework, act);
}

std::optional<Json> settlement_of(ports::StoreReader& store, const std::string& outbox_id) {
    const auto row = store.register_row(register_name, outbox_id, "9999-12-31");
    const auto json = row.has_value() ? parse_json(row->value) : parse_json("null");
    return json.has_value() && json->is_object() ? std::optional(*json) : std::nullopt;
}

}  // namespace foerderwerk::operations
