// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/message_head.hpp"

#include <algorithm>

#include "connectors/xml/lexical_values.hpp"
#include "connectors/xml/message_schemas.hpp"

namespace foerderwerk::xml {

std::string lower_case_hex(std::string_view uuid) {
    std::string lower(uuid);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

bool fits_root(std::string_view type_in_head, std::string_view root_name) {
    const std::string_view number = message_number(root_name);
    return number.empty() || collapsed_text(type_in_head) == number;
}

}  // namespace foerderwerk::xml
