// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string_view>

#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"

struct _xmlDoc;

namespace foerderwerk::signature {

struct DocumentDeleter {
    void operator()(_xmlDoc* document) const;
};
using Document = std::unique_ptr<_xmlDoc, DocumentDeleter>;

/// Parses bytes that passed `check_bytes` (security.md, section 1.2, step 3). Refused while
/// parsing, before memory is spent: too deep, too many attributes or namespaces, text too long
/// (LIMITS), processing instructions (POLICY), a document type (DTD). Not well-formed XML 1.0 with
/// namespaces: WELLFORMED. Gives a document exactly when it adds no reason.
/// Throws OperatingError (transient) when memory runs out.
[[nodiscard]] Document parse_guarded(std::string_view bytes, const GateLimits& limits,
                                     ReasonList& reasons);

}  // namespace foerderwerk::signature
