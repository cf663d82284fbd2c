// SPDX-License-Identifier: EUPL-1.2
#include "engine/feel/code_points.hpp"

#include <algorithm>

#include "engine/types/utf8.hpp"

namespace foerderwerk::feel {

namespace {

bool starts_code_point(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::optional<CodePoint> code_point_at(std::string_view text, std::size_t at) {
    std::string_view rest = text.substr(at);
    const auto value = next_code_point(rest);
    if (!value) {
        return std::nullopt;
    }
    return CodePoint{*value, text.size() - at - rest.size()};
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

std::size_t offset_of_code_point(std::string_view text, std::size_t index) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (starts_code_point(text[at])) {
            if (index == 0) {
                break;
            }
            --index;
        }
        ++at;
    }
    return at;
}

}  // namespace foerderwerk::feel
