// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace foerderwerk::performance {

namespace {

using Cells = std::array<std::string, 7>;

std::string number(double value) {
    std::array<char, 32> text{};
    const int decimals = std::abs(value) < 10 ? 2 : std::abs(value) < 100 ? 1 : 0;
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string two_decimals(std::optional<double> value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value.value_or(0));
    return value.has_value() ? text.data() : "-";
}

std::string verdict(const Figure& figure) {
    const auto ratio = figure.ratio();
    if (!figure.target.has_value() || !ratio.has_value()) {
        return "";
    }
    return *ratio >= *figure.target ? "ok" : "BELOW";
}

Cells cells_of(const Figure& figure) {
    return {figure.name,
            number(figure.ours) + " " + figure.unit,
            figure.reference.has_value() ? number(*figure.reference) + " " + figure.unit : "-",
            two_decimals(figure.ratio()),
            two_decimals(figure.target),
            verdict(figure),
            figure.reference_name};
}

}  // namespace

std::optional<double> Figure::ratio() const {
    const double below = less_is_better ? ours : reference.value_or(0);
    if (!reference.has_value() || below <= 0) {
        return std::nullopt;
    }
    return (less_is_better ? *reference : ours) / below;
}

void print_figures(std::ostream& out, const std::vector<Figure>& figures) {
    std::vector<Cells> rows{
        {"figure", "ours", "reference", "ratio", "target", "", "compared with"}};
    for (const Figure& figure : figures) {
        rows.push_back(cells_of(figure));
    }
    std::array<std::size_t, 7> widths{};
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    for (const Cells& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - row[i].size(), ' ');
            const bool is_number = i >= 1 && i <= 4;
            out << (is_number ? blanks + row[i] : row[i] + blanks) << (i < 6 ? "  " : "\n");
        }
    }
}

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace foerderwerk::performance
