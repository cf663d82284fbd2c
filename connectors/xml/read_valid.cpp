// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_valid.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "connectors/xml/check_content.hpp"
#include "connectors/xml/lexical_values.hpp"
#include "connectors/xml/message_head.hpp"
#include "connectors/xml/utf16_text.hpp"

namespace foerderwerk::xml {
namespace {

/// Above it the copies that the validator makes of a document weigh more than a second parse.
constexpr std::size_t bytes_max = 256 * 1024;
/// Attributes are validated before the parser reports them, so they are held to the smallest
/// limit that any type has.
constexpr std::size_t attribute_bytes_max = 1024;
/// The end of the namespace of xsi:type, xsi:nil and xsi:schemaLocation.
constexpr std::string_view xsi_word = "XMLSchema-instance";
constexpr std::u16string_view xsi_space = u"http://www.w3.org/2001/XMLSchema-instance";

constexpr std::u16string_view blanks = u" \t\r\n";
constexpr TextRule between_elements;

bool is_plain_text(const TypeRule& type) {
    return type.text.has_value() && type.attributes.empty() && !type.is_code;
}

/// An element that has begun. Its strings serve the next element of the same depth again.
struct OpenElement {
    const ElementRule* rule = nullptr;
    std::size_t position = 1;     ///< among the siblings of the same rule
    std::size_t next_slot = 0;    ///< where in the schema order the next child is probably
    std::size_t first_part = 0;   ///< of its own, among the parts of all open elements
    std::size_t first_child = 0;  ///< the parts before it are attributes
    std::size_t blank_bytes = 0;  ///< between its elements
    std::string text;
    GivenCode code;
    std::string subject;    ///< whose data it holds
    std::string positions;  ///< of the repeated elements around it: ".2", ".1.3"
};

/// The value of an attribute, or of a child by the place of its rule in the type.
struct Part {
    std::size_t slot = 0;
    std::size_t position = 1;
    feel::Value value;
};

/// Turns the parser's reports into values, the inner ones first. Asks of each text what the long
/// way asks of the tree, before the validator comes to judge it at the element's end.
class ValueBuilder : public SaxEvents {
public:
    explicit ValueBuilder(const MessageSchemas& schemas) : schemas_(schemas) {}

    bool start_element(std::u16string_view space, std::u16string_view name,
                       std::span<const SaxAttribute> attributes) override {
        if (!is_sound_ || depth_ == XmlLimits{}.depth_max) {
            return refuse();
        }
        name_.clear();
        append_utf8(name_, name);
        if (space != last_space_) {
            last_space_ = space;
            last_space_utf8_ = to_utf8(space);
        }
        const ElementRule* rule =
            depth_ == 0 ? schemas_.message(last_space_utf8_, name_) : child_rule(open_[depth_ - 1]);
        if (rule == nullptr || rule->type == nullptr) {
            return refuse();
        }
        return enter(*rule) && take_attributes(attributes);
    }

    void end_element() override {
        if (!is_sound_) {
            return;
        }
        OpenElement& element = open_[depth_ - 1];
        note_head(element);
        feel::Value value = value_of_element(element);
        while (parts_.size() > element.first_part) {
            parts_.pop_back();
        }
        --depth_;
        if (depth_ == 0) {
            message_.root_name = element.rule->name;
            message_.data = std::move(value);
            return;
        }
        const auto& siblings = open_[depth_ - 1].rule->type->elements;
        parts_.push_back({static_cast<std::size_t>(element.rule - siblings.data()),
                          element.position, std::move(value)});
    }

    bool text(std::u16string_view characters) override {
        if (depth_ == 0) {
            return true;
        }
        OpenElement& element = open_[depth_ - 1];
        const auto& rule = element.rule->type->text;
        if (!rule.has_value()) {
            element.blank_bytes += characters.size();
            return (element.blank_bytes <= between_elements.bytes_max &&
                    characters.find_first_not_of(blanks) == std::u16string_view::npos) ||
                   refuse();
        }
        append_utf8(element.text, characters);
        return element.text.size() <= rule->bytes_max || refuse();
    }

    bool problem(const SaxProblem&) override { return refuse(); }

    /// Once, after the parse.
    [[nodiscard]] std::optional<ports::Message> take() {
        if (!is_sound_ || (type_in_head_ && !fits_root(*type_in_head_, message_.root_name))) {
            return std::nullopt;
        }
        message_.name = message_name(message_.root_name);
        return std::move(message_);
    }

private:
    bool refuse() {
        is_sound_ = false;
        return false;
    }

