// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/parse_guarded.hpp"

#include <string>
#include <vector>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "connectors/signature/start_libraries.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr const char* no_xml = "Die Nachricht ist kein wohlgeformtes XML 1.0.";

struct ParserDeleter {
    void operator()(xmlParserCtxt* parser) const {
        if (parser->myDoc != nullptr) {
            xmlFreeDoc(parser->myDoc);
            parser->myDoc = nullptr;
        }
        xmlFreeParserCtxt(parser);
    }
};
using Parser = std::unique_ptr<xmlParserCtxt, ParserDeleter>;

struct Guard {
    Guard(const ParseGuards& armed, const GateLimits& given) : guards(armed), limits(given) {}

    const ParseGuards& guards;
    const GateLimits& limits;
    ReasonList stopped;  ///< by a guard
    ReasonList syntax_faults;
    ReasonList namespace_faults;
    std::vector<std::size_t> namespaces_in_scope{0};  ///< one entry for each open element
    std::size_t text_bytes = 0;
    bool out_of_memory = false;
};

xmlParserCtxt* parser_of(void* context) {
    return static_cast<xmlParserCtxt*>(context);
}
Guard& guard_of(void* context) {
    return *static_cast<Guard*>(parser_of(context)->_private);
}

std::string place_in(const xmlParserCtxt* parser) {
    return parser->input == nullptr ? place_of_byte(0)
                                    : "Zeile " + std::to_string(parser->input->line);
}

void stop(void* context, std::string_view code, const std::string& text) {
    guard_of(context).stopped.add(code, place_in(parser_of(context)), text);
    xmlStopParser(parser_of(context));
}

// The callbacks are called from C: an exception must not pass through.

void guard_start_element(void* context, const xmlChar* name, const xmlChar* prefix,
                         const xmlChar* uri, int namespace_count, const xmlChar** namespaces,
                         int attribute_count, int defaulted_count,
                         const xmlChar** attributes) noexcept {
    Guard& guard = guard_of(context);
    guard.text_bytes = 0;
    const std::size_t depth = guard.namespaces_in_scope.size();
    const auto declared = static_cast<std::size_t>(namespace_count);
    if (guard.guards.depth && depth > guard.limits.depth_max) {
        return stop(context, reason::limits,
                    "Die Elemente sind tiefer geschachtelt als " +
                        std::to_string(guard.limits.depth_max) + " Ebenen.");
    }
    if (guard.guards.attributes &&
        static_cast<std::size_t>(attribute_count) + declared > guard.limits.attributes_max) {
        return stop(context, reason::limits, "Ein Element hat zu viele Attribute.");
    }
    guard.namespaces_in_scope.push_back(guard.namespaces_in_scope.back() + declared);
    if (guard.guards.namespaces_in_scope &&
        guard.namespaces_in_scope.back() > guard.limits.namespaces_in_scope_max) {
        return stop(context, reason::limits, "An einer Stelle gelten zu viele Namensräume.");
    }
    xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count,
                          defaulted_count, attributes);
}

void guard_end_element(void* context, const xmlChar* name, const xmlChar* prefix,
                       const xmlChar* uri) noexcept {
    Guard& guard = guard_of(context);
    guard.text_bytes = 0;
    guard.namespaces_in_scope.pop_back();
    xmlSAX2EndElementNs(context, name, prefix, uri);
}

bool text_fits(void* context, int length) {
    Guard& guard = guard_of(context);
    guard.text_bytes += static_cast<std::size_t>(length);
    if (!guard.guards.text_bytes || guard.text_bytes <= guard.limits.text_bytes_max) {
        return true;
    }
    stop(context, reason::limits,
         "Der Text eines Elements ist länger als " + std::to_string(guard.limits.text_bytes_max) +
             " Bytes.");
    return false;
}

void guard_characters(void* context, const xmlChar* text, int length) noexcept {
    if (text_fits(context, length)) {
        xmlSAX2Characters(context, text, length);
    }
}

void guard_cdata(void* context, const xmlChar* text, int length) noexcept {
    if (text_fits(context, length)) {
        xmlSAX2CDataBlock(context, text, length);
    }
}

void refuse_instruction(void* context, const xmlChar* /*target*/,
                        const xmlChar* /*data*/) noexcept {
    stop(context, reason::policy, "Verarbeitungsanweisungen („<?…?>“) sind nicht erlaubt.");
}

void refuse_document_type(void* context, const xmlChar* /*name*/, const xmlChar* /*public_id*/,
                          const xmlChar* /*system_id*/) noexcept {
    stop(context, reason::document_type, "Eine Dokumenttyp-Deklaration ist nicht erlaubt.");
}

