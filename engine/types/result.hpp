// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>

namespace foerderwerk {

/// A value or the reason why there is none. Use only `has_value`, `value`, `error` and
/// `operator*`: g++ 12 has no monadic calls.
template <class Value, class Error>
using Result = std::expected<Value, Error>;

template <class Error>
using Failure = std::unexpected<Error>;

}  // namespace foerderwerk
