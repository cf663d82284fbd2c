// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/types/digest.hpp"
#include "engine/types/id.hpp"
#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::evidence {

/// One leaf of the evidence log. It names a record and commits to it without containing it, so it
/// carries no personal data and stays when the record is erased.
struct Entry {
    std::uint64_t sequence = 0;  ///< index of the leaf, from 0, without gaps
    Instant time;
    CaseId case_id;                  ///< empty for what belongs to no case
    std::string type;                ///< what was done, for instance "step", "refused", "erased"
    PersonId actor;                  ///< pseudonymous; empty when the system itself acted
    std::string role;                ///< in which the actor did it; may be empty
    std::optional<Digest> object;    ///< keyed digest of what was acted upon
    std::optional<Digest> previous;  ///< leaf hash of this case's previous entry
    Digest commit{};                 ///< HMAC-SHA-256(k, record)
    friend bool operator==(const Entry&, const Entry&) = default;
};

inline constexpr std::size_t largest_entry = 65'535;

/// The leaf's bytes: RFC 8785 JSON with the members v (1), seq, time, case, type, actor, role,
/// object, prev, commit; digests in Base64; absent values are left out. Code ENTRY_FIELD when a
/// text is longer than 1,000 bytes, is not UTF-8 or has control characters, when the type is
/// empty, or when the case is not 32 hexadecimal digits.
[[nodiscard]] Result<std::string, Reason> write_entry(const Entry& entry);

/// Accepts exactly what write_entry writes (ENTRY_FORM, ENTRY_FIELD).
[[nodiscard]] Result<Entry, Reason> parse_entry(std::string_view bytes);

}  // namespace foerderwerk::evidence
