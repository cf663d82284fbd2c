// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace foerderwerk::performance {

/// One line of the table: what was measured, beside what it is compared with in the same run.
struct Figure {
    std::string name;
    std::string unit;
    double ours = 0;
    std::optional<double> reference;
    std::string reference_name;
    /// More is better: ours / reference. Less is better (bytes, time): reference / ours.
    bool less_is_better = false;
    std::optional<double> target;  ///< the ratio that must be reached

    [[nodiscard]] std::optional<double> ratio() const;
};

/// An aligned table: figure, ours, reference, ratio, target, and "ok" or "BELOW".
void print_figures(std::ostream& out, const std::vector<Figure>& figures);

/// The middle one of some measurements of the same thing; 0 of none.
[[nodiscard]] double median(std::vector<double> values);

}  // namespace foerderwerk::performance
