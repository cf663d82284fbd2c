// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/fold_case.hpp"

#include "engine/cases/fold_records.hpp"

namespace foerderwerk::operations {

namespace {

const Json::Array& items(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* member = json.find(name);
    return member != nullptr && member->is_array() ? member->as_array() : none;
}

std::int64_t integer(const Json& json, std::string_view name, std::int64_t otherwise = 0) {
    const Json* member = json.find(name);
    return member != nullptr && member->is_integer() ? member->as_integer() : otherwise;
}

std::vector<std::string> strings(const Json& json, std::string_view name) {
    std::vector<std::string> list;
    for (const Json& item : items(json, name)) {
        list.push_back(item.is_string() ? item.as_string() : std::string());
    }
    return list;
}

void fold_message(const Json& record, FoldedCase& folded) {
    const Json* stimulus = record.find("stimulus");
    const Json* message = stimulus != nullptr ? stimulus->find("message") : nullptr;
    if (message == nullptr) {
        return;
    }
    const std::string case_id = record.text("case");
    const std::int64_t number = integer(record, "number");
    folded.documents.push_back(message->text("document"));
    folded.messages.push_back({.sender = message->text("sender"),
                               .message_id = message->text("message_id"),
                               .content_digest = {},
                               .case_id = case_id,
                               .number = number,
                               .receipt = case_id + "-" + std::to_string(number)});
}

void fold_effects(const Json& record, FoldedCase& folded) {
    for (const Json& effect : items(record, "effects")) {
        folded.effects.push_back({.id = effect.text("id"),
                                  .case_id = record.text("case"),
                                  .number = integer(record, "number"),
                                  .processor = effect.text("processor"),
                                  .event = effect.text("event"),
                                  .effect_json = canonical_json(effect),
                                  .status = {},
                                  .attempts = 0,
                                  .next_attempt = 0,
                                  .last_cause = {},
                                  .document = {}});
    }
}

std::vector<ports::PostingRow> postings_of(const Json& record) {
    std::vector<ports::PostingRow> rows;
    for (const Json& posting : items(record, "postings")) {
        rows.push_back({.case_id = record.text("case"),
                        .number = integer(record, "number"),
                        .index = static_cast<std::int64_t>(rows.size()),
                        .line = posting.text("line"),
                        .kind = posting.text("kind"),
                        .amount = integer(posting, "amount"),
                        .limit = integer(posting, "limit", -1)});
    }
    return rows;
}

}  // namespace

void fold_parts(const Json& record, FoldedParts& parts) {
    for (const Json& part : items(record, "parts")) {
        parts[part.text("id")] = part.text("commit");
    }
}

void fold_record(const Json& record, FoldedCase& folded, Reasons& reasons) {
    const Json* changes = record.find("changes");
    const std::int64_t number = integer(record, "number");
    if (changes == nullptr || integer(*changes, "number") != number) {
        reasons.push_back({"FOLD_RECORD",
                           "case " + record.text("case") + ", record " + std::to_string(number),
                           "Die Änderungen des Satzes fehlen oder passen nicht zu seiner Nummer."});
        return;
    }
    folded.state = cases::apply(folded.state, *changes);
    for (const ports::PostingRow& posting : postings_of(record)) {
        folded.postings.push_back(posting);
    }
    const Json nobody;
    const Json& actor = record.find("actor") != nullptr ? *record.find("actor") : nobody;
    for (const std::string& step : strings(record, "steps")) {
        folded.approvals.push_back({.case_id = record.text("case"),
                                    .number = number,
                                    .step = step,
                                    .person = actor.text("id"),
                                    .unlike = strings(record, "unlike"),
                                    .digest = record.text("approves"),
                                    .on_behalf_of = actor.text("on_behalf_of")});
    }
    fold_parts(record, folded.part_commits);
    fold_message(record, folded);
    fold_effects(record, folded);
}

void fold_postings(const Json& record, FoldedLines& lines, FoldedHoldings& holdings,
                   Reasons& reasons) {
    for (const ports::PostingRow& row : postings_of(record)) {
        ledger::Posting posting;
        posting.line = row.line;
        posting.kind = ledger::parse_posting_kind(row.kind).value_or(ledger::PostingKind::allot);
        posting.amount = row.amount;
        if (row.limit >= 0) {
            posting.limit = row.limit;
        }
        ledger::CaseHolding& holding = holdings[row.case_id][row.line];
        const auto booked = ledger::apply(posting, lines[row.line], holding);
        if (!booked.has_value()) {
            reasons.push_back({"FOLD_LEDGER",
                               "case " + row.case_id + ", record " + std::to_string(row.number),
                               booked.error().text});
            continue;
        }
        lines[row.line] = booked->line;
        holding = booked->holding;
    }
}

}  // namespace foerderwerk::operations
