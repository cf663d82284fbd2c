// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/dispatch_outbox.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>

#include "engine/operations/handle_command.hpp"
#include "engine/operations/open_effect.hpp"
#include "engine/operations/subject_keys.hpp"
#include "engine/operations/wake_case.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t back_off_seconds_max = 3600;

std::int64_t back_off_seconds(std::int64_t attempts) {
    return std::min<std::int64_t>(back_off_seconds_max,
                                  std::int64_t{2} << std::min<std::int64_t>(attempts, 11));
}

std::string reasons_text(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        // The receiver's own words may speak of persons; what is kept is code and place.
        text += (text.empty() ? "" : "; ") + reason.code;
        text += reason.place.empty() ? "" : " " + reason.place;
    }
    return text;
}

std::string target_of(const ports::OutboxRow& item) {
    const auto effect = parse_json(item.effect_json);
    return effect.has_value() ? effect->text("target") : std::string();
}

/// Decided before `item` by the same case, for the same recipient, and not out yet.
bool goes_before(const ports::OutboxRow& earlier, const ports::OutboxRow& item) {
    return earlier.status == "open" && earlier.processor == item.processor &&
           std::tuple(earlier.number, earlier.id.size(), earlier.id) <
               std::tuple(item.number, item.id.size(), item.id) &&
           target_of(earlier) == target_of(item);
}

/// The key device or the time stamp service does not answer: this item waits, all others go on.
class ComposerWaits : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

Result<std::string, Reasons> compose(const ports::MessageComposer& composer,
                                     const ports::OutgoingMessage& message) {
    try {
        return composer.compose(message);
    } catch (const OperatingError& failure) {
        if (failure.kind() != FailureKind::transient) {
            throw;
        }
        throw ComposerWaits(failure.what());
    }
}

/// When the step was taken that sent the item.
Instant decided_at(ports::StoreReader& store, const ports::OutboxRow& item) {
    std::string bytes;
    store.for_each_record(item.case_id, [&](const ports::RecordRow& row) {
        if (row.number == item.number) {
            bytes = row.bytes;
        }
    });
    const auto record = parse_json(bytes);
    return record.has_value() ? parse_instant(record->text("at")).value_or(Instant{}) : Instant{};
}

}  // namespace

// Items of other hands (payments wait for their batch) may be many and old; they must not keep
// what is ours from its turn.
std::vector<ports::OutboxRow> OutboxDispatcher::due_items(std::size_t most) {
    std::vector<ports::OutboxRow> ours;
    casework_.store.read([&](ports::StoreReader& store) {
        const std::int64_t now = to_micros(casework_.clock.now().instant);
        for (std::size_t asked = most;; asked *= 4) {
            const std::vector<ports::OutboxRow> due = store.due_outbox(now, asked);
            ours.clear();
            std::copy_if(due.begin(), due.end(), std::back_inserter(ours), [this](const auto& row) {
                return row.processor == "case" || processors_.contains(row.processor);
            });
            if (ours.size() >= most || due.size() < asked) {
                break;
            }
        }
    });
    ours.resize(std::min(ours.size(), most));
    return ours;
}

std::size_t OutboxDispatcher::dispatch_due(std::size_t most) {
    std::size_t sent = 0;
    // A page of items that only had to be moved behind others is not the end of a round.
    for (bool moved = true; moved && sent == 0;) {
        moved = false;
        for (const ports::OutboxRow& item : due_items(most)) {
            if (stopping_) {
                return sent;
            }
            const Tried tried = try_item(item);
            sent += tried == Tried::sent ? 1U : 0U;
            moved = moved || tried == Tried::moved;
        }
    }
    return sent;
}

OutboxDispatcher::Tried OutboxDispatcher::try_item(const ports::OutboxRow& item) {
    try {
        if (const auto until = waits_until(item)) {
            return hold(item, *until) ? Tried::moved : Tried::waits;
        }
        if (item.processor == "case") {
            wake_case(item);
        } else {
            dispatch(item);
        }
    } catch (const OperatingError& error) {
        if (error.kind() == FailureKind::transient) {
            throw;
        }
        // What cannot go out now (an erased part, a case that cannot be read) waits with its
        // cause, and all other items go on.
        postpone(item, {.cause = error.what(), .after = std::chrono::seconds(0)});
    }
    return Tried::sent;
}

// Asked for each item right before it goes: the one before it may have failed in this very round.
std::optional<std::int64_t> OutboxDispatcher::waits_until(const ports::OutboxRow& item) {
    std::optional<std::int64_t> until;
    casework_.store.read([&](ports::StoreReader& store) {
        const auto row = store.find_case(item.case_id);
        if (row.has_value() && !row->parked.empty()) {
            until =
                to_micros(casework_.clock.now().instant) + back_off_seconds_max * micros_a_second;
        }
        for (const ports::OutboxRow& other : store.outbox_of_case(item.case_id)) {
            if (goes_before(other, item)) {
                until = std::max(until.value_or(0), other.next_attempt);
            }
        }
    });
    return until;
}

// It is due again when the one before it is, and behind it in the page, so that it stands in
// nobody's way. False when it stood there already.
bool OutboxDispatcher::hold(const ports::OutboxRow& item, std::int64_t until) {
    if (until <= item.next_attempt) {
        return false;
    }
    casework_.store.write([&](ports::UnitOfWork& unit) {
        auto row = unit.find_outbox(item.id);
        if (row.has_value() && row->status == "open") {
            row->next_attempt = until;
            unit.put_outbox(*row);
        }
    });
    return true;
}

