// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/cases/definition.hpp"
#include "engine/feel/value.hpp"
#include "engine/statechart/data_model.hpp"

namespace foerderwerk::cases {

/// Splits a notice text at `{{ FEEL expression }}`. A Failure names the line.
[[nodiscard]] Result<NoticeTemplate, std::string> compile_notice(std::string_view text);

/// The text with every placeholder filled. An expression that ends in an error, or in null, is a
/// Failure: an authority sends no notice with a hole. Personal where a placeholder was.
[[nodiscard]] Result<feel::Value, std::string> write_notice(const NoticeTemplate& notice,
                                                            statechart::DataModel& data);

}  // namespace foerderwerk::cases
