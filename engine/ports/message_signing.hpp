// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/types/instant.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::ports {

/// Signs outgoing messages. Safe to call from several threads at once.
class MessageSigning {
public:
    virtual ~MessageSigning() = default;
    /// `unsigned_xml` with an enveloped signature over the whole message as the root's last
    /// child. The root's attribute `Id` is used, or added when it has none. What comes back has
    /// passed the same gate that judges incoming messages; the reasons are the gate's.
    /// Throws OperatingError when the library fails.
    [[nodiscard]] virtual Result<std::string, Reasons> sign(std::string_view unsigned_xml,
                                                            Instant now) const = 0;
};

}  // namespace foerderwerk::ports
