// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/types/reason.hpp"

namespace foerderwerk::signature {

/// The reason classes of the gate.
namespace reason {
inline constexpr std::string_view wellformed = "WELLFORMED";
inline constexpr std::string_view encoding = "ENCODING";
inline constexpr std::string_view document_type = "DTD";
inline constexpr std::string_view limits = "LIMITS";
inline constexpr std::string_view schema = "SCHEMA";
inline constexpr std::string_view policy = "POLICY";
inline constexpr std::string_view missing = "SIG_MISSING";
inline constexpr std::string_view structure = "SIG_STRUCTURE";
inline constexpr std::string_view coverage = "SIG_COVERAGE";
inline constexpr std::string_view reference_uri = "SIG_REFURI";
inline constexpr std::string_view transform = "SIG_TRANSFORM";
inline constexpr std::string_view algorithm = "SIG_ALG";
inline constexpr std::string_view digest = "SIG_DIGEST";
inline constexpr std::string_view value = "SIG_VALUE";
inline constexpr std::string_view key = "SIG_KEY";
inline constexpr std::string_view duplicate_id = "ID_DUP";
}  // namespace reason

/// Collects the reasons of one stage, and no more than a person can read: a message can be made
/// to contain a hundred thousand faults.
class ReasonList {
public:
    static constexpr std::size_t reasons_max = 50;

    void add(std::string_view code, std::string place, std::string text);
    void add_all(const Reasons& others);
    [[nodiscard]] bool empty() const { return reasons_.empty(); }
    [[nodiscard]] bool full() const { return reasons_.size() >= reasons_max; }
    [[nodiscard]] const Reasons& reasons() const { return reasons_; }

private:
    Reasons reasons_;
};

/// Text of the message inside a sentence of ours: in quotation marks, shortened, without control
/// characters.
[[nodiscard]] std::string quoted(std::string_view foreign);

[[nodiscard]] std::string place_of_byte(std::size_t offset);

}  // namespace foerderwerk::signature
