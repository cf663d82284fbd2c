// SPDX-License-Identifier: EUPL-1.2
#include "engine/ledger/posting.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/types/failure.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::ledger {
namespace {

constexpr std::array<std::pair<PostingKind, std::string_view>, 7> known_names = {{
    {PostingKind::allot, "allot"},
    {PostingKind::reserve, "reserve"},
    {PostingKind::commit, "commit"},
    {PostingKind::pay, "pay"},
    {PostingKind::take_back, "take_back"},
    {PostingKind::release_reserved, "release_reserved"},
    {PostingKind::release_committed, "release_committed"},
}};

using Outcome = Result<Booked, Reason>;

Failure<Reason> refused(const char* code, const Posting& posting, std::string text) {
    return Failure<Reason>({code, posting.line, std::move(text)});
}

Failure<Reason> invalid(const Posting& posting, std::string text) {
    return refused("BUCHUNG_UNGUELTIG", posting, std::move(text));
}

/// "1234,50 EUR", as a clerk reads it.
std::string euros(std::int64_t cents) {
    std::string text = Money::from_cents(cents).to_string();
    text[text.size() - 3] = ',';
    return text + " EUR";
}

Failure<Reason> quota_exhausted(const Posting& posting, std::int64_t used, std::int64_t wanted) {
    std::string text = "Kontingent ausgeschöpft (" + std::to_string(used) + " von " +
                       std::to_string(*posting.limit) + ")";
    if (used < *posting.limit) {
        text += ", benötigt werden " + std::to_string(wanted);
    }
    return refused("KONTINGENT_ERSCHOEPFT", posting, text + ".");
}

Failure<Reason> budget_exhausted(const Posting& posting, std::int64_t free, std::int64_t wanted) {
    return refused("BUDGET_ERSCHOEPFT", posting,
                   "Haushaltsmittel erschöpft: verfügbar " + euros(free) + ", benötigt " +
                       euros(wanted) + ".");
}

/// Why the line cannot take `more` units of new use, or nothing.
std::optional<Failure<Reason>> no_room(const Posting& posting, const LineBalance& line,
                                       std::int64_t more) {
    std::int64_t used = 0;
    if (__builtin_add_overflow(line.used(), more, &used)) {
        return invalid(posting, "Die Summe der Haushaltsstelle überschreitet den Zahlenbereich.");
    }
    if (more == 0) {
        return std::nullopt;
    }
    if (posting.limit && used > *posting.limit) {
        return quota_exhausted(posting, line.used(), more);
    }
    const bool has_allotment = !posting.limit || line.allotted != 0;
    if (has_allotment && used > line.allotted) {
        return budget_exhausted(posting, line.available(), more);
    }
    return std::nullopt;
}

Outcome allot(const Posting& posting, Booked booked) {
    if (posting.amount == 0) {
        return invalid(posting, "Eine Zuweisung von null ist keine Buchung.");
    }
    const std::int64_t before = booked.line.available();
    if (__builtin_add_overflow(booked.line.allotted, posting.amount, &booked.line.allotted)) {
        return invalid(posting, "Die Zuweisung überschreitet den Zahlenbereich.");
    }
    if (booked.line.allotted < 0 || booked.line.available() < 0) {
        return refused("BUDGET_ERSCHOEPFT", posting,
                       "Die Kürzung übersteigt die verfügbaren Mittel von " +
                           euros(std::max<std::int64_t>(before, 0)) + ".");
    }
    return booked;
}

Outcome reserve(const Posting& posting, Booked booked) {
    if (auto why = no_room(posting, booked.line, posting.amount)) {
        return *why;
    }
    booked.line.reserved += posting.amount;
    booked.holding.reserved += posting.amount;
    return booked;
}

Outcome commit(const Posting& posting, Booked booked) {
    const std::int64_t from_reserved = std::min(posting.amount, booked.holding.reserved);
    if (auto why = no_room(posting, booked.line, posting.amount - from_reserved)) {
        return *why;
    }
    booked.line.reserved -= from_reserved;
    booked.holding.reserved -= from_reserved;
    booked.line.committed += posting.amount;
    booked.holding.committed += posting.amount;
    return booked;
}

Failure<Reason> more_than_held(const Posting& posting, const char* what) {
    return invalid(posting, "Der Vorgang hat auf dieser Haushaltsstelle weniger " +
                                std::string(what) + ", als gebucht werden soll.");
}

Outcome pay(const Posting& posting, Booked booked) {
    if (posting.amount > booked.holding.committed) {
        return more_than_held(posting, "festgelegt");
    }
    booked.line.committed -= posting.amount;
    booked.holding.committed -= posting.amount;
    booked.line.paid += posting.amount;
    booked.holding.paid += posting.amount;
    return booked;
}

Outcome take_back(const Posting& posting, Booked booked) {
    if (posting.amount > booked.holding.paid) {
        return more_than_held(posting, "ausgezahlt");
    }
    booked.line.paid -= posting.amount;
    booked.holding.paid -= posting.amount;
    booked.line.committed += posting.amount;
    booked.holding.committed += posting.amount;
    return booked;
}

Outcome release_reserved(const Posting& posting, Booked booked) {
    if (posting.amount > booked.holding.reserved) {
        return more_than_held(posting, "reserviert");
    }
    booked.line.reserved -= posting.amount;
    booked.holding.reserved -= posting.amount;
    return booked;
}

Outcome release_committed(const Posting& posting, Booked booked) {
    if (posting.amount > booked.holding.committed) {
        return more_than_held(posting, "festgelegt");
    }
    booked.line.committed -= posting.amount;
    booked.holding.committed -= posting.amount;
    return booked;
}

/// The sums that come in are a fold of earlier postings; anything else here is our own mistake.
void require_sound(const LineBalance& line, const CaseHolding& holding) {
    FOERDERWERK_REQUIRE(
        line.allotted >= 0 && line.reserved >= 0 && line.committed >= 0 && line.paid >= 0,
        "a ledger line is never below zero");
    std::int64_t used = 0;
    FOERDERWERK_REQUIRE(!__builtin_add_overflow(line.reserved, line.committed, &used) &&
                            !__builtin_add_overflow(used, line.paid, &used),
                        "a ledger line's use fits 64 bits");
    FOERDERWERK_REQUIRE(holding.reserved >= 0 && holding.reserved <= line.reserved &&
                            holding.committed >= 0 && holding.committed <= line.committed &&
                            holding.paid >= 0 && holding.paid <= line.paid,
                        "a case holds no more than its line");
}

}  // namespace

