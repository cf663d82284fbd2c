// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/signature/gate.hpp"
#include "connectors/xml/xml_message_codec.hpp"
#include "tests/hostile/hostile_set.hpp"

namespace foerderwerk::hostile {

/// Gate and schemas in a row, as `foerderwerk message check` has them.
class Judge {
public:
    Judge();

    /// Everything against the message; empty means accepted.
    [[nodiscard]] Reasons reasons(const ports::MessageGate& gate, const std::string& bytes) const;
    [[nodiscard]] Reasons reasons(const std::string& bytes) const { return reasons(gate_, bytes); }

private:
    xml::XmlMessageCodec codec_;
    signature::XmlSignatureGate gate_;
};

/// The classes of reasons, each once, in alphabetical order.
[[nodiscard]] std::vector<std::string> classes_of(const Reasons& reasons);
/// "SIG_KEY SIG_VALUE", or "accepted".
[[nodiscard]] std::string listed(const std::vector<std::string>& classes);

}  // namespace foerderwerk::hostile
