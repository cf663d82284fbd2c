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

using Kind = PaymentBooking::Kind;

feel::Value reasons_of(const PaymentBooking& booking) {
    feel::List reasons;
    if (!booking.reason_text.empty()) {
        feel::Context one;
        one.set("code", booking.reason_code);
        one.set("text", booking.reason_text);
        reasons.emplace_back(std::move(one));
    }
    return feel::Value(std::move(reasons));
}

feel::Value data_for(const Payment& payment, const PaymentBooking& booking) {
    feel::Context data;
    if (booking.kind == Kind::rejected) {
        data.set("effect", payment.outbox_id);
        data.set("end_to_end_id", payment.end_to_end_id);
        data.set("reasons", reasons_of(booking));
        return feel::Value(std::move(data));
    }
    const auto amount = feel::Decimal::parse(Money::from_cents(payment.cents).to_string());
    FOERDERWERK_REQUIRE(amount.has_value(), "every amount in cents is a decimal number");
    const auto value_date = parse_date(booking.value_date);
    data.set("end_to_end_id", payment.end_to_end_id);
    data.set("amount", *amount);
    data.set("value_date", value_date.has_value() ? feel::Value(*value_date) : feel::Value());
    data.set("reason",
             booking.reason_code.empty() ? feel::Value() : feel::Value(booking.reason_code));
    if (booking.kind == Kind::returned) {
        data.set("reasons", reasons_of(booking));
    }
    return feel::Value(std::move(data));
}

cases::Command command_for(const Payment& payment, const PaymentBooking& booking) {
    cases::Command command;
    command.case_id = CaseId(payment.case_id);
    command.event = booking.kind == Kind::rejected   ? "answer.payout.refused"
                    : booking.kind == Kind::returned ? "answer.payout.returned"
                                                     : "answer.payout.paid";
    command.data = data_for(payment, booking);
    command.actor = {
        .kind = cases::Actor::Kind::connector, .id = "payout", .roles = {}, .on_behalf_of = {}};
    command.send_id = payment.outbox_id;
    return command;
}

const char* status_after(Kind kind) {
    return kind == Kind::rejected ? "rejected" : kind == Kind::returned ? "returned" : "delivered";
}

/// What a booking is for an item that stands at `status`.
enum class Weight { fresh, known, contradiction };

Weight weigh(const std::string& status, Kind kind) {
    if (status == "batched" || (status == "delivered" && kind == Kind::returned)) {
        return Weight::fresh;
    }
    const bool rejected_and_booked = (status == "rejected") != (kind == Kind::rejected);
    return rejected_and_booked ? Weight::contradiction : Weight::known;
}

/// Takes the bookings one after the other, each in a unit of work of its own.
class StatusImport {
public:
    explicit StatusImport(Casework& casework) : casework_(casework) {
        casework_.store.read([this](ports::StoreReader& store) {
            for (const ports::BatchRow& row : store.batches()) {
                std::vector<std::string>& ids = batches_[row.id];
                PaymentBatch batch = batch_of_row(row);
                for (Payment& payment : batch.payments) {
                    const std::string id = payment.end_to_end_id;
                    ids.push_back(id);
                    payments_.insert_or_assign(id, Known{std::move(payment), row.id});
                }
            }
        });
    }

    void take(const PaymentBooking& booking) {
        if (booking.unusable.has_value()) {
            result_.passed_over.push_back(*booking.unusable);
        } else if (booking.end_to_end_id.empty()) {
            take_batch(booking);
        } else {
            take_payment(booking);
        }
    }

    StatusResult result() { return std::move(result_); }

private:
    struct Known {
        Payment payment;
        std::string batch_id;
    };

    void pass_over(const std::string& place, const char* code, const char* text) {
        result_.passed_over.push_back({code, place, text});
    }

    /// False when the booking changes no case, whatever payment it is for.
    bool says_something(const PaymentBooking& booking, const std::string& place) {
        if (booking.kind == Kind::accepted) {
            ++result_.accepted;
            return false;
        }
        if (booking.kind == Kind::open) {
            pass_over(place, "BUCHUNG_OFFEN",
                      "Die Buchung ist weder eine endgültige Zahlung noch eine Rückgabe.");
            return false;
        }
        return true;
    }

