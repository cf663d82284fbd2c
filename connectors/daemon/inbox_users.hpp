// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/http/password_check.hpp"

namespace foerderwerk::daemon {

/// The users of `[inbox] users`; none for an empty path. Throws OperatingError (misconfigured)
/// when the file cannot be read, others may read it, or a line is wrong.
[[nodiscard]] std::vector<http::PasswordHash> inbox_users(const std::string& file);

/// A line for that file, with its line feed. The password is one line of standard input, typed
/// unseen at a terminal, at least 16 characters. Throws OperatingError (misconfigured) for a name
/// or password that cannot be used.
[[nodiscard]] std::string new_inbox_user(const std::string& name);

}  // namespace foerderwerk::daemon
