// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/console/house.hpp"
#include "connectors/http/http_server.hpp"

namespace foerderwerk::console {

/// The route `POST /command` {name, arguments} of the local socket. Who acts is what the kernel or
/// a token proves, never what the request says: a personal access token (Authorization: Bearer)
/// stands for its person and for nothing else; without one the peer's user id stands for the
/// person registered with it. Root and the daemon's own user may run administrative commands
/// without being a person. `house` outlives the route; executing is safe from many threads at
/// once as far as the house's parts are.
[[nodiscard]] http::Route command_route(House& house);

/// Commands that run in the daemon at all, with who may.
struct CommandRight {
    std::string_view name;
    bool needs_person = false;    ///< acts or opens personal data: nobody does so anonymously
    bool administrative = false;  ///< root and the daemon's own user may
    std::string_view role;        ///< persons with one of these may (any programme); "*": all
};
[[nodiscard]] const CommandRight* find_command_right(std::string_view name);

}  // namespace foerderwerk::console
