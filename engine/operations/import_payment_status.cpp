// SPDX-License-Identifier: EUPL-1.2
#include <exception>
#include <map>

#include "engine/operations/handle_command.hpp"
#include "engine/operations/payment_batch_json.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::operations {

namespace {

/// Undoes the unit of work of one booking: neither a refused step nor its booking is kept, so
/// that the same booking can be imported again when the cause is mended.
class Undone : public std::exception {};

cases::Command command_for(const Payment& payment, const PaymentBooking& booking) {
    const auto amount = feel::Decimal::parse(Money::from_cents(booking.cents).to_string());
    FOERDERWERK_REQUIRE(amount.has_value(), "every amount in cents is a decimal number");
    const auto value_date = parse_date(booking.value_date);
    feel::Context data;
    data.set("end_to_end_id", booking.end_to_end_id);
    data.set("amount", *amount);
    data.set("value_date", value_date.has_value() ? feel::Value(*value_date) : feel::Value());
    data.set("reason",
             booking.return_reason.empty() ? feel::Value() : feel::Value(booking.return_reason));
    cases::Command command;
    command.case_id = CaseId(payment.case_id);
    command.event = booking.returned ? "answer.payout.returned" : "answer.payout.paid";
    command.data = feel::Value(std::move(data));
    command.actor = {
        .kind = cases::Actor::Kind::connector, .id = "payout", .roles = {}, .on_behalf_of = {}};
    command.send_id = payment.outbox_id;
    return command;
}

/// Takes the bookings one after the other, each in a unit of work of its own.
class StatusImport {
public:
    explicit StatusImport(Casework& casework) : casework_(casework) {
        casework_.store.read([this](ports::StoreReader& store) {
            for (const ports::BatchRow& row : store.batches()) {
                for (Payment& payment : batch_of_row(row).payments) {
                    payments_.insert_or_assign(payment.end_to_end_id, std::move(payment));
                }
            }
        });
    }

    void take(const PaymentBooking& booking) {
        if (booking.unusable.has_value()) {
            result_.passed_over.push_back(*booking.unusable);
            return;
        }
        const auto known = payments_.find(booking.end_to_end_id);
        if (known == payments_.end()) {
            pass_over(booking, "BUCHUNG_UNBEKANNT",
                      "Zu dieser End-to-End-Id gibt es keine Zahlung in einem Zahlungslauf.");
        } else if (booking.cents != known->second.cents) {
            pass_over(booking, "BUCHUNG_BETRAG",
                      "Der gebuchte Betrag ist nicht der Betrag der Zahlung.");
        } else if (booking.paid == booking.returned) {
            pass_over(booking, "BUCHUNG_OFFEN",
                      "Die Buchung ist weder eine endgültige Zahlung noch eine Rückgabe.");
        } else {
            book(known->second, booking);
        }
    }

    StatusResult result() { return std::move(result_); }

private:
    void pass_over(const PaymentBooking& booking, const char* code, const char* text) {
        result_.passed_over.push_back({code, booking.end_to_end_id, text});
    }

    void book(const Payment& payment, const PaymentBooking& booking) {
        bool known = false;
        Reasons refused;
        std::optional<Incident> incident;
        try {
            casework_.store.write([&](ports::UnitOfWork& unit) {
                known = !book_in(unit, payment, booking, refused, incident);
            });
        } catch (const Undone&) {
            if (incident.has_value()) {
                casework_.store.write(
                    [&](ports::UnitOfWork& unit) { park_case(unit, casework_, *incident); });
            }
            for (Reason& reason : refused) {
                reason.place = booking.end_to_end_id;
                result_.passed_over.push_back(std::move(reason));
            }
            return;
        }
        ++(known ? result_.known_before : booking.returned ? result_.returned : result_.paid);
    }

    /// False when the booking was taken earlier. Throws Undone when the case does not take it.
    bool book_in(ports::UnitOfWork& unit, const Payment& payment, const PaymentBooking& booking,
                 Reasons& refused, std::optional<Incident>& incident) {
        auto item = unit.find_outbox(payment.outbox_id);
        if (!item.has_value() || item->status == "open") {
            throw OperatingError(FailureKind::corrupt,
                                 "payment " + payment.end_to_end_id + " is not marked as batched");
        }
        const bool is_new =
            item->status == "batched" || (booking.returned && item->status == "delivered");
        if (!is_new) {
            return false;
        }
        item->status = booking.returned ? "returned" : "delivered";
        unit.put_outbox(*item);
        Handled handled = handle_in(unit, casework_, command_for(payment, booking));
        if (handled.kind != Handled::Kind::taken) {
            refused = std::move(handled.reasons);
            incident = std::move(handled.incident);
            throw Undone();
        }
        if (!handled.heard) {
            refused = {{"BUCHUNG_UNERWARTET", "",
                        "Der Vorgang erwartet diese Buchung nicht; bitte von Hand klären."}};
            throw Undone();
        }
        return true;
    }

    Casework& casework_;
    std::map<std::string, Payment> payments_;  ///< by end-to-end id
    StatusResult result_;
};

}  // namespace

Result<StatusResult, Reasons> import_status(Casework& casework, const PaymentFiles& files,
                                            std::string_view bytes) {
    const auto bookings = files.read_status(bytes);
    if (!bookings.has_value()) {
        return Failure<Reasons>(bookings.error());
    }
    StatusImport import(casework);
    for (const PaymentBooking& booking : *bookings) {
        import.take(booking);
    }
    return import.result();
}

}  // namespace foerderwerk::operations
