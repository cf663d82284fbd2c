// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/sax_parser.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLAttr.hpp>
#include <xercesc/framework/XMLElementDecl.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/internal/XMLScanner.hpp>
#include <xercesc/parsers/SAXParser.hpp>
#include <xercesc/sax/HandlerBase.hpp>
#include <xercesc/util/OutOfMemoryException.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLEntityResolver.hpp>
#include <xercesc/util/XMLResourceIdentifier.hpp>
#include <xercesc/util/XMLUni.hpp>
#include <xercesc/validators/common/Grammar.hpp>

#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/start_xerces.hpp"
#include "connectors/xml/utf16_text.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {
namespace {

using xercesc::XMLUni;

static_assert(std::is_same_v<XMLCh, char16_t>);

/// Without a DTD there are only the five entities of XML itself, and the library counts these too:
/// 20 MiB hold no more of them than this.
constexpr XMLSize_t entity_references_max = 6'000'000;

struct StopParsing {};

std::u16string_view view(const XMLCh* text) {
    return text == nullptr ? std::u16string_view() : std::u16string_view(text);
}

std::unique_ptr<xercesc::MemBufInputSource> source_of(std::string_view bytes, std::string_view id) {
    const std::u16string name = to_utf16(id);
    auto source = std::make_unique<xercesc::MemBufInputSource>(
        reinterpret_cast<const XMLByte*>(bytes.data()), bytes.size(), name.c_str(), false);
    source->setCopyBufToStream(false);
    // Forced, so that nothing in the bytes can choose another decoder.
    source->setEncoding(XMLUni::fgUTF8EncodingString);
    return source;
}

/// Thrown where the library asks for something that is not in memory.
struct Unresolved {
    std::string space;
};

/// Answers imports by namespace from memory; everything else is refused.
class NamespaceResolver : public xercesc::XMLEntityResolver {
public:
    explicit NamespaceResolver(const SchemaFiles* schemas = nullptr) : schemas_(schemas) {}

    xercesc::InputSource* resolveEntity(xercesc::XMLResourceIdentifier* resource) override {
        using xercesc::XMLResourceIdentifier;
        const std::string space = to_utf8(view(resource->getNameSpace()));
        const auto type = resource->getResourceIdentifierType();
        if (type == XMLResourceIdentifier::SchemaImport && schemas_ != nullptr) {
            const auto found = schemas_->schemas().find(space);
            if (found != schemas_->schemas().end()) {
                return source_of(found->second, found->first).release();
            }
        }
        // Answering "not found" would let the library open files by itself.
        throw Unresolved{space};
    }

private:
    const SchemaFiles* schemas_;
};

/// The library's parser, its reports taken where its scanner makes them: a layer of its own above
/// would cost as much as the scan, drop the codes of problems, and keep the scanner out of reach.
class Reader : public xercesc::SAXParser {
public:
    Reader(xercesc::XMLGrammarPool* pool, const XMLCh* scanner)
        : SAXParser(nullptr, xercesc::XMLPlatformUtils::fgMemoryManager, pool) {
        useScanner(scanner);
        setDoNamespaces(true);
        setLoadExternalDTD(false);
        setDisableDefaultEntityResolution(true);
        setDocumentHandler(&silent_);  // without them the library reports nothing
        setErrorHandler(&silent_);
    }

    /// The validator would hand on texts with their white space normalized by type: a tab where
    /// none is allowed would not be seen any more. The library has no other switch for it.
    void report_texts_as_written() {
        const_cast<xercesc::XMLScanner&>(getScanner()).setNormalizeData(false);
    }

    void startElement(const xercesc::XMLElementDecl& element, const unsigned int space,
                      const XMLCh* const, const xercesc::RefVectorOf<xercesc::XMLAttr>& attributes,
                      const XMLSize_t attribute_count, const bool is_empty, const bool) override {
        attributes_.clear();
        for (XMLSize_t i = 0; i < attribute_count; ++i) {
            take_attribute(*attributes.elementAt(i));
        }
        if (!events->start_element(space_of(space), view(element.getBaseName()), attributes_))
            throw StopParsing{};
        if (is_empty)
            events->end_element();
    }

    void endElement(const xercesc::XMLElementDecl&, const unsigned int, const bool,
                    const XMLCh* const) override {
        events->end_element();
    }

    void docCharacters(const XMLCh* const characters, const XMLSize_t length, const bool) override {
        if (!events->text({characters, length}))
            throw StopParsing{};
    }

    /// White space between elements, where the validator knows that only elements may stand.
    void ignorableWhitespace(const XMLCh* const characters, const XMLSize_t length,
                             const bool is_cdata) override {
        docCharacters(characters, length, is_cdata);
    }

    void error(const unsigned int code, const XMLCh* const domain, const ErrTypes type,
               const XMLCh* const text, const XMLCh* const, const XMLCh* const,
               const XMLFileLoc line, const XMLFileLoc column) override {
        if (type == XMLErrorReporter::ErrType_Warning)
            return;
        SaxProblem problem;
        if (view(domain) == view(XMLUni::fgValidityDomain)) {
            problem.kind = SaxProblem::Kind::invalid;
        } else if (view(domain) == view(XMLUni::fgExceptDomain)) {
            problem.kind = SaxProblem::Kind::value;
        }
        problem.code = code;
        problem.text = to_utf8(view(text));
        problem.line = static_cast<std::size_t>(line);
        problem.column = static_cast<std::size_t>(column);
        if (!events->problem(problem))
            throw StopParsing{};
    }

