// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/types/result.hpp"

namespace foerderwerk {

/// A JSON value as our records use it: no floating point. Numbers are 64-bit integers within
/// ±(2^53 - 1) (RFC 8785 section 3.2.2.3 asks for IEEE doubles; larger or fractional numbers are
/// written as `{"number":"…"}` objects, see engine/feel/value_json.hpp).
class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;  ///< member names are distinct; order is not significant

    Json() = default;  ///< null
    // Implicit on purpose: records are written as nested initialiser lists.
    // NOLINTBEGIN(google-explicit-constructor)
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(static_cast<std::int64_t>(value)) {}
    Json(std::int64_t value) : value_(value) {}
    Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(value_); }
    [[nodiscard]] bool is_integer() const { return std::holds_alternative<std::int64_t>(value_); }
    [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }
    [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
    [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

    /// The accessors require the kind they name.
    [[nodiscard]] bool as_bool() const { return std::get<bool>(value_); }
    [[nodiscard]] std::int64_t as_integer() const { return std::get<std::int64_t>(value_); }
    [[nodiscard]] const std::string& as_string() const { return std::get<std::string>(value_); }
    [[nodiscard]] const Array& as_array() const { return std::get<Array>(value_); }
    [[nodiscard]] Array& as_array() { return std::get<Array>(value_); }
    [[nodiscard]] const Object& as_object() const { return std::get<Object>(value_); }
    [[nodiscard]] Object& as_object() { return std::get<Object>(value_); }

    /// The member of that name, or nullptr (also when this is no object).
    [[nodiscard]] const Json* find(std::string_view name) const;
    /// The text of a string member, or "" when there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
    /// Adds or replaces a member; turns null into an object first.
    Json& set(std::string name, Json value);

    friend bool operator==(const Json&, const Json&);

private:
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

/// An object of names and values in turn. Moves the values, where an initialiser list would copy
/// whole trees.
template <class... NamesAndValues>
[[nodiscard]] Json json_object(NamesAndValues&&... names_and_values) {
    static_assert(sizeof...(NamesAndValues) % 2 == 0, "names and values in turn");
    Json::Object object;
    object.reserve(sizeof...(NamesAndValues) / 2);
    const auto add = [&object](auto& self, auto&& name, auto&& value, auto&&... rest) -> void {
        object.emplace_back(std::forward<decltype(name)>(name),
                            std::forward<decltype(value)>(value));
        if constexpr (sizeof...(rest) > 0) {
            self(self, std::forward<decltype(rest)>(rest)...);
        }
    };
    add(add, std::forward<NamesAndValues>(names_and_values)...);
    return Json(std::move(object));
}

/// RFC 8785: members sorted by UTF-16 code units, shortest escapes, no blanks. Equal values give
/// equal bytes.
[[nodiscard]] std::string canonical_json(const Json& value);
/// The order of member names in it.
[[nodiscard]] bool canonical_before(std::string_view left, std::string_view right);

struct JsonError {
    std::size_t offset = 0;  ///< in bytes
    std::string reason;
};

/// Strict: UTF-8 without surrogates, no duplicate member names, integers only, nesting of at most
/// 200, nothing after the value.
[[nodiscard]] Result<Json, JsonError> parse_json(std::string_view text);

}  // namespace foerderwerk