void note_error(void* context, xmlErrorPtr error) noexcept {
    Guard& guard = guard_of(context);
    if (error->code == XML_ERR_NO_MEMORY) {
        guard.out_of_memory = true;
    }
    // A repeated xml:id is reported as a matter of validity; the shape check names it.
    if (error->level < XML_ERR_ERROR || error->code == XML_ERR_USER_STOP ||
        error->domain == XML_FROM_VALID) {
        return;
    }
    std::string_view message = error->message == nullptr ? "" : error->message;
    while (message.ends_with('\n')) {
        message.remove_suffix(1);
    }
    ReasonList& faults =
        error->domain == XML_FROM_NAMESPACE ? guard.namespace_faults : guard.syntax_faults;
    faults.add(
        reason::wellformed,
        "Zeile " + std::to_string(error->line) + ", Spalte " + std::to_string(error->int2),
        "Die Nachricht ist kein wohlgeformtes XML 1.0; der Parser meldet " + quoted(message) + ".");
}

Parser make_parser(Guard& guard, std::string_view first_bytes) {
    Parser parser(xmlCreatePushParserCtxt(nullptr, nullptr, first_bytes.data(),
                                          static_cast<int>(first_bytes.size()), nullptr));
    if (!parser) {
        throw OperatingError(FailureKind::transient, "libxml2: no memory for a parser");
    }
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NODICT);
    parser->_private = &guard;
    xmlSAXHandler& sax = *parser->sax;
    sax.startElementNs = guard_start_element;
    sax.endElementNs = guard_end_element;
    sax.characters = guard_characters;
    sax.ignorableWhitespace = guard_characters;
    sax.cdataBlock = guard_cdata;
    if (guard.guards.instructions) {
        sax.processingInstruction = refuse_instruction;
    }
    if (guard.guards.document_type) {
        sax.internalSubset = refuse_document_type;
    }
    sax.serror = note_error;
    return parser;
}

/// In pieces: libxml2 refuses to hold more than ten million bytes that it has not yet parsed.
void feed(xmlParserCtxt* parser, std::string_view bytes) {
    constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
    while (bytes.size() > piece_bytes) {
        xmlParseChunk(parser, bytes.data(), static_cast<int>(piece_bytes), 0);
        bytes.remove_prefix(piece_bytes);
    }
    xmlParseChunk(parser, bytes.data(), static_cast<int>(bytes.size()), 1);
}

}  // namespace

void DocumentDeleter::operator()(_xmlDoc* document) const {
    xmlFreeDoc(document);
}

Parsed parse_with(const ParseGuards& guards, std::string_view bytes, const GateLimits& limits,
                  ReasonList& reasons) {
    start_libraries();
    Guard guard(guards, limits);
    // libxml2 looks at the first four bytes to find the encoding.
    const std::size_t first = bytes.size() < 4 ? 0 : 4;
    const Parser parser = make_parser(guard, bytes.substr(0, first));
    feed(parser.get(), bytes.substr(first));
    if (guard.out_of_memory) {
        throw OperatingError(FailureKind::transient, "libxml2: no memory for a message");
    }
    Parsed parsed{.document = Document(parser->myDoc),
                  .well_formed = parser->wellFormed == 1,
                  .namespaces_well_formed = parser->nsWellFormed == 1,
                  .syntax_faults = guard.syntax_faults.reasons(),
                  .namespace_faults = guard.namespace_faults.reasons()};
    parser->myDoc = nullptr;
    reasons.add_all(guard.stopped.reasons());
    if (parsed.document == nullptr || xmlDocGetRootElement(parsed.document.get()) == nullptr) {
        parsed.document.reset();
        if (guard.stopped.empty() && parsed.syntax_faults.empty()) {
            reasons.add(reason::wellformed, place_in(parser.get()), no_xml);
        }
        reasons.add_all(parsed.syntax_faults);
        parsed.syntax_faults.clear();
    }
    return parsed;
}

void check_well_formed(const Parsed& parsed, ReasonList& reasons) {
    const bool sound = parsed.well_formed && parsed.syntax_faults.empty();
    if (sound || !reasons.empty()) {
        return;
    }
    reasons.add_all(parsed.syntax_faults);
    if (parsed.syntax_faults.empty()) {
        reasons.add(reason::wellformed, place_of_byte(0), no_xml);
    }
}

void check_namespaces(const Parsed& parsed, ReasonList& reasons) {
    reasons.add_all(parsed.namespace_faults);
    if (!parsed.namespaces_well_formed && parsed.namespace_faults.empty() && reasons.empty()) {
        reasons.add(reason::wellformed, place_of_byte(0),
                    "Die Namensräume der Nachricht sind nicht richtig deklariert.");
    }
}

}  // namespace foerderwerk::signature
