// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/xml/din_91379.hpp"
#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// What a text becomes in FEEL (formats.md, "From XML to FEEL").
enum class TextKind { text, number, boolean, date, time, date_time, duration, binary };

/// A simple type, reduced to what the mapping and the checks before validation need.
struct TextRule {
    TextKind kind = TextKind::text;
    enum class Space { preserve, replace, collapse } space = Space::preserve;
    Letters letters = Letters::any;
    /// Longer text is refused before the validator sees it: it tries patterns before lengths, and
    /// some cost it time that grows with the square of the text.
    std::size_t bytes_max = 64 * 1024;
    /// Digits after the point in which a number is written: 0 for integers, the value of fw:scale
    /// ("0" or "2") on the type; nothing: as many as the number has.
    std::optional<int> scale;
    bool is_restricted = false;  ///< narrowed by facets that only the validator knows
};

struct AttributeRule {
    std::string space;
    std::string name;
    std::string member;  ///< name in FEEL
    TextRule text;
    std::string preset;  ///< value that stands when the attribute is absent, empty for none
};

struct TypeRule;

struct ElementRule {
    std::string space;
    std::string name;
    std::string member;     ///< name in FEEL
    bool repeated = false;  ///< may occur more than once: a list
    std::string personal;   ///< whose data it holds (attribute fw:personal), empty for nobody's
    const TypeRule* type = nullptr;
};

/// A complex type, or the simple type of an element.
struct TypeRule {
    std::optional<TextRule> text;  ///< set when the element holds text
    std::vector<AttributeRule> attributes;
    std::vector<ElementRule> elements;  ///< in schema order, each name once
    bool is_code = false;               ///< XÖV Code or a restriction of it
    bool is_message = false;            ///< extends Nachricht.G2GType of the XÖV basis message

    [[nodiscard]] const ElementRule* element(std::string_view space, std::string_view name) const;
    [[nodiscard]] const AttributeRule* attribute(std::string_view space,
                                                 std::string_view name) const;
};

/// Name of the member that holds the text of an element which has attributes as well.
inline constexpr std::string_view text_member = "value";

/// What the schemas say, read once, immutable. It stands beside the grammars of the validator,
/// which judges documents; the model only maps documents that are valid.
class SchemaModel {
public:
    /// `schemas` have been accepted by the validator. Constructs that the mapping does not know
    /// (mixed content, substitution, redefinition, inclusion, two members of one name) are
    /// refused. Code: SCHEMA_UNSUPPORTED, place: namespace and line.
    [[nodiscard]] static Result<SchemaModel, Reasons> read(const SchemaFiles& schemas);

    SchemaModel(const SchemaModel&) = delete;
    SchemaModel& operator=(const SchemaModel&) = delete;
    SchemaModel(SchemaModel&&) = default;
    SchemaModel& operator=(SchemaModel&&) = default;
    ~SchemaModel() = default;

    /// A root element, or nullptr.
    [[nodiscard]] const ElementRule* root(std::string_view space, std::string_view name) const;
    /// All root elements whose type is a message.
    [[nodiscard]] std::vector<const ElementRule*> messages() const;

    /// The prefixes that the schemas themselves use, one a namespace.
    [[nodiscard]] const std::vector<XmlPrefix>& prefixes() const { return prefixes_; }

    using Name = std::pair<std::string, std::string>;  ///< namespace, local name

private:
    friend class SchemaReader;
    SchemaModel() = default;

    std::deque<TypeRule> types_;  // elements point into it
    std::map<Name, ElementRule> roots_;
    std::vector<XmlPrefix> prefixes_;
};

}  // namespace foerderwerk::xml
