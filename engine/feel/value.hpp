// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/feel/decimal.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::feel {

class Value;
struct Range;
struct Personal;
class Function;

using List = std::vector<Value>;

/// A FEEL time of day, with an offset from UTC, a named zone, or neither (section 10.3.2.3.4).
struct Time {
    std::chrono::nanoseconds since_midnight{0};
    std::optional<std::chrono::seconds> offset;
    std::string zone;  ///< IANA name such as "Europe/Berlin"; empty when none was given
    friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
    LocalDate date{};
    Time time;
    friend bool operator==(const DateTime&, const DateTime&) = default;
};

struct DaysTimeDuration {
    std::chrono::nanoseconds length{0};
    friend auto operator<=>(const DaysTimeDuration&, const DaysTimeDuration&) = default;
};

struct YearsMonthsDuration {
    std::int64_t months = 0;
    friend auto operator<=>(const YearsMonthsDuration&, const YearsMonthsDuration&) = default;
};

/// An ordered set of named values. Order is the order of insertion (schema order for messages).
class Context {
public:
    using Entry = std::pair<std::string, Value>;

    [[nodiscard]] const Value* find(std::string_view name) const;
    /// Adds the entry or replaces the value of the one with that name.
    void set(std::string name, Value value);
    void erase(std::string_view name);
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] std::size_t size() const;

private:
    std::vector<Entry> entries_;
};

enum class Kind {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_time_duration,
    years_months_duration,
    list,
    context,
    range,
    function,
};

/// One FEEL value. Immutable; large kinds are shared, so a copy is cheap.
///
/// A value nests at most `nesting_max` deep (lists in contexts in lists …) and weighs at most
/// `weight_max`, shared parts counted as often as they appear: a list, context or range beyond
/// that becomes an error value instead. So every walk over a value may recurse and ends, and a
/// record's JSON stays within the depth that its reader accepts.
///
/// A *personal* value (a name, a bank account) is an ordinary value that carries a mark saying
/// whose it is. The mark travels with the value through variables and lists; operators and
/// functions see the value itself. Records store a marked value apart, sealed (formats.md,
/// "Personal data").
class Value {
public:
    // NOLINTBEGIN(google-explicit-constructor): a FEEL value is written as what it holds.
    Value() = default;  ///< null
    Value(bool value) : data_(value) {}
    Value(Decimal value) : data_(value) {}
    Value(int value) : data_(Decimal::from_int(value)) {}
    Value(std::int64_t value) : data_(Decimal::from_int(value)) {}
    Value(std::string value);
    Value(std::string_view value) : Value(std::string(value)) {}
    Value(const char* value) : Value(std::string(value)) {}
    Value(LocalDate value) : data_(value) {}
    Value(Time value);
    Value(DateTime value);
    Value(DaysTimeDuration value) : data_(value) {}
    Value(YearsMonthsDuration value) : data_(value) {}
    Value(List value);
    Value(Context value);
    Value(Range value);
    Value(std::shared_ptr<const Function> value) : data_(std::move(value)) {}
    // NOLINTEND(google-explicit-constructor)

    static constexpr int nesting_max = 90;
    static constexpr std::size_t weight_max = 2'000'000;

    /// A null that came from an error, with its reason. Equal to every other null.
    [[nodiscard]] static Value error(std::string reason);
    /// `value`, marked as belonging to `subject` (a key name such as "kontakt" or
    /// "teilnehmer.1"). Marking a context or list marks its leaves; a null stays unmarked. `part`
    /// is the id of the sealed part the value was read from, if it was.
    [[nodiscard]] static Value personal(Value value, std::string subject, std::string part = {});

    [[nodiscard]] Kind kind() const;  ///< of the value itself, mark or not
    [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
    [[nodiscard]] bool is_error() const;             ///< null that came from an error
    [[nodiscard]] std::string error_reason() const;  ///< "" when not an error
    [[nodiscard]] const Personal* mark() const;      ///< nullptr when not marked
    [[nodiscard]] const Value& unmarked() const;     ///< the value without its mark

    /// The accessors require the kind they name; they look through the mark.
    [[nodiscard]] bool as_boolean() const;
    [[nodiscard]] const Decimal& as_number() const;
    /// nullptr when this is no number, or a marked one.
    [[nodiscard]] const Decimal* open_number() const { return std::get_if<Decimal>(&data_); }
    [[nodiscard]] const std::string& as_string() const;
    [[nodiscard]] const LocalDate& as_date() const;
    [[nodiscard]] const Time& as_time() const;
    [[nodiscard]] const DateTime& as_date_time() const;
    [[nodiscard]] const DaysTimeDuration& as_days_time_duration() const;
    [[nodiscard]] const YearsMonthsDuration& as_years_months_duration() const;
    [[nodiscard]] const List& as_list() const;
    [[nodiscard]] const Context& as_context() const;
    [[nodiscard]] const Range& as_range() const;
    [[nodiscard]] const Function& as_function() const;

    /// 0 for a leaf, else one more than the deepest part.
    [[nodiscard]] int nesting() const;
    /// Number of leaves and branches; a text counts once more for every 64 bytes.
    [[nodiscard]] std::size_t weight() const;

    /// Member of a context, or nullptr (also when this is no context).
    [[nodiscard]] const Value* find(std::string_view member) const;

    /// Structural equality for tests and for comparing states: same kind and content; numbers by
    /// value; marks are ignored. FEEL's own three-valued `=` is in the evaluator.
    friend bool operator==(const Value& a, const Value& b);

private:
    struct Null {
        std::shared_ptr<const std::string> reason;  // set when it came from an error
    };
    template <class Content>
    struct Nested;  // the content with its depth and weight
    template <class Content>
    using Shared = std::shared_ptr<const Content>;
    template <class Content>
    void share(Content content);

    // A text that fits the short form of std::string stands here, a longer one is shared.
    std::variant<Null, bool, Decimal, std::string, Shared<std::string>, LocalDate, Shared<Time>,
                 Shared<DateTime>, DaysTimeDuration, YearsMonthsDuration, Shared<Nested<List>>,
                 Shared<Nested<Context>>, Shared<Nested<Range>>, Shared<Function>, Shared<Personal>>
        data_;
};

/// How a range was written. The unary forms (DMN 1.5, grammar rule 7) are values of their own:
/// `(< 10)` does not equal `(null..10)`.
enum class RangeForm { interval, less, less_equal, greater, greater_equal, equal, unequal };

struct Range {
    Value start;  ///< null: open below (as in `< 5`)
    Value end;    ///< null: open above
    bool start_included = true;
    bool end_included = true;
    RangeForm form = RangeForm::interval;  ///< equal, unequal: start and end are the same value
};

struct Personal {
    std::string subject;  ///< whose it is
    std::string part;     ///< id of the sealed part, empty until one is assigned
    Value value;
};

/// FEEL's text form of a value, as `string()` gives it (section 10.3.4.1): numbers in plain
/// notation, dates in ISO 8601, lists and contexts in brackets and braces.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace foerderwerk::feel
