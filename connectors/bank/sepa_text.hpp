// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace foerderwerk::bank {

/// Text in the characters every SEPA bank takes (letters, digits, / - ? : ( ) . , ' + blank):
/// ä becomes ae, é becomes e, & becomes +, what has no counterpart becomes a full stop. Blanks
/// and line breaks are collapsed, ends trimmed. `text` must be UTF-8.
[[nodiscard]] std::string sepa_text(std::string_view text);

/// An identification of the German banks' subset: 1 to 35 of these characters; no slash at either
/// end and no two in a row (EPC), no blank at either end.
[[nodiscard]] bool is_sepa_id(std::string_view text);

/// ISO 9362: eight or eleven characters.
[[nodiscard]] bool is_bic(std::string_view text);

}  // namespace foerderwerk::bank
