// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace foerderwerk::xml {

class SchemaFiles;

struct SaxAttribute {
    std::u16string_view space;
    std::u16string_view name;
    std::u16string_view value;
};

/// What the parser objects to. `code` is meaningful within its kind only.
struct SaxProblem {
    /// Not XML; XML that breaks its schema; a text that its type does not allow.
    enum class Kind { malformed, invalid, value };
    Kind kind = Kind::malformed;
    unsigned code = 0;
    std::string text;  ///< in English, as the library words it
    std::size_t line = 0;
    std::size_t column = 0;
};

/// Receives a document. `false` from start_element, text or problem stops the parse.
class SaxEvents {
public:
    virtual ~SaxEvents() = default;
    virtual bool start_element(std::u16string_view space, std::u16string_view name,
                               std::span<const SaxAttribute> attributes) = 0;
    virtual void end_element() = 0;
    /// A namespace declaration of the element that starts next.
    virtual void declare_prefix(std::u16string_view, std::u16string_view) {}
    virtual bool text(std::u16string_view characters) = 0;
    virtual bool problem(const SaxProblem& problem) = 0;
};

/// Xerces with every door shut: no DTD, no entity, no file, no network, no schemaLocation. One
/// per thread at a time; usable again after any parse, however it ended. The bytes have passed
/// check_bytes. Throws OperatingError (transient) when memory runs out.
class SaxParser {
public:
    /// Checks well-formedness and namespaces only.
    SaxParser();
    /// Validates as well, against grammars of its own that are loaded here once and then locked:
    /// in Xerces 3.2 a pool shared by threads is unsafe on first use. Throws OperatingError
    /// (misconfigured) with the first problem of the schemas.
    explicit SaxParser(const SchemaFiles& schemas);
    ~SaxParser();
    SaxParser(SaxParser&&) noexcept;
    SaxParser& operator=(SaxParser&&) noexcept;

    void parse(std::string_view bytes, SaxEvents& events);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace foerderwerk::xml
