// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"

namespace foerderwerk::signature {

/// What is settled on the raw bytes, before any parser sees them (security.md, section 1.2,
/// steps 1 and 2): size, strict UTF-8 without NUL, XML 1.0 in UTF-8, no document type, bounded
/// markup. A UTF-8 byte order mark is accepted. Each check looks at the bytes alone; `check_bytes`
/// runs them all in a safe order.
void check_bytes(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);

/// LIMITS. A document type or a long tag must be found in bounded time.
void check_size(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING. UTF-16, UTF-32 and every other encoding fail here or at the NUL.
void check_utf8(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING.
void check_no_nul(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING for another encoding or version, WELLFORMED for a declaration we cannot read.
void check_xml_declaration(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// DTD, wherever it stands, also in a comment: no parser may be the one to decide. A document
/// type can overflow the stack of xmlsec 1.2.37 and hang libxml2 2.9.14.
void check_no_document_type(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// LIMITS: number of '<', bytes and attributes of a tag. libxml2 compares all attributes of a
/// tag with each other before it calls us back.
void check_markup(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);

}  // namespace foerderwerk::signature
