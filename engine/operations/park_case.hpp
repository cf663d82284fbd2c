// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "engine/operations/casework.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::operations {

/// What halted a case: a step that failed by our own fault or by damaged data. Such a step leaves
/// no record of its own, so the register journal keeps the incident, and `case_row.parked` is its
/// fold. No personal data: an incident cannot be erased.
struct Incident {
    std::string case_id;
    std::string event;  ///< the stimulus that could not be handled
    std::string cause;  ///< one sentence for the operator
};

/// Undoes the unit of work in which a case was parked, when what stands in it must come again
/// (a message, a booking). Whoever catches it parks the case in a unit of its own.
class CaseParked : public OperatingError {
public:
    explicit CaseParked(Incident incident)
        : OperatingError(FailureKind::transient, "the case is parked as an incident"),
          incident_(std::move(incident)) {}
    [[nodiscard]] const Incident& incident() const { return incident_; }

private:
    Incident incident_;
};

/// Parks a case: it takes no command and fires no deadline until somebody resumes it. Writes the
/// register record "case.park". A case that is parked keeps its first cause.
void park_case(ports::UnitOfWork& unit, Casework& casework, const Incident& incident);

/// Lets a parked case go on, as the register record "case.resume" of `actor` with its reason. What
/// waits in its outbox is due at once; deadlines that passed meanwhile fire. Gives the record's
/// number. Codes NOT_FOUND, NOT_PARKED, REASON_MISSING.
[[nodiscard]] Result<std::int64_t, Reason> resume_case(ports::UnitOfWork& unit, Casework& casework,
                                                       const std::string& case_id,
                                                       const std::string& actor,
                                                       const std::string& reason);

/// All incidents of a case, oldest first: {at, cause, event, number (of the last record then)} and,
/// once it was resumed, {resumed_at, resumed_by, reason}.
[[nodiscard]] Json::Array incidents_of(ports::StoreReader& store, const std::string& case_id);

/// What `case_row.parked` has to be, by the register row of the case ("incident"); "" for none.
[[nodiscard]] std::string parked_by(const std::string& register_value);

}  // namespace foerderwerk::operations
