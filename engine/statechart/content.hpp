// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/feel/expression.hpp"
#include "engine/feel/location.hpp"
#include "engine/feel/value.hpp"

namespace foerderwerk::statechart {

struct Document;
struct Action;

/// Executable content of one `<onentry>`, `<onexit>`, `<transition>` … element. An error stops
/// the rest of its block and nothing else (SCXML section 4.9).
using Block = std::vector<Action>;

/// An attribute of the workflow namespace, or a literal attribute of an extension element.
struct Extension {
    std::string name;
    std::string text;
    friend bool operator==(const Extension&, const Extension&) = default;
};
using Extensions = std::vector<Extension>;

/// The text of the attribute with that name, or nullptr.
[[nodiscard]] const std::string* find_extension(const Extensions& extensions,
                                                std::string_view name);

/// A text that stands in the document, or the expression that gives it.
struct TextSource {
    std::string literal;
    std::optional<feel::Expression> expression;
    [[nodiscard]] bool given() const { return expression.has_value() || !literal.empty(); }
};

/// A value that stands in the document, or the expression that gives it.
struct ValueSource {
    feel::Value literal;
    std::optional<feel::Expression> expression;
};

/// `<param>`, or one name of a `namelist`.
struct Param {
    std::string name;
    feel::Expression expression;             ///< reads the location when one is given
    std::optional<feel::Location> location;  ///< where an empty `<finalize>` writes back
};

struct Raise {
    std::string event;
};

struct Send {
    TextSource event;
    TextSource target;
    TextSource type;
    std::string id;
    std::optional<feel::Location> id_location;
    std::chrono::nanoseconds delay{0};
    std::optional<feel::Expression> delay_expression;
    std::vector<Param> params;  ///< namelist first, then `<param>`
    std::optional<ValueSource> content;
    std::optional<feel::Expression> due;  ///< fw:due, a legal date in place of a delay
    std::optional<feel::Expression> key;  ///< fw:key
    Extensions extensions;
};

struct Assign {
    feel::Location location;
    ValueSource value;
};

struct Branch {
    std::optional<feel::Expression> condition;  ///< none for `<else>`
    Block block;
};
struct If {
    std::vector<Branch> branches;
};

/// The index counts from 1, as the positions of FEEL's lists do.
struct ForEach {
    feel::Expression array;
    std::string item;
    std::string index;  ///< empty: none
    Block block;
};

struct Log {
    std::string label;
    std::optional<feel::Expression> expression;
};

struct Cancel {
    TextSource sendid;
};

/// `<script>`: assignments and nothing else.
struct Script {
    std::vector<Assign> assignments;
};

/// An element of an extension namespace. Attributes named `cond` or ending in `expr` are FEEL,
/// `location` is a FEEL location, all others are literal text.
struct Custom {
    std::string space;
    std::string name;
    Extensions attributes;
    struct NamedExpression {
        std::string name;
        feel::Expression expression;
    };
    std::vector<NamedExpression> expressions;
    std::optional<feel::Location> location;
    std::vector<Custom> children;
    std::string text;
    std::size_t line = 0;

    [[nodiscard]] const std::string* attribute(std::string_view attribute_name) const;
    [[nodiscard]] const feel::Expression* expression(std::string_view attribute_name) const;
};

struct Action {
    std::variant<Raise, Send, Assign, If, ForEach, Log, Cancel, Script, Custom> content;
    std::size_t line = 0;
};

struct Invoke {
    std::string id;
    std::optional<feel::Location> id_location;
    TextSource type;
    TextSource source;
    std::vector<Param> params;
    std::optional<ValueSource> content;
    std::shared_ptr<const Document> document;  ///< a chart that stands inside `<content>`
    bool autoforward = false;
    std::optional<Block> finalize;  ///< empty block: write the parameters back
    Extensions extensions;
    std::size_t line = 0;
};

/// `<donedata>`: parameters or content.
struct DoneData {
    std::vector<Param> params;
    std::optional<ValueSource> content;
    std::size_t line = 0;
};

/// `<data>`.
struct DataItem {
    std::string id;
    ValueSource value;
    Extensions extensions;
    std::size_t line = 0;
};

}  // namespace foerderwerk::statechart
