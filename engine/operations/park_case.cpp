// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/park_case.hpp"

#include "engine/operations/change_register.hpp"

namespace foerderwerk::operations {

namespace {

constexpr const char* register_name = "incident";

Json::Array list_of(const std::string& register_value) {
    const auto json = parse_json(register_value);
    const Json* list = json.has_value() ? json->find("incidents") : nullptr;
    return list != nullptr && list->is_array() ? list->as_array() : Json::Array{};
}

void keep(ports::UnitOfWork& unit, Casework& casework, RegisterAct act, const std::string& case_id,
          Json::Array incidents) {
    act.rows.push_back(
        {.name = register_name,
         .key = case_id,
         .valid_from = "",
         .value = canonical_json(Json(Json::Object{{"incidents", std::move(incidents)}}))});
    change_register(unit, casework, act);
}

RegisterAct act_of(const char* name, const std::string& actor, const std::string& reason) {
    return {
        .act = name, .actor = actor, .reason = reason, .rows = {}, .allotments = {}, .batches = {}};
}

}  // namespace

Json::Array incidents_of(ports::StoreReader& store, const std::string& case_id) {
    const auto row = store.register_row(register_name, case_id, "9999-12-31");
    return row.has_value() ? list_of(row->value) : Json::Array{};
}

std::string parked_by(const std::string& register_value) {
    const Json::Array incidents = list_of(register_value);
    return incidents.empty() || incidents.back().find("resumed_at") != nullptr
               ? std::string()
               : incidents.back().text("cause");
}

void park_case(ports::UnitOfWork& unit, Casework& casework, const Incident& incident) {
    auto row = unit.find_case(incident.case_id);
    if (!row.has_value() || !row->parked.empty()) {
        return;
    }
    row->parked = incident.cause.empty() ? "no cause given" : incident.cause;
    unit.put_case(*row);
    Json::Array incidents = incidents_of(unit, incident.case_id);
    incidents.push_back(Json::Object{{"at", to_string(casework.clock.now().instant)},
                                     {"cause", row->parked},
                                     {"event", incident.event},
                                     {"number", row->number}});
    keep(unit, casework, act_of("case.park", "daemon", ""), incident.case_id, std::move(incidents));
}

Result<std::int64_t, Reason> resume_case(ports::UnitOfWork& unit, Casework& casework,
                                         const std::string& case_id, const std::string& actor,
                                         const std::string& reason) {
    auto row = unit.find_case(case_id);
    if (!row.has_value()) {
        return Failure<Reason>(Reason{"NOT_FOUND", case_id, "Diesen Vorgang gibt es nicht."});
    }
    if (row->parked.empty()) {
        return Failure<Reason>(
            Reason{"NOT_PARKED", row->file_number, "Dieser Vorgang ist nicht angehalten."});
    }
    if (reason.empty()) {
        return Failure<Reason>(Reason{"REASON_MISSING", row->file_number,
                                      "Es fehlt die Begründung: was war die Ursache, was ist "
                                      "behoben?"});
    }
    const Instant now = casework.clock.now().instant;
    Json::Array incidents = incidents_of(unit, case_id);
    if (incidents.empty()) {
        throw OperatingError(FailureKind::corrupt, "case " + case_id + ": no incident on record");
    }
    Json& last = incidents.back();
    last.set("reason", reason);
    last.set("resumed_at", to_string(now));
    last.set("resumed_by", actor);
    keep(unit, casework, act_of("case.resume", actor, reason), case_id, std::move(incidents));
    row->parked.clear();
    unit.put_case(*row);
    for (ports::OutboxRow& item : unit.outbox_of_case(case_id)) {
        if (item.status == "open" && item.next_attempt > to_micros(now)) {
            item.next_attempt = to_micros(now);
            unit.put_outbox(item);
        }
    }
    return std::stoll(unit.note("register.number").value_or("0"));
}

}  // namespace foerderwerk::operations
