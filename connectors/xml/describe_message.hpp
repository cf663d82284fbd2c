// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "connectors/xml/message_schemas.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// A page in Markdown about one message ("antrag.einreichen", with or without its number), made of
/// nothing but its schema and the code lists: what it is for, its parts, their forms, the codes.
/// Code: UNKNOWN, with the names that there are.
[[nodiscard]] Result<std::string, Reasons> describe_message(const MessageSchemas& schemas,
                                                            std::string_view name);

}  // namespace foerderwerk::xml