    /// Children come in schema order, so the search begins where the last one was found.
    const ElementRule* child_rule(OpenElement& parent) const {
        const auto& rules = parent.rule->type->elements;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const std::size_t slot = (parent.next_slot + i) % rules.size();
            if (rules[slot].name == name_ && rules[slot].space == last_space_utf8_) {
                parent.next_slot = slot;
                return &rules[slot];
            }
        }
        return nullptr;
    }

    /// One more than the last sibling of the same rule has.
    std::size_t next_position(const OpenElement& parent) const {
        for (std::size_t i = parts_.size(); i > parent.first_child; --i) {
            if (parts_[i - 1].slot == parent.next_slot) {
                return parts_[i - 1].position + 1;
            }
        }
        return 1;
    }

    bool enter(const ElementRule& rule) {
        if (open_.size() == depth_) {
            open_.emplace_back();
        }
        OpenElement& element = open_[depth_];
        element.rule = &rule;
        element.position = 1;
        element.next_slot = 0;
        element.first_part = parts_.size();
        element.blank_bytes = 0;
        element.text.clear();
        element.subject.clear();
        element.positions.clear();
        bool in_code = false;
        if (depth_ > 0) {
            const OpenElement& parent = open_[depth_ - 1];
            element.position = next_position(parent);
            element.positions = parent.positions;
            element.subject = parent.subject;
            in_code = parent.rule->type->is_code;
        }
        if (rule.repeated) {
            element.positions += '.' + std::to_string(element.position);
        }
        if (!rule.personal.empty() && !in_code) {
            element.subject = rule.personal + element.positions;
        }
        ++depth_;
        // A Code is marked as a whole; its parts are plain texts under their bare names.
        return !in_code || (is_plain_text(*rule.type) && rule.space.empty()) || refuse();
    }

    bool take_attributes(std::span<const SaxAttribute> attributes) {
        OpenElement& element = open_[depth_ - 1];
        const TypeRule& type = *element.rule->type;
        given_.clear();
        for (const SaxAttribute& attribute : attributes) {
            // In canonical form the word would have been found; a reference can hide it.
            if (attribute.space == xsi_space) {
                return refuse();
            }
            given_.push_back(
                {to_utf8(attribute.space), to_utf8(attribute.name), to_utf8(attribute.value)});
            const XmlAttribute& given = given_.back();
            const AttributeRule* rule = type.attribute(given.space, given.name);
            const TextRule& text = rule == nullptr ? between_elements : rule->text;
            if (given.value.size() > text.bytes_max ||
                first_forbidden_letter(given.value, text.letters)) {
                return refuse();
            }
        }
        if (type.is_code) {
            take_code_attributes(element);
        } else {
            for (const AttributeRule& rule : type.attributes) {
                parts_.push_back({0, 0, marked(attribute_value(rule), element)});
            }
        }
        element.first_child = parts_.size();
        return is_sound_;
    }

    void take_code_attributes(OpenElement& element) {
        element.code.code.reset();
        for (const bool is_uri : {true, false}) {
            const AttributeRule* rule =
                element.rule->type->attribute("", is_uri ? "listURI" : "listVersionID");
            std::string& text = is_uri ? element.code.uri : element.code.version;
            const std::string* given = rule == nullptr ? nullptr : given_attribute(*rule);
            text = given != nullptr ? *given : rule == nullptr ? "" : rule->preset;
            parts_.push_back(
                {0, 0, rule == nullptr ? feel::Value() : marked(attribute_value(*rule), element)});
        }
    }

    const std::string* given_attribute(const AttributeRule& rule) const {
        const auto found = std::ranges::find_if(given_, [&](const XmlAttribute& attribute) {
            return attribute.name == rule.name && attribute.space == rule.space;
        });
        return found == given_.end() ? nullptr : &found->value;
    }

    feel::Value attribute_value(const AttributeRule& rule) {
        const std::string* given = given_attribute(rule);
        if (given == nullptr && rule.preset.empty()) {
            return {};
        }
        return text_value(given == nullptr ? rule.preset : *given, rule.text);
    }

    feel::Value text_value(std::string_view text, const TextRule& rule) {
        auto value = value_of(text, rule);
        if (!value.has_value()) {
            refuse();
            return {};
        }
        return std::move(*value);
    }

    feel::Value content_value(const OpenElement& element) {
        const TextRule& rule = *element.rule->type->text;
        const bool is_binary = rule.kind == TextKind::binary && !rule.is_restricted;
        if (first_forbidden_letter(element.text, rule.letters) ||
            (is_binary && !is_base64(element.text))) {
            refuse();
        }
        return marked(text_value(element.text, rule), element);
    }

