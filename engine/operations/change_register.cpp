// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/change_register.hpp"

#include "engine/ledger/posting.hpp"
#include "engine/operations/append_record.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

/// A row's value is JSON itself; in the record it stands as it is, not as quoted text.
Json value_json(const std::string& text) {
    auto json = parse_json(text);
    FOERDERWERK_REQUIRE(json.has_value(), "register rows hold canonical JSON");
    return std::move(*json);
}

Json record_of(const RegisterAct& act, std::int64_t number, Now now) {
    Json record = Json::Object{{"v", 1},
                               {"kind", "register"},
                               {"case", register_case},
                               {"number", number},
                               {"at", to_string(now.instant)},
                               {"date", to_string(now.berlin_date)},
                               {"act", act.act},
                               {"actor", act.actor}};
    if (!act.reason.empty()) {
        record.set("reason", act.reason);
    }
    Json::Array rows;
    for (const ports::RegisterRow& row : act.rows) {
        rows.push_back(Json::Object{{"register", row.name},
                                    {"key", row.key},
                                    {"valid_from", row.valid_from},
                                    {"value", value_json(row.value)}});
    }
    Json::Array allotments;
    for (const ports::PostingRow& posting : act.allotments) {
        allotments.push_back(Json::Object{{"line", posting.line}, {"amount", posting.amount}});
    }
    Json::Array batches;
    for (const ports::BatchRow& batch : act.batches) {
        batches.push_back(Json::Object{{"id", batch.id},
                                       {"created", batch.created},
                                       {"content", value_json(batch.content_json)},
                                       {"file_digest", batch.file_digest}});
    }
    for (auto& [name, array] : {std::pair{"rows", &rows}, std::pair{"allotments", &allotments},
                                std::pair{"batches", &batches}}) {
        if (!array->empty()) {
            record.set(name, std::move(*array));
        }
    }
    return record;
}

/// A name in the register of persons is personal data: it is sealed under a key of that person, and
/// row and record hold its part. Gives what the record says of the parts.
Json::Array seal_names(ports::UnitOfWork& unit, const ports::Sealing& sealing, std::int64_t number,
                       RegisterAct& act) {
    Json::Array parts;
    PartSealer sealer(unit, sealing, register_case);
    for (ports::RegisterRow& row : act.rows) {
        Json value = value_json(row.value);
        const Json* name = row.name == "person" ? value.find("name") : nullptr;
        if (name == nullptr || !name->is_string()) {
            continue;
        }
        const cases::NewPart part{
            .id = "r" + std::to_string(number) + "." + std::to_string(parts.size()),
            .subject = row.key,
            .plaintext = canonical_json(*name)};
        const std::string commit = sealer.seal(part);
        parts.push_back(
            Json::Object{{"id", part.id}, {"subject", part.subject}, {"commit", commit}});
        value.set("name", Json::Object{{"sealed", part.id}});
        row.value = canonical_json(value);
    }
    put_parts(unit, std::move(sealer).sealed());
    return parts;
}

void allot(ports::UnitOfWork& unit, const RegisterAct& act, std::int64_t number) {
    std::int64_t index = 0;
    for (const ports::PostingRow& posting : act.allotments) {
        const ports::LineRow row = unit.line(posting.line);
        ledger::Posting allotment;
        allotment.line = posting.line;
        allotment.kind = ledger::PostingKind::allot;
        allotment.amount = posting.amount;
        const auto booked = ledger::apply(allotment,
                                          {.allotted = row.allotted,
                                           .reserved = row.reserved,
                                           .committed = row.committed,
                                           .paid = row.paid},
                                          {});
        if (!booked.has_value()) {
            throw OperatingError(FailureKind::permanent, booked.error().text);
        }
        unit.append_posting({.case_id = register_case,
                             .number = number,
                             .index = index++,
                             .line = posting.line,
                             .kind = "allot",
                             .amount = posting.amount,
                             .limit = -1});
        unit.put_line({.line = posting.line,
                       .allotted = booked->line.allotted,
                       .reserved = booked->line.reserved,
                       .committed = booked->line.committed,
                       .paid = booked->line.paid});
    }
}

void wake_waiting(ports::UnitOfWork& unit, Casework& casework, const RegisterAct& act) {
    for (const ports::PostingRow& posting : act.allotments) {
        const auto head = unit.first_waiting(posting.line, {});
        if (posting.amount <= 0 || !head.has_value()) {
            continue;
        }
        cases::Command command;
        command.case_id = CaseId(head->case_id);
        command.event = allotted_event;
        command.actor = {
            .kind = cases::Actor::Kind::system, .id = "register", .roles = {}, .on_behalf_of = {}};
        // A parked case keeps its place; the next allotment, or a clerk, comes back to it.
        (void)handle_in(unit, casework, command);
    }
}

const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

std::int64_t integer(const Json& json, std::string_view name) {
    const Json* member = json.find(name);
    return member != nullptr && member->is_integer() ? member->as_integer() : 0;
}

}  // namespace

std::int64_t change_register(ports::UnitOfWork& unit, Casework& casework, RegisterAct act) {
    const Now now = casework.clock.now();
    const std::int64_t number = std::stoll(unit.note("register.number").value_or("0")) + 1;
    Json::Array parts = seal_names(unit, casework.sealing, number, act);
    Json record = record_of(act, number, now);
    if (!parts.empty()) {
        record.set("parts", std::move(parts));
    }
    const std::string leaf =
        append_record(unit, casework.sealing,
                      {.case_id = register_case,
                       .number = number,
                       .bytes = canonical_json(record),
                       .type = "register",
                       .actor = act.actor,
                       .role = {},
                       .at = now.instant,
                       .object = {},
                       .previous_leaf = unit.note("register.leaf").value_or("")});
    unit.put_note("register.number", std::to_string(number));
    unit.put_note("register.leaf", leaf);
    for (const ports::RegisterRow& row : act.rows) {
        unit.put_register_row(row);
    }
    for (const ports::BatchRow& batch : act.batches) {
        unit.put_batch(batch);
    }
    allot(unit, act, number);
    wake_waiting(unit, casework, act);
    return number;
}

RegisterAct act_of_record(const Json& record) {
    RegisterAct act;
    act.act = record.text("act");
    act.actor = record.text("actor");
    act.reason = record.text("reason");
    for (const Json& row : items(record, "rows")) {
        const Json* value = row.find("value");
        act.rows.push_back({.name = row.text("register"),
                            .key = row.text("key"),
                            .valid_from = row.text("valid_from"),
                            .value = value != nullptr ? canonical_json(*value) : std::string()});
    }
    std::int64_t index = 0;
    for (const Json& allotment : items(record, "allotments")) {
        act.allotments.push_back({.case_id = register_case,
                                  .number = integer(record, "number"),
                                  .index = index++,
                                  .line = allotment.text("line"),
                                  .kind = "allot",
                                  .amount = integer(allotment, "amount"),
                                  .limit = -1});
    }
    for (const Json& batch : items(record, "batches")) {
        const Json* content = batch.find("content");
        act.batches.push_back(
            {.id = batch.text("id"),
             .created = integer(batch, "created"),
             .content_json = content != nullptr ? canonical_json(*content) : std::string(),
             .file_digest = batch.text("file_digest")});
    }
    return act;
}

}  // namespace foerderwerk::operations
