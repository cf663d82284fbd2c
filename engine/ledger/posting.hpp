// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/types/id.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ledger {

/// What a posting does to its line. Nothing is ever changed or deleted: a wrong posting is
/// countered by another one.
enum class PostingKind {
    allot,              ///< budget comes to the line; a negative amount takes it back
    reserve,            ///< set aside for a case that is not decided yet
    commit,             ///< Festlegung: out of the case's reservation first, then what is free
    pay,                ///< out of what the case has committed
    take_back,          ///< a payment that came back: paid → committed
    release_reserved,   ///< back to free
    release_committed,  ///< back to free
};

[[nodiscard]] std::string_view to_string(PostingKind kind);  ///< its name as above
[[nodiscard]] std::optional<PostingKind> parse_posting_kind(std::string_view text);

/// One line of the books. Case, step and index name it; the same name is never posted twice.
struct Posting {
    std::string line;  ///< programme, year and purpose, as the definition names them
    PostingKind kind = PostingKind::reserve;
    std::int64_t amount = 0;  ///< cents on money lines, pieces on quota lines
    CaseId case_id;           ///< empty for allot
    std::int64_t step = 0;    ///< number of the record that posts
    std::int64_t index = 0;   ///< within that record
    /// A quota line's largest sum of reserved, committed and paid, as it is on the day of posting.
    std::optional<std::int64_t> limit;
    int year = 0;  ///< Haushaltsjahr
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// A line's sums, all of them never negative.
struct LineBalance {
    std::int64_t allotted = 0;
    std::int64_t reserved = 0;
    std::int64_t committed = 0;
    std::int64_t paid = 0;
    [[nodiscard]] std::int64_t used() const { return reserved + committed + paid; }
    /// What is free. On a quota line, which has no allotment, this is minus what is used.
    [[nodiscard]] std::int64_t available() const { return allotted - used(); }
    friend bool operator==(const LineBalance&, const LineBalance&) = default;
};

/// What one case holds on one line; the holdings of all cases add up to the line.
struct CaseHolding {
    std::int64_t reserved = 0;
    std::int64_t committed = 0;
    std::int64_t paid = 0;
    friend bool operator==(const CaseHolding&, const CaseHolding&) = default;
};

struct Booked {
    LineBalance line;
    CaseHolding holding;
    friend bool operator==(const Booked&, const Booked&) = default;
};

/// Both sums after the posting, or why it is not possible:
/// BUDGET_ERSCHOEPFT     the line's allotment does not suffice;
/// KONTINGENT_ERSCHOEPFT the posting carries a limit and it does not suffice;
/// BUCHUNG_UNGUELTIG     an amount that is not positive (allot: zero), more than the case holds,
///                       or an overflow.
/// A posting with a limit on a line with an allotment must respect both. A limit lowered below
/// what is in use refuses new use and leaves the old.
[[nodiscard]] Result<Booked, Reason> apply(const Posting& posting, const LineBalance& line,
                                           const CaseHolding& holding);

}  // namespace foerderwerk::ledger
