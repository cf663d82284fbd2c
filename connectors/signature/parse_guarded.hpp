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

/// What the parser refuses while it reads, before memory is spent.
struct ParseGuards {
    bool document_type = false;        ///< DTD
    bool depth = false;                ///< LIMITS
    bool attributes = false;           ///< LIMITS: of one element
    bool namespaces_in_scope = false;  ///< LIMITS
    bool text_bytes = false;           ///< LIMITS: of one run of text
    bool instructions = false;         ///< POLICY
};

/// What one parse has found out. libxml2 gives a tree for much that is not well-formed, so its two
/// verdicts have to be asked for: it only logs faults of namespaces.
struct Parsed {
    Document document;
    bool well_formed = false;
    bool namespaces_well_formed = false;
    Reasons syntax_faults;     ///< WELLFORMED, in the parser's words
    Reasons namespace_faults;  ///< WELLFORMED
};

/// Parses bytes that passed `check_bytes` (security.md, section 1.2, step 3). Adds reasons where a
/// guard has stopped the parser, and WELLFORMED when there is no root element; judges nothing else.
/// Throws OperatingError (transient) when memory runs out.
[[nodiscard]] Parsed parse_with(const ParseGuards& guards, std::string_view bytes,
                                const GateLimits& limits, ReasonList& reasons);

/// WELLFORMED, unless a guard has stopped the parser: that reason stands for itself.
void check_well_formed(const Parsed& parsed, ReasonList& reasons);
void check_namespaces(const Parsed& parsed, ReasonList& reasons);

/// Step 3 with every guard, as the gate's table has it. Gives a document exactly when it adds no
/// reason.
[[nodiscard]] Document parse_guarded(std::string_view bytes, const GateLimits& limits,
                                     ReasonList& reasons);

}  // namespace foerderwerk::signature
