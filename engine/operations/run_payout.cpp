// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/run_payout.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>

#include "engine/calendar/holiday_calendar.hpp"
#include "engine/operations/change_register.hpp"
#include "engine/operations/handle_command.hpp"
#include "engine/operations/open_effect.hpp"
#include "engine/operations/payment_batch_json.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

constexpr std::int64_t cents_a_euro = 100;

std::string text_member(const feel::Value& data, std::string_view name) {
    const feel::Value* member = data.find(name);
    return member != nullptr && member->kind() == feel::Kind::string ? member->as_string()
                                                                     : std::string();
}

/// Whole cents, nothing when the amount is no number or has parts of a cent.
std::optional<std::int64_t> cents_of(const feel::Value& data) {
    const feel::Value* amount = data.find("betrag");
    if (amount == nullptr || amount->kind() != feel::Kind::number) {
        return std::nullopt;
    }
    const auto cents = amount->as_number().times(feel::Decimal::from_int(cents_a_euro));
    return cents.has_value() ? cents->to_int64() : std::nullopt;
}

/// A payment that is waiting, and why it cannot be ordered.
struct Candidate {
    Payment payment;
    Reasons reasons;
};

Payment payment_of(const ports::OutboxRow& item, const feel::Value& data) {
    const auto cents = cents_of(data);
    return {.end_to_end_id = end_to_end_id(item.case_id, item.number),
            .outbox_id = item.id,
            .case_id = item.case_id,
            .creditor_name = text_member(data, "empfaenger"),
            .iban = text_member(data, "iban"),
            .cents = cents.value_or(0),
            .remittance = text_member(data, "verwendungszweck")};
}

Candidate candidate_of(ports::StoreReader& store, const Casework& casework,
                       const PaymentFiles& files, const ports::OutboxRow& item) {
    feel::Value data;
    try {
        data = open_effect(store, casework.sealing, item);
    } catch (const OperatingError& error) {
        if (error.kind() == FailureKind::transient) {
            throw;
        }
        Payment unread = payment_of(item, data);
        const std::string place = unread.end_to_end_id;
        return {.payment = std::move(unread),
                .reasons = {{"ZAHLUNG_UNLESBAR", place,
                             "Die Angaben der Zahlung sind nicht mehr lesbar."}}};
    }
    Candidate candidate{.payment = payment_of(item, data), .reasons = {}};
    candidate.reasons = files.check(candidate.payment);
    if (!cents_of(data).has_value()) {
        candidate.reasons = {{"ZAHLUNG_BETRAG", candidate.payment.end_to_end_id,
                              "Der Betrag der Zahlung ist keine Zahl mit ganzen Cent."}};
    }
    return candidate;
}

/// Undoes the unit of work of one refusal: a case that does not take it changes nothing.
class NotTaken : public std::exception {};

/// Closes the item and tells its case, which takes the payment up again.
void give_back_in(ports::UnitOfWork& unit, Casework& casework, const Candidate& candidate) {
    auto item = unit.find_outbox(candidate.payment.outbox_id);
    if (!item.has_value() || item->status != "open") {
        return;  // another run was faster
    }
    feel::List reasons;
    for (const Reason& reason : candidate.reasons) {
        feel::Context one;
        one.set("code", reason.code);
        one.set("text", reason.text);
        reasons.emplace_back(std::move(one));
        item->last_cause += (item->last_cause.empty() ? "" : "; ") + reason.code;
    }
    item->status = "refused";
    unit.put_outbox(*item);
    feel::Context data;
    data.set("effect", item->id);
    data.set("reasons", std::move(reasons));
    cases::Command command;
    command.case_id = CaseId(item->case_id);
    command.event = "answer.payout.refused";
    command.data = feel::Value(std::move(data));
    command.actor = {
        .kind = cases::Actor::Kind::connector, .id = "payout", .roles = {}, .on_behalf_of = {}};
    command.send_id = item->id;
    const Handled handled = handle_in(unit, casework, command);
    if (handled.kind != Handled::Kind::taken || !handled.heard) {
        throw NotTaken();
    }
}

/// In a unit of work of its own: a case that cannot be moved must not keep the others from their
/// money.
void give_back(Casework& casework, Candidate& candidate, Reasons& told) {
    bool taken = true;
    try {
        casework.store.write(
            [&](ports::UnitOfWork& unit) { give_back_in(unit, casework, candidate); });
    } catch (const NotTaken&) {
        taken = false;
    } catch (const OperatingError& error) {
        if (error.kind() == FailureKind::transient) {
            throw;
        }
        taken = false;
    }
    std::move(candidate.reasons.begin(), candidate.reasons.end(), std::back_inserter(told));
    if (!taken) {
        told.push_back({"ZAHLUNG_WARTET", candidate.payment.end_to_end_id,
                        "Der Vorgang nimmt die Zahlung nicht zurück; bitte von Hand klären."});
    }
}

/// "FW20260112-001": the day in Berlin and the number of the batch on that day.
std::string next_batch_id(ports::StoreReader& store, LocalDate today) {
    std::string day = to_string(today);
    std::erase(day, '-');
    const std::string prefix = "FW" + day + "-";
    std::int64_t last = 0;
    for (const ports::BatchRow& row : store.batches()) {
        if (row.id.starts_with(prefix)) {
            last = std::max<std::int64_t>(last, std::stoll(row.id.substr(prefix.size())));
        }
    }
    const std::string number = std::to_string(last + 1);
    constexpr std::size_t digits = 3;
    return prefix + std::string(digits - std::min(digits, number.size()), '0') + number;
}

