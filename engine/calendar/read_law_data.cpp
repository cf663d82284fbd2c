// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "engine/calendar/law_data.hpp"

namespace foerderwerk::calendar {
namespace {

using Fields = std::vector<std::string_view>;

Fields split(std::string_view line, char separator) {
    Fields fields;
    for (;;) {
        const std::size_t end = line.find(separator);
        fields.push_back(line.substr(0, end));
        if (end == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    text.remove_prefix(text.starts_with('+') ? 1 : 0);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && text.size() <= 12 ? std::optional(value) : std::nullopt;
}

/// "3.62", "-0.88", "5": hundredths, at most two digits after the point.
std::optional<std::int64_t> parse_hundredths(std::string_view text) {
    const std::size_t point = text.find('.');
    std::string digits(text.substr(0, point));
    std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (digits.empty() || digits == "-" || fraction.size() > 2 ||
        (point != std::string_view::npos && fraction.empty())) {
        return std::nullopt;
    }
    digits += fraction;
    digits.append(2 - fraction.size(), '0');
    return digits.front() == '+' ? std::nullopt : parse_integer(digits);
}

/// One table of a file: hands every line to `take`, which says what is wrong with it.
class Table {
public:
    Table(const char* file, std::string_view header, const std::string& text, Reasons& reasons)
        : file_(file), header_(header), text_(text), reasons_(reasons) {}

    void read(const std::function<const char*(const Fields&)>& take) {
        std::size_t number = 0;
        std::size_t rows = 0;
        for (std::string_view line : split(text_, '\n')) {
            ++number;
            line.remove_suffix(line.ends_with('\r') ? 1 : 0);
            if (number == 1 && line != header_) {
                refuse(number, "the first line is not " + std::string(header_));
                return;
            }
            if (number == 1 || line.empty()) {
                continue;
            }
            ++rows;
            const Fields fields = split(line, ';');
            const bool fits = fields.size() == split(header_, ';').size();
            if (const char* wrong = fits ? take(fields) : "wrong number of columns") {
                refuse(number, wrong);
            }
        }
        if (rows == 0) {
            refuse(number, "the table is empty");
        }
    }

private:
    void refuse(std::size_t line, std::string text) {
        reasons_.push_back(
            {"CALENDAR", std::string(file_) + ":" + std::to_string(line), std::move(text)});
    }

    const char* file_;
    std::string_view header_;
    const std::string& text_;
    Reasons& reasons_;
};

struct HolidayRows {
    std::vector<FixedHoliday> fixed;
    std::vector<EasterHoliday> movable;
};

const char* take_holiday(const Fields& row, HolidayRows& rows) {
    const auto first = row[2].empty() ? Validity{}.first_year : parse_integer(row[2]).value_or(0);
    const auto last = row[3].empty() ? Validity{}.last_year : parse_integer(row[3]).value_or(0);
    if (row[0].empty() || first < 1583 || last > 9999 || first > last) {
        return "name, or years from 1583 to 9999";
    }
    const Validity validity{static_cast<int>(first), static_cast<int>(last)};
    constexpr std::string_view easter = "Ostern";
    if (row[1].starts_with(easter)) {
        const auto after = parse_integer(row[1].substr(easter.size()));
        if (!after || *after < -90 || *after > 200) {
            return "tag is like Ostern+60";
        }
        rows.movable.push_back({static_cast<int>(*after), std::string(row[0]), validity});
        return nullptr;
    }
    // A leap year takes 29 February too.
    const auto date = parse_date("2000-" + std::string(row[1]));
    if (!date) {
        return "tag is like 01-06 or Ostern+60";
    }
    rows.fixed.push_back({date->month() / date->day(), std::string(row[0]), validity});
    return nullptr;
}

const char* take_rate(const Fields& row, std::vector<BaseRate>& rates) {
    const auto since = parse_date(row[0]);
    const auto percent = parse_hundredths(row[1]);
    if (!since || !percent) {
        return "a day like 2026-01-01 and a rate like 1.27";
    }
    if (!rates.empty() && rates.back().since >= *since) {
        return "the days do not ascend";
    }
    rates.push_back({*since, *percent, row[2].find("UNVERIFIED") == std::string_view::npos});
    return nullptr;
}

const char* take_clock(const Fields& row, DeliveryClocks& clocks) {
    const auto clock = parse_clock(row[0]);
    const auto since = parse_date(row[1]);
    const auto days = parse_integer(row[2]);
    if (!clock || !since || !days || *days < 0 || *days > 366 || row[3].empty()) {
        return "a way, a day, a number of days and the norm";
    }
    clocks.push_back({*clock, *since, *days, std::string(row[3])});
    return nullptr;
}

const char* take_limit(const Fields& row, AmountLimits& limits) {
    const auto kind = parse_small_amount(row[0]);
    const auto debtor = parse_debtor(row[1]);
    const auto since = parse_date(row[2]);
    const auto cents = parse_hundredths(row[3]);
    const bool said = row[4] == "ja" || row[4] == "nein";
    if (!kind || !debtor || !since || !cents || *cents < 0 || !said || row[5].empty()) {
        return "art, schuldner, a day, euro like 500.00, ja or nein, and the norm";
    }
    limits.push_back({*kind, *debtor, *since, *cents, row[4] == "ja", std::string(row[5])});
    return nullptr;
}

}  // namespace

const LawData& built_in_law() {
    static const LawData law;
    return law;
}

Result<LawData, Reasons> read_law_data(const std::map<std::string, std::string>& files) {
    LawData law;
    Reasons reasons;
    constexpr std::array known = {holidays_file, base_rates_file, clocks_file, limits_file};
    for (const auto& [path, text] : files) {
        if (path.starts_with("calendar/") && std::ranges::find(known, path) == known.end()) {
            reasons.push_back({"CALENDAR", path, "no table of the calendar has this name"});
        }
    }
    if (const auto file = files.find(holidays_file); file != files.end()) {
        HolidayRows rows;
        Table(holidays_file, "name;tag;ab;bis", file->second, reasons).read([&](const Fields& row) {
            return take_holiday(row, rows);
        });
        law.holidays = HolidayCalendar("Programm", std::move(rows.fixed), std::move(rows.movable));
    }
    if (const auto file = files.find(base_rates_file); file != files.end()) {
        std::vector<BaseRate> rates;
        Table(base_rates_file, "gueltig_ab;prozent;beleg", file->second, reasons)
            .read([&](const Fields& row) { return take_rate(row, rates); });
        if (!rates.empty()) {
            law.base_rates = BaseRates(std::move(rates));
        }
    }
    if (const auto file = files.find(clocks_file); file != files.end()) {
        law.clocks.clear();
        Table(clocks_file, "weg;gueltig_ab;tage;norm", file->second, reasons)
            .read([&](const Fields& row) { return take_clock(row, law.clocks); });
    }
    if (const auto file = files.find(limits_file); file != files.end()) {
        law.limits.clear();
        Table(limits_file, "art;schuldner;gueltig_ab;euro;einschliesslich;norm", file->second,
              reasons)
            .read([&](const Fields& row) { return take_limit(row, law.limits); });
    }
    return reasons.empty() ? Result<LawData, Reasons>(std::move(law))
                           : Result<LawData, Reasons>(Failure<Reasons>(std::move(reasons)));
}

}  // namespace foerderwerk::calendar
