// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::calendar {

/// The base rate of § 247 BGB from a day on.
struct BaseRate {
    LocalDate since;
    std::int64_t basis_points = 0;  ///< hundredths of a percent; may be negative
    bool verified = true;           ///< checked against the notice in the Bundesanzeiger
    friend bool operator==(const BaseRate&, const BaseRate&) = default;
};

/// A table of base rates. A rate holds until the next one; the last holds until the end of its
/// half-year, for nobody knows the next one before it is published.
class BaseRates {
public:
    /// Requires a first rate, and days in ascending order.
    explicit BaseRates(std::vector<BaseRate> rates);

    /// Code ZINSSATZ_UNBEKANNT before the first rate and after the last one.
    [[nodiscard]] Result<BaseRate, Reason> on(LocalDate day) const;
    [[nodiscard]] const std::vector<BaseRate>& rates() const { return rates_; }
    [[nodiscard]] LocalDate last_day() const;

private:
    std::vector<BaseRate> rates_;
};

/// Every half-year since 2002.
[[nodiscard]] const BaseRates& base_rates();

/// "1.200,00", "-0,88".
[[nodiscard]] std::string german_hundredths(std::int64_t hundredths);
/// "3,62 %".
[[nodiscard]] std::string german_percent(std::int64_t basis_points);
/// "1.200,00 €".
[[nodiscard]] std::string german_euro(std::int64_t cents);

}  // namespace foerderwerk::calendar
