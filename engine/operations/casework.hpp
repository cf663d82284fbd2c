// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/operations/definitions.hpp"
#include "engine/operations/file_numbers.hpp"
#include "engine/operations/warm_cases.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/sealing.hpp"

namespace foerderwerk::operations {

/// A programme as this installation runs it ([[programme]] in the configuration).
struct ProgrammeSettings {
    std::string programme;            ///< name of the chart
    std::string definition;           ///< id that new cases are pinned to
    std::string leistung;             ///< number in the service catalogue (path of the inbox)
    std::string file_number_pattern;  ///< "BV-{year}-{number:05}"
    feel::Context settings;           ///< → _x.programme
};

/// What every operation works with. References outlive all operations.
struct Casework {
    ports::CaseStore& store;
    const ports::Sealing& sealing;
    const ports::Clock& clock;
    Definitions& definitions;
    const feel::Services* services = nullptr;
    std::vector<ProgrammeSettings> programmes;
    WarmCases* warm = nullptr;       ///< none: every state is read from the store
    FileNumbers* numbers = nullptr;  ///< none: new cases are decided in the writer only

    [[nodiscard]] const ProgrammeSettings* programme(const std::string& name) const;
    [[nodiscard]] const ProgrammeSettings* programme_of_leistung(const std::string& number) const;
};

[[nodiscard]] std::int64_t to_micros(Instant instant);
[[nodiscard]] Instant from_micros(std::int64_t micros);

}  // namespace foerderwerk::operations