    static feel::Value marked(feel::Value value, const OpenElement& element) {
        return element.subject.empty() ? std::move(value)
                                       : feel::Value::personal(std::move(value), element.subject);
    }

    /// The head names the message's own id and, once more, its type.
    void note_head(const OpenElement& element) {
        const std::string& name = element.rule->name;
        const bool is_first = element.position == 1;
        if (depth_ == 4 && is_first && is_inside_head() && name == head_names::id) {
            message_.id = lower_case_hex(element.text);
        }
        if (depth_ == 5 && is_first && is_inside_head() && name == head_names::code &&
            is_first_named(open_[3], head_names::type)) {
            type_in_head_ = element.text;
        }
    }

    [[nodiscard]] bool is_inside_head() const {
        return is_first_named(open_[1], head_names::head) &&
               is_first_named(open_[2], head_names::identification);
    }

    static bool is_first_named(const OpenElement& element, std::string_view name) {
        return element.position == 1 && element.rule->name == name;
    }

    feel::Value value_of_element(OpenElement& element) {
        const TypeRule& type = *element.rule->type;
        if (type.is_code) {
            return code_value(element);
        }
        if (is_plain_text(type)) {
            OpenElement* parent = depth_ > 1 ? &open_[depth_ - 2] : nullptr;
            if (parent != nullptr && parent->rule->type->is_code &&
                element.rule->name == head_names::code && !parent->code.code) {
                parent->code.code = collapsed_text(element.text);
            }
            return content_value(element);
        }
        return context_value(element);
    }

    feel::Value code_value(const OpenElement& element) {
        const TypeRule& type = *element.rule->type;
        if (fault_of(element.code, type, schemas_.code_lists())) {
            refuse();
            return {};
        }
        feel::Context context;
        for (const char* name : {"code", "name"}) {
            const ElementRule* rule = type.element("", name);
            context.set(
                name,
                rule == nullptr
                    ? feel::Value()
                    : take_child(element, static_cast<std::size_t>(rule - type.elements.data())));
        }
        context.set("listURI", std::move(parts_[element.first_part].value));
        context.set("listVersionID", std::move(parts_[element.first_part + 1].value));
        return context;
    }

    feel::Value take_child(const OpenElement& element, std::size_t slot) {
        for (std::size_t i = element.first_child; i < parts_.size(); ++i) {
            if (parts_[i].slot == slot) {
                return std::move(parts_[i].value);
            }
        }
        return {};
    }

    feel::Value context_value(const OpenElement& element) {
        const TypeRule& type = *element.rule->type;
        feel::Context context;
        for (std::size_t i = 0; i < type.attributes.size(); ++i) {
            context.set(type.attributes[i].member, std::move(parts_[element.first_part + i].value));
        }
        if (type.text) {
            context.set(std::string(text_member), content_value(element));
        }
        const auto first = parts_.begin() + static_cast<std::ptrdiff_t>(element.first_child);
        if (!std::ranges::is_sorted(first, parts_.end(), {}, &Part::slot)) {
            std::ranges::stable_sort(first, parts_.end(), {}, &Part::slot);
        }
        auto part = first;
        for (std::size_t slot = 0; slot < type.elements.size(); ++slot) {
            const ElementRule& rule = type.elements[slot];
            feel::List found;
            feel::Value only;
            for (; part != parts_.end() && part->slot == slot; ++part) {
                if (rule.repeated) {
                    found.push_back(std::move(part->value));
                } else if (part->position == 1) {
                    only = std::move(part->value);
                }
            }
            context.set(rule.member,
                        rule.repeated ? feel::Value(std::move(found)) : std::move(only));
        }
        return context;
    }

    const MessageSchemas& schemas_;
    std::deque<OpenElement> open_;  // the first `depth_` of them; in small pieces, as what is kept
    std::deque<Part> parts_;        // briefly should not make the allocator tidy up
    std::size_t depth_ = 0;
    std::vector<XmlAttribute> given_;  // of the element that starts
    std::string name_;
    std::u16string last_space_;  // neighbours mostly share their namespace
    std::string last_space_utf8_;
    ports::Message message_;
    std::optional<std::string> type_in_head_;
    bool is_sound_ = true;
};

}  // namespace

std::optional<ports::Message> read_valid(std::string_view bytes, const Markup& markup,
                                         const MessageSchemas& schemas, SaxParser& validator) {
    if (bytes.size() > bytes_max || markup.longest_attribute_bytes > attribute_bytes_max ||
        bytes.find(xsi_word) != std::string_view::npos) {
        return std::nullopt;
    }
    ValueBuilder builder(schemas);
    validator.parse(bytes, builder);
    return builder.take();
}

}  // namespace foerderwerk::xml
