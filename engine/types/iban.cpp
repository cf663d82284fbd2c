// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/iban.hpp"

#include <algorithm>
#include <array>

namespace foerderwerk {
namespace {

struct CountryLength {
    std::string_view country;
    std::size_t length;
};

/// The countries and territories with SEPA accounts; money goes nowhere else.
constexpr std::array lengths = std::to_array<CountryLength>({
    {"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28},
    {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27},
    {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26},
    {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27}, {"MD", 24},
    {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25},
    {"RO", 24}, {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"VA", 22},
});

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool length_fits(std::string_view iban) {
    const auto entry = std::find_if(lengths.begin(), lengths.end(), [&](const auto& known) {
        return known.country == iban.substr(0, 2);
    });
    return entry != lengths.end() && entry->length == iban.size();
}

/// ISO 7064 MOD 97-10 over the IBAN with its first four characters moved to the end.
int remainder_97(std::string_view iban) {
    int remainder = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        remainder = is_digit(c) ? (remainder * 10 + (c - '0')) % 97
                                : (remainder * 100 + (c - 'A' + 10)) % 97;
    }
    return remainder;
}

}  // namespace

std::optional<Iban> Iban::parse(std::string_view text) {
    std::string iban;
    for (const char c : text) {
        if (c != ' ') {
            iban += c;
        }
        if (iban.size() > 34) {
            return std::nullopt;
        }
    }
    const bool characters =
        std::all_of(iban.begin(), iban.end(), [](char c) { return is_digit(c) || is_upper(c); });
    if (!characters || iban.size() < 4 || !is_digit(iban[2]) || !is_digit(iban[3])) {
        return std::nullopt;
    }
    // 00, 01 and 99 also give remainder 1 for some account, but ISO 7064 never makes them.
    const int check = (iban[2] - '0') * 10 + (iban[3] - '0');
    if (!length_fits(iban) || check < 2 || check > 98 || remainder_97(iban) != 1) {
        return std::nullopt;
    }
    return Iban(std::move(iban));
}

}  // namespace foerderwerk
