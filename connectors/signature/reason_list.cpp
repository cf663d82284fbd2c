// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/reason_list.hpp"

#include <utility>

namespace foerderwerk::signature {
namespace {

constexpr std::size_t quoted_bytes_max = 100;

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

void ReasonList::add(std::string_view code, std::string place, std::string text) {
    if (full()) {
        return;
    }
    reasons_.push_back(Reason{std::string(code), std::move(place), std::move(text)});
}

void ReasonList::add_all(const Reasons& others) {
    for (const Reason& other : others) {
        add(other.code, other.place, other.text);
    }
}

std::string quoted(std::string_view foreign) {
    std::size_t length = foreign.size();
    if (length > quoted_bytes_max) {
        length = quoted_bytes_max;
        while (length > 0 && is_continuation(foreign[length])) {
            --length;
        }
    }
    std::string text = "„";
    for (const char c : foreign.substr(0, length)) {
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    text += length < foreign.size() ? "…“" : "“";
    return text;
}

std::string place_of_byte(std::size_t offset) {
    return "Byte " + std::to_string(offset);
}

}  // namespace foerderwerk::signature
