// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/types/json.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::console {

/// `html` and `svg` are for the commands that write a page or a picture; everything else of their
/// answer is as `table`.
enum class OutputForm { table, json, jsonl, csv, html, svg };

/// A result as text that ends with a line feed. `table`: an array of objects becomes columns, an
/// object one line a member, lists of objects in it a table each. `json` is indented; `jsonl` is
/// one line for each element of an array. `csv` is for arrays of objects: ';' between cells, every
/// text quoted, in columns as a table has them.
[[nodiscard]] std::string print_result(const Json& result, OutputForm form);

/// One line a reason: code, place, sentence.
[[nodiscard]] std::string print_reasons(const Reasons& reasons);

/// Columns that a terminal takes for the text: combining characters none, East Asian wide
/// characters two, control characters none (they are not printed).
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace foerderwerk::console
