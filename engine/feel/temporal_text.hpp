// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/feel/value.hpp"

namespace foerderwerk::feel {

// The lexical forms of DMN 1.5, section 10.3.2.3.4 to 10.3.2.3.8 (ISO 8601 as XML Schema has it).
// Years run from -32767 to 32767, fractions of a second have nine digits, further ones are cut.

[[nodiscard]] std::optional<LocalDate> date_from_text(std::string_view text);
/// "hh:mm:ss[.fraction]" and then nothing, "Z", "+hh:mm[:ss]" or "@Zone/Name". The name of the
/// zone is not looked up.
[[nodiscard]] std::optional<Time> time_from_text(std::string_view text);
[[nodiscard]] std::optional<DateTime> date_time_from_text(std::string_view text);
/// Either a days and time or a years and months duration; nullopt for a mixture.
[[nodiscard]] std::optional<Value> duration_from_text(std::string_view text);
/// What stands between the quotes of `@"…"` (grammar rule 62): any of the above.
[[nodiscard]] std::optional<Value> temporal_from_text(std::string_view text);

[[nodiscard]] std::string text_of(const LocalDate& date);
[[nodiscard]] std::string text_of(const Time& time);
[[nodiscard]] std::string text_of(const DateTime& value);
[[nodiscard]] std::string text_of(const DaysTimeDuration& duration);
[[nodiscard]] std::string text_of(const YearsMonthsDuration& duration);

}  // namespace foerderwerk::feel
