// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk {

/// An International Bank Account Number (ISO 13616) whose check digits (mod 97 = 1) and length
/// for its country are right. Blanks between groups are accepted and dropped.
class Iban {
public:
    [[nodiscard]] static std::optional<Iban> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return text_; }  ///< without blanks
    friend bool operator==(const Iban&, const Iban&) = default;

private:
    explicit Iban(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace foerderwerk