    void take_payment(const PaymentBooking& booking) {
        const std::string& id = booking.end_to_end_id;
        const auto known = payments_.find(id);
        if (known == payments_.end() ||
            (!booking.batch_id.empty() && booking.batch_id != known->second.batch_id)) {
            pass_over(id, "BUCHUNG_UNBEKANNT",
                      "Zu dieser End-to-End-Id gibt es keine Zahlung in einem Zahlungslauf.");
        } else if (booking.cents.has_value() && *booking.cents != known->second.payment.cents) {
            pass_over(id, "BUCHUNG_BETRAG",
                      "Der gebuchte Betrag ist nicht der Betrag der Zahlung.");
        } else if (says_something(booking, id)) {
            book(known->second.payment, booking);
        }
    }

    void take_batch(const PaymentBooking& booking) {
        const auto known = batches_.find(booking.batch_id);
        if (known == batches_.end()) {
            pass_over(booking.batch_id, "BUCHUNG_UNBEKANNT",
                      "Einen Zahlungslauf mit dieser Kennung gibt es nicht.");
            return;
        }
        std::int64_t sum = 0;
        for (const std::string& id : known->second) {
            sum += payments_.at(id).payment.cents;
        }
        if (booking.cents.has_value() && *booking.cents != sum) {
            pass_over(booking.batch_id, "BUCHUNG_BETRAG",
                      "Die gebuchte Summe ist nicht die Summe des Zahlungslaufs.");
        } else if (says_something(booking, booking.batch_id)) {
            for (const std::string& id : known->second) {
                book(payments_.at(id).payment, booking);
            }
        }
    }

    void book(const Payment& payment, const PaymentBooking& booking) {
        Weight weight = Weight::fresh;
        Reasons refused;
        std::optional<Incident> incident;
        try {
            casework_.store.write([&](ports::UnitOfWork& unit) {
                weight = book_in(unit, payment, booking, refused, incident);
            });
        } catch (const Undone&) {
            if (incident.has_value()) {
                casework_.store.write(
                    [&](ports::UnitOfWork& unit) { park_case(unit, casework_, *incident); });
            }
            for (Reason& reason : refused) {
                reason.place = payment.end_to_end_id;
                result_.passed_over.push_back(std::move(reason));
            }
            return;
        }
        count(weight, payment, booking.kind);
    }

    void count(Weight weight, const Payment& payment, Kind kind) {
        if (weight == Weight::contradiction) {
            pass_over(payment.end_to_end_id, "BUCHUNG_WIDERSPRUCH",
                      kind == Kind::rejected
                          ? "Die Bank weist eine Zahlung zurück, die sie schon gebucht hat. Nichts "
                            "ist geändert; bitte bei der Bank klären."
                          : "Die Bank bucht eine Zahlung, die sie zurückgewiesen hat. Nichts ist "
                            "gebucht; bitte vor einer neuen Zahlung bei der Bank klären.");
        } else if (weight == Weight::known) {
            ++result_.known_before;
        } else {
            ++(kind == Kind::rejected   ? result_.rejected
               : kind == Kind::returned ? result_.returned
                                        : result_.paid);
        }
    }

    /// Changes nothing unless the booking is fresh. Throws Undone when the case does not take it.
    Weight book_in(ports::UnitOfWork& unit, const Payment& payment, const PaymentBooking& booking,
                   Reasons& refused, std::optional<Incident>& incident) {
        auto item = unit.find_outbox(payment.outbox_id);
        if (!item.has_value() || item->status == "open") {
            throw OperatingError(FailureKind::corrupt,
                                 "payment " + payment.end_to_end_id + " is not marked as batched");
        }
        const Weight weight = weigh(item->status, booking.kind);
        if (weight != Weight::fresh) {
            return weight;
        }
        item->status = status_after(booking.kind);
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
        return weight;
    }

    Casework& casework_;
    std::map<std::string, Known> payments_;                    ///< by end-to-end id
    std::map<std::string, std::vector<std::string>> batches_;  ///< end-to-end ids by batch
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