std::string_view to_string(PostingKind kind) {
    const auto entry = std::find_if(known_names.begin(), known_names.end(),
                                    [&](const auto& known) { return known.first == kind; });
    FOERDERWERK_REQUIRE(entry != known_names.end(), "every kind of posting has a name");
    return entry->second;
}

std::optional<PostingKind> parse_posting_kind(std::string_view text) {
    const auto entry = std::find_if(known_names.begin(), known_names.end(),
                                    [&](const auto& known) { return known.second == text; });
    return entry == known_names.end() ? std::nullopt : std::optional(entry->first);
}

Result<Booked, Reason> apply(const Posting& posting, const LineBalance& line,
                             const CaseHolding& holding) {
    require_sound(line, holding);
    const Booked booked{line, holding};
    if (posting.kind != PostingKind::allot && posting.amount <= 0) {
        return invalid(posting, "Der Betrag einer Buchung muss größer als null sein.");
    }
    switch (posting.kind) {
        case PostingKind::allot:
            return allot(posting, booked);
        case PostingKind::reserve:
            return reserve(posting, booked);
        case PostingKind::commit:
            return commit(posting, booked);
        case PostingKind::pay:
            return pay(posting, booked);
        case PostingKind::take_back:
            return take_back(posting, booked);
        case PostingKind::release_reserved:
            return release_reserved(posting, booked);
        case PostingKind::release_committed:
            return release_committed(posting, booked);
    }
    return invalid(posting, "Die Art der Buchung ist unbekannt.");
}

}  // namespace foerderwerk::ledger