    SaxEvents* events = nullptr;  ///< set while a document is parsed

private:
    std::u16string_view space_of(unsigned int id) const {
        return view(getScanner().getURIText(id));
    }

    void take_attribute(const xercesc::XMLAttr& attribute) {
        const std::u16string_view prefix = view(attribute.getPrefix());
        const std::u16string_view name = view(attribute.getName());
        const std::u16string_view value = view(attribute.getValue());
        if (prefix == u"xmlns") {
            events->declare_prefix(name, value);
        } else if (prefix.empty() && name == u"xmlns") {
            events->declare_prefix({}, value);
        } else {
            attributes_.push_back({space_of(attribute.getURIId()), name, value});
        }
    }

    xercesc::HandlerBase silent_;
    std::vector<SaxAttribute> attributes_;
};

/// Stops at the first problem of a schema, with its words.
class SchemaProblems : public SaxEvents {
public:
    bool start_element(std::u16string_view, std::u16string_view,
                       std::span<const SaxAttribute>) override {
        return true;
    }
    void end_element() override {}
    bool text(std::u16string_view) override { return true; }
    bool problem(const SaxProblem& problem) override {
        first = std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " +
                problem.text;
        return false;
    }

    std::string first;
};

/// A schema that does nothing but import all namespaces, so that each is loaded exactly once.
std::string import_all(const SchemaFiles& schemas) {
    std::string text = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";
    text += " targetNamespace=\"urn:foerderwerk:schemas\">";
    for (const auto& [space, bytes] : schemas.schemas()) {
        text += "<xs:import namespace=\"" + space + "\"/>";
    }
    return text + "</xs:schema>";
}

[[noreturn]] void refuse_schemas(const std::string& why) {
    throw OperatingError(FailureKind::misconfigured, "the message schemas do not load: " + why);
}

}  // namespace

struct SaxParser::Parts {
    std::unique_ptr<xercesc::XMLGrammarPoolImpl> pool;
    xercesc::SecurityManager security;
    NamespaceResolver refuse_all;
    std::unique_ptr<Reader> reader;

    void open(const XMLCh* scanner) {
        reader = std::make_unique<Reader>(pool.get(), scanner);
        security.setEntityExpansionLimit(entity_references_max);
        reader->setSecurityManager(&security);
        reader->setXMLEntityResolver(&refuse_all);
    }

    void load(const SchemaFiles& schemas) {
        NamespaceResolver resolver(&schemas);
        SchemaProblems problems;
        reader->events = &problems;
        reader->setXMLEntityResolver(&resolver);
        reader->setValidationSchemaFullChecking(true);
        const std::string driver = import_all(schemas);
        try {
            const auto source = source_of(driver, "urn:foerderwerk:schemas");
            reader->loadGrammar(*source, xercesc::Grammar::SchemaGrammarType, true);
        } catch (const StopParsing&) {
            refuse_schemas(problems.first);
        } catch (const Unresolved& missing) {
            refuse_schemas("no file for the namespace \"" + missing.space + "\"");
        } catch (const xercesc::XMLException& failure) {
            refuse_schemas(to_utf8(view(failure.getMessage())));
        }
        reader->events = nullptr;
        reader->setXMLEntityResolver(&refuse_all);
        reader->setValidationSchemaFullChecking(false);
        pool->lockPool();
    }
};

SaxParser::SaxParser() : parts_((start_xerces(), std::make_unique<Parts>())) {
    parts_->open(XMLUni::fgWFXMLScanner);
    parts_->reader->setValidationScheme(Reader::Val_Never);
    parts_->reader->setDoSchema(false);
    parts_->reader->setLoadSchema(false);
}

SaxParser::SaxParser(const SchemaFiles& schemas)
    : parts_((start_xerces(), std::make_unique<Parts>())) {
    parts_->pool = std::make_unique<xercesc::XMLGrammarPoolImpl>();
    parts_->open(XMLUni::fgSGXMLScanner);
    parts_->reader->setValidationScheme(Reader::Val_Always);
    parts_->reader->setDoSchema(true);
    parts_->reader->setHandleMultipleImports(true);
    parts_->load(schemas);
    parts_->reader->setLoadSchema(false);
    parts_->reader->useCachedGrammarInParse(true);
    parts_->reader->report_texts_as_written();
}

SaxParser::~SaxParser() = default;
SaxParser::SaxParser(SaxParser&&) noexcept = default;
SaxParser& SaxParser::operator=(SaxParser&&) noexcept = default;

void SaxParser::parse(std::string_view bytes, SaxEvents& events) {
    parts_->reader->events = &events;
    const auto malformed = [&](std::string text) {
        events.problem({SaxProblem::Kind::malformed, 0, std::move(text), 0, 0});
    };
    try {
        const auto source = source_of(bytes, "urn:foerderwerk:document");
        parts_->reader->parse(*source);
    } catch (const StopParsing&) {  // wished by the events
    } catch (const Unresolved&) {
        malformed("the document refers to something outside itself");
    } catch (const xercesc::OutOfMemoryException&) {
        throw OperatingError(FailureKind::transient, "no memory left to parse a document");
    } catch (const xercesc::XMLException& failure) {
        malformed(to_utf8(view(failure.getMessage())));
    } catch (const xercesc::SAXException& failure) {
        malformed(to_utf8(view(failure.getMessage())));
    }
    parts_->reader->events = nullptr;
}

}  // namespace foerderwerk::xml
