// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace foerderwerk {

/// Amtlicher Gemeindeschlüssel: exactly eight digits, text, never a number (leading zero).
/// A county (Landkreis) is written as its five-digit key followed by "000".
class Ags {
public:
    [[nodiscard]] static std::optional<Ags> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return text_; }
    friend bool operator==(const Ags&, const Ags&) = default;

private:
    explicit Ags(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace foerderwerk
