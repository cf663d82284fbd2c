// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/read_scxml.hpp"
#include "engine/statechart/draft.hpp"

namespace foerderwerk::xml {

/// Turns the tree of one `<scxml>` element into a draft. Goes on after a problem, so that one run
/// finds all of them. Used only by read_scxml.cpp.
class ScxmlReader {
public:
    explicit ScxmlReader(const ScxmlOptions& options) : options_(options) {}

    [[nodiscard]] statechart::Draft read(const XmlElement& root);
    [[nodiscard]] Reasons& reasons() { return reasons_; }

private:
    // read_scxml.cpp: the structure
    void read_root_attributes(const XmlElement& root, statechart::Draft& draft);
    statechart::DraftState read_state(const XmlElement& element, std::size_t depth);
    void read_state_child(const XmlElement& child, statechart::DraftState& draft,
                          std::size_t depth);
    void read_history_default(const XmlElement& child, statechart::DraftState& draft);
    statechart::DraftTransition read_transition(const XmlElement& element);
    std::optional<statechart::DraftTransition> read_initial(const XmlElement& element);
    void read_datamodel(const XmlElement& element, statechart::State& state);
    statechart::DataItem read_data(const XmlElement& element);
    statechart::DoneData read_done_data(const XmlElement& element);
    statechart::Invoke read_invoke(const XmlElement& element);
    void check_finalize(const XmlElement& element);
    void read_invoke_content(const XmlElement& element, statechart::Invoke& invoke);

    // read_scxml_content.cpp: executable content
    statechart::Block read_block(const XmlElement& element);
    std::optional<statechart::Action> read_action(const XmlElement& element);
    statechart::Send read_send(const XmlElement& element);
    void read_send_timing(const XmlElement& element, statechart::Send& send);
    statechart::If read_if(const XmlElement& element);
    statechart::ForEach read_foreach(const XmlElement& element);
    statechart::Script read_script(const XmlElement& element);
    std::vector<statechart::Param> read_params(const XmlElement& element);
    std::optional<statechart::Param> read_param(const XmlElement& element);
    std::optional<statechart::Param> read_location_param(const std::string& name,
                                                         const std::string& location,
                                                         const XmlElement& element);
    std::optional<statechart::ValueSource> read_content(const XmlElement& element);

    // read_scxml_parts.cpp: attributes, expressions, values, extensions
    void refuse(std::string code, const XmlElement& element, std::string text);
    /// Reports attributes, children and text that the element may not have.
    void check_shape(const XmlElement& element);
    void check_attributes(const XmlElement& element, std::string_view allowed, bool extensible);
    /// At most one (with `required`: exactly one) of the attributes or children may be there.
    void check_exclusive(const XmlElement& element, std::initializer_list<std::string_view> names,
                         bool required = false);
    std::string required(const XmlElement& element, std::string_view name);
    std::string one_of(const XmlElement& element, std::string_view name,
                       std::initializer_list<std::string_view> values);
    std::optional<feel::Expression> parse(const std::string& text, const XmlElement& element);
    std::optional<feel::Expression> expression(const XmlElement& element, std::string_view name);
    std::optional<feel::Expression> extension_expression(const XmlElement& element,
                                                         std::string_view name);
    std::optional<feel::Location> parse_place(const std::string& text, const XmlElement& element);
    std::optional<feel::Location> location(const XmlElement& element, std::string_view name);
    statechart::TextSource text_source(const XmlElement& element, std::string_view literal,
                                       std::string_view expression_name);
    /// Text and children of an element as a value (`<data>`, `<assign>`, `<content>`).
    statechart::ValueSource inline_value(const XmlElement& element);
    statechart::ValueSource value_of_text(std::string_view text, const XmlElement& element);
    statechart::ValueSource value_source(const XmlElement& element);
    std::optional<std::string> read_source(const XmlElement& element);
    statechart::Extensions extensions(const XmlElement& element);
    std::optional<statechart::Custom> read_custom(const XmlElement& element);

    const ScxmlOptions& options_;
    Reasons reasons_;
    bool uses_in_ = false;
};

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

}  // namespace foerderwerk::xml
