// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/reason_list.hpp"

namespace foerderwerk::signature {

/// What is settled on the raw bytes, before any parser sees them (security.md, section 1.2,
/// steps 1 and 2): size, strict UTF-8 without NUL, XML 1.0 in UTF-8, no document type, bounded
/// markup. A UTF-8 byte order mark is accepted. Runs the rows of steps 1 and 2 of the gate's table.
void check_bytes(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);

/// LIMITS. A document type or a long tag must be found in bounded time.
void check_size(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING. UTF-16, UTF-32 and every other encoding fail here or at the NUL.
void check_utf8(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING.
void check_no_nul(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// WELLFORMED: the XML declaration, when there is one, can be read.
void check_declaration(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING: no other version than 1.0 is declared.
void check_version(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// ENCODING: no other encoding than UTF-8 is declared.
void check_declared_encoding(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// DTD, wherever it stands, also in a comment: no parser may be the one to decide. A document
/// type can overflow the stack of xmlsec 1.2.37 and hang libxml2 2.9.14.
void check_no_document_type(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);
/// LIMITS: how often '<' may occur.
void check_tag_count(std::string_view bytes, const GateLimits& limits, ReasonList& reasons);

/// Which limits the one pass over all tags has to hold.
struct TagBounds {
    bool bytes = false;           ///< of one tag
    bool attributes = false;      ///< of one tag
    bool all_attributes = false;  ///< of the message
};
/// LIMITS. libxml2 compares all attributes of a tag with each other before it calls us back.
void scan_tags(std::string_view bytes, const GateLimits& limits, const TagBounds& bounds,
               ReasonList& reasons);

}  // namespace foerderwerk::signature