// Waking another case is a command to it, in the same transaction that closes the item.
void OutboxDispatcher::wake_case(const ports::OutboxRow& item) {
    casework_.store.write([&](ports::UnitOfWork& unit) {
        const auto current = unit.find_outbox(item.id);
        if (!current.has_value() || current->status != "open") {
            return;
        }
        const Handled handled = wake_case_in(unit, casework_, item);
        if (handled.kind == Handled::Kind::parked) {
            postpone_in(unit, item, {.cause = reasons_text(handled.reasons), .after = {}});
            return;
        }
        ports::OutboxRow done = *current;
        done.status = handled.kind == Handled::Kind::taken ? "delivered" : "refused";
        done.last_cause = reasons_text(handled.reasons);
        unit.put_outbox(done);
    });
}

std::string OutboxDispatcher::document_for(const ports::OutboxRow& item, const Processor& processor,
                                           Reasons& reasons) {
    std::string document;
    ports::OutgoingMessage message{.outbox_id = item.id,
                                   .event = item.event,
                                   .recipient = target_of(item),
                                   .decided = {},
                                   .data = {}};
    casework_.store.read([&](ports::StoreReader& store) {
        if (!item.document.empty()) {
            const auto row = store.find_document(item.document);
            auto content =
                row.has_value() ? open_document(casework_.sealing, store, *row) : std::nullopt;
            if (!content.has_value()) {
                throw OperatingError(FailureKind::corrupt,
                                     "document " + item.document + " cannot be opened");
            }
            document = std::move(*content);
            return;
        }
        message.data = open_effect(store, casework_.sealing, item);
        message.decided = decided_at(store, item);
    });
    if (!document.empty()) {
        return document;
    }
    auto composed = compose(*processor.composer, message);
    if (!composed.has_value()) {
        reasons = composed.error();
        return {};
    }
    // The bytes are kept before they leave, so that a repetition sends the same ones.
    casework_.store.write([&](ports::UnitOfWork& unit) {
        auto row = unit.find_outbox(item.id);
        FOERDERWERK_REQUIRE(row.has_value(), "outbox items are never deleted");
        row->document = store_document(unit, casework_.sealing, item.case_id, "sent", *composed);
        unit.put_outbox(*row);
    });
    return std::move(*composed);
}

void OutboxDispatcher::dispatch(const ports::OutboxRow& item) {
    const Processor& processor = processors_.at(item.processor);
    Reasons reasons;
    std::string document;
    try {
        document = document_for(item, processor, reasons);
    } catch (const ComposerWaits& waits) {
        postpone(item, {.cause = waits.what(), .after = std::chrono::seconds(0)});
        return;
    }
    if (!reasons.empty()) {
        answer(item, ports::Refused{.reasons = reasons});
        return;
    }
    answer(item, processor.processor->send({.id = OutboxId(item.id),
                                            .processor = item.processor,
                                            .recipient = target_of(item),
                                            .event = item.event,
                                            .document = document}));
}

void OutboxDispatcher::answer(const ports::OutboxRow& item, const ports::DeliveryAnswer& answer) {
    if (const auto* delivered = std::get_if<ports::Delivered>(&answer)) {
        finish(item, "delivered", delivered->receipt, {});
        return;
    }
    if (const auto* refused = std::get_if<ports::Refused>(&answer)) {
        finish(item, "refused", {}, refused->reasons);
        return;
    }
    postpone(item, std::get<ports::RetryLater>(answer));
}

void OutboxDispatcher::postpone(const ports::OutboxRow& item, const ports::RetryLater& later) {
    casework_.store.write([&](ports::UnitOfWork& unit) { postpone_in(unit, item, later); });
}

void OutboxDispatcher::postpone_in(ports::UnitOfWork& unit, const ports::OutboxRow& item,
                                   const ports::RetryLater& later) {
    auto row = unit.find_outbox(item.id);
    if (!row.has_value() || row->status != "open") {
        return;
    }
    const std::int64_t wait =
        std::max<std::int64_t>(later.after.count(), back_off_seconds(row->attempts));
    ++row->attempts;
    row->next_attempt = to_micros(casework_.clock.now().instant) + wait * micros_a_second;
    row->last_cause = later.cause;
    unit.put_outbox(*row);
}

void OutboxDispatcher::finish(const ports::OutboxRow& item, const std::string& status,
                              const std::string& receipt, const Reasons& reasons) {
    casework_.store.write([&](ports::UnitOfWork& unit) {
        auto row = unit.find_outbox(item.id);
        if (!row.has_value() || row->status != "open") {
            return;  // another dispatcher was faster
        }
        feel::Context data;
        data.set("effect", item.id);
        data.set("message", item.event);
        if (!receipt.empty()) {
            data.set("receipt", receipt);
        }
        if (!reasons.empty()) {
            data.set("reasons", reasons_text(reasons));
        }
        cases::Command command;
        command.case_id = CaseId(item.case_id);
        command.event = "answer." + item.processor + "." + status;
        command.data = feel::Value(std::move(data));
        command.actor = {.kind = cases::Actor::Kind::connector,
                         .id = item.processor,
                         .roles = {},
                         .on_behalf_of = {}};
        command.send_id = item.id;
        const Handled handled = handle_in(unit, casework_, command);
        if (handled.kind == Handled::Kind::parked) {
            // The case has not heard the answer: it goes out again under the same id, by which the
            // receiver knows it, when the case goes on.
            postpone_in(unit, item, {.cause = reasons_text(handled.reasons), .after = {}});
            return;
        }
        row->status = status;
        ++row->attempts;
        row->last_cause = reasons_text(reasons);
        unit.put_outbox(*row);
    });
}

}  // namespace foerderwerk::operations