/// Executed on the first working day after today, when the bank has the file in any case.
PaymentBatch new_batch(ports::StoreReader& store, const PayoutSettings& debtor, Now now) {
    const LocalDate tomorrow(std::chrono::sys_days(now.berlin_date) + std::chrono::days(1));
    return {.id = next_batch_id(store, now.berlin_date),
            .created = now.instant,
            .execution_date = calendar::baden_wuerttemberg().next_working_day(tomorrow),
            .debtor = debtor,
            .payments = {}};
}

BatchResult result_of(const PaymentBatch& batch, std::string file) {
    BatchResult result{.batch_id = batch.id,
                       .file = std::move(file),
                       .payments = batch.payments.size(),
                       .cents = 0,
                       .left_out = {}};
    for (const Payment& payment : batch.payments) {
        result.cents += payment.cents;
    }
    return result;
}

/// Freezes the batch and marks its items; nothing has been changed before.
void freeze_batch(ports::UnitOfWork& unit, Casework& casework, const PaymentBatch& batch,
                  const std::string& file, const std::string& actor) {
    RegisterAct act;
    act.act = "payout.batch";
    act.actor = actor;
    act.batches.push_back({.id = batch.id,
                           .created = to_micros(batch.created),
                           .content_json = batch_content(batch),
                           .file_digest = to_hex(casework.sealing.sha256(file))});
    change_register(unit, casework, act);
    for (const Payment& payment : batch.payments) {
        auto item = unit.find_outbox(payment.outbox_id);
        FOERDERWERK_REQUIRE(item.has_value(), "the payments of a new batch come from the outbox");
        item->status = "batched";
        item->last_cause = batch.id;
        unit.put_outbox(*item);
    }
}

/// What a new batch is made of.
struct BatchOrder {
    const PaymentFiles& files;
    const PayoutSettings& debtor;
    const std::string& actor;
};

/// Candidates that cannot be ordered are added to `refused`; nothing of them is changed.
Result<BatchResult, Reasons> make_batch(ports::UnitOfWork& unit, Casework& casework,
                                        const BatchOrder& order, std::vector<Candidate>& refused) {
    PaymentBatch batch = new_batch(unit, order.debtor, casework.clock.now());
    refused.clear();
    for (const ports::OutboxRow& item : unit.open_outbox("payout")) {
        Candidate candidate = candidate_of(unit, casework, order.files, item);
        if (candidate.reasons.empty()) {
            batch.payments.push_back(std::move(candidate.payment));
        } else {
            refused.push_back(std::move(candidate));
        }
    }
    if (batch.payments.empty()) {
        return BatchResult{};
    }
    auto file = order.files.write(batch);
    if (!file.has_value()) {
        return Failure<Reasons>(std::move(file.error()));
    }
    freeze_batch(unit, casework, batch, *file, order.actor);
    return result_of(batch, std::move(*file));
}

Result<BatchResult, Reasons> repeat_batch(Casework& casework, const PaymentFiles& files,
                                          const std::string& batch_id) {
    std::optional<ports::BatchRow> row;
    casework.store.read([&](ports::StoreReader& store) {
        for (const ports::BatchRow& stored : store.batches()) {
            if (stored.id == batch_id) {
                row = stored;
            }
        }
    });
    if (!row.has_value()) {
        return Failure<Reasons>(
            Reasons{{"NOT_FOUND", batch_id, "Diesen Zahlungslauf gibt es nicht."}});
    }
    const PaymentBatch batch = batch_of_row(*row);
    auto file = files.write(batch);
    if (!file.has_value() || to_hex(casework.sealing.sha256(*file)) != row->file_digest) {
        throw OperatingError(FailureKind::corrupt,
                             "batch " + batch_id + ": its content does not give its file again");
    }
    return result_of(batch, std::move(*file));
}

}  // namespace

std::string end_to_end_id(const std::string& case_id, std::int64_t number) {
    FOERDERWERK_REQUIRE(number >= 0, "steps are counted upwards from 1");
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    const auto base = static_cast<std::int64_t>(digits.size());
    std::string text;
    do {
        text.insert(text.begin(), digits[static_cast<std::size_t>(number % base)]);
        number /= base;
    } while (number > 0);
    return case_id + text;
}

Result<BatchResult, Reasons> run_batch(Casework& casework, const PaymentFiles& files,
                                       const PayoutSettings& debtor, const std::string& actor,
                                       const std::string& batch_id) {
    if (!batch_id.empty()) {
        return repeat_batch(casework, files, batch_id);
    }
    Result<BatchResult, Reasons> result;
    std::vector<Candidate> refused;
    casework.store.write([&](ports::UnitOfWork& unit) {
        result = make_batch(unit, casework, {files, debtor, actor}, refused);
    });
    for (Candidate& candidate : refused) {
        if (result.has_value()) {
            give_back(casework, candidate, result->left_out);
        }
    }
    return result;
}

}  // namespace foerderwerk::operations
