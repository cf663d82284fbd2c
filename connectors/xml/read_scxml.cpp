// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_scxml.hpp"

#include <memory>
#include <utility>

#include "connectors/xml/scxml_reader.hpp"

namespace foerderwerk::xml {

using statechart::StateKind;

namespace {

constexpr std::size_t depth_max = 100;

StateKind kind_of(const XmlElement& element) {
    if (element.name == "parallel") {
        return StateKind::parallel;
    }
    if (element.name == "final") {
        return StateKind::final;
    }
    if (element.name == "history") {
        return element.attribute("type") == "deep" ? StateKind::deep_history
                                                   : StateKind::shallow_history;
    }
    return StateKind::atomic;
}

bool is_state(const XmlElement& element) {
    return element.name == "state" || element.name == "parallel" || element.name == "final" ||
           element.name == "history";
}

}  // namespace

statechart::Draft ScxmlReader::read(const XmlElement& root) {
    statechart::Draft draft;
    if (root.space != scxml_namespace || root.name != "scxml") {
        refuse("NOT_SCXML", root,
               "the root is not the element scxml of " + std::string(scxml_namespace));
        return draft;
    }
    check_shape(root);
    read_root_attributes(root, draft);
    draft.root.state.line = root.line;
    draft.root.state.extensions = extensions(root);
    if (const std::string* initial = root.find_attribute("initial")) {
        draft.root.initial_ids = *initial;
    }
    for (const XmlElement& child : root.children) {
        if (child.space == scxml_namespace && child.name == "script") {
            draft.script.push_back({read_script(child), child.line});
            continue;
        }
        read_state_child(child, draft.root, 0);
    }
    draft.uses_in = uses_in_;
    return draft;
}

void ScxmlReader::read_root_attributes(const XmlElement& root, statechart::Draft& draft) {
    draft.name = root.attribute("name");
    draft.late_binding = one_of(root, "binding", {"early", "late"}) == "late";
    if (root.attribute("version") != "1.0") {
        refuse("ILLEGAL_VALUE", root, "the version of scxml must be 1.0");
    }
    const std::string* datamodel = root.find_attribute("datamodel");
    if (datamodel != nullptr && *datamodel != "feel") {
        refuse("DATAMODEL", root, "the data model '" + *datamodel + "' is not known, only feel");
    }
}

statechart::DraftState ScxmlReader::read_state(const XmlElement& element, std::size_t depth) {
    statechart::DraftState draft;
    draft.state.line = element.line;
    draft.state.kind = kind_of(element);
    draft.state.id = element.attribute("id");
    if (const std::string* id = element.find_attribute("id"); id != nullptr && id->empty()) {
        refuse("ILLEGAL_VALUE", element, "the id is empty");
    }
    check_shape(element);
    if (depth > depth_max) {
        refuse("TOO_DEEP", element, "states may be nested 100 deep");
        return draft;
    }
    if (element.name == "history") {
        (void)one_of(element, "type", {"shallow", "deep"});
    }
    draft.state.extensions = extensions(element);
    if (const std::string* initial = element.find_attribute("initial")) {
        draft.initial_ids = *initial;
    }
    for (const XmlElement& child : element.children) {
        read_state_child(child, draft, depth);
    }
    return draft;
}

void ScxmlReader::read_state_child(const XmlElement& child, statechart::DraftState& draft,
                                   std::size_t depth) {
    statechart::State& state = draft.state;
    if (child.space != scxml_namespace) {
        if (auto custom = read_custom(child)) {
            state.declarations.push_back(std::move(*custom));
        }
    } else if (is_state(child)) {
        draft.children.push_back(read_state(child, depth + 1));
    } else if (child.name == "transition" && state.is_history()) {
        read_history_default(child, draft);
    } else if (child.name == "transition") {
        draft.transitions.push_back(read_transition(child));
    } else if (child.name == "initial") {
        if (draft.initial) {
            refuse("ILLEGAL_INITIAL", child, "there is another initial element");
        }
        draft.initial = read_initial(child);
    } else if (child.name == "onentry") {
        check_shape(child);
        state.on_entry.push_back(read_block(child));
    } else if (child.name == "onexit") {
        check_shape(child);
        state.on_exit.push_back(read_block(child));
    } else if (child.name == "datamodel") {
        read_datamodel(child, state);
    } else if (child.name == "invoke") {
        state.invokes.push_back(read_invoke(child));
    } else if (child.name == "donedata") {
        state.done_data = read_done_data(child);
    }
}

void ScxmlReader::read_history_default(const XmlElement& child, statechart::DraftState& draft) {
    if (draft.initial) {
        refuse("ILLEGAL_HISTORY", child, "a history has one transition only");
    }
    draft.initial = read_transition(child);
}

std::optional<statechart::DraftTransition> ScxmlReader::read_initial(const XmlElement& element) {
    check_shape(element);
    if (element.children.size() != 1 || element.children.front().name != "transition") {
        refuse("ILLEGAL_INITIAL", element, "initial holds exactly one transition");
        return std::nullopt;
    }
    return read_transition(element.children.front());
}

statechart::DraftTransition ScxmlReader::read_transition(const XmlElement& element) {
    check_shape(element);
    statechart::DraftTransition draft;
    draft.events = element.attribute("event");
    if (const std::string* event = element.find_attribute("event");
        event != nullptr && trim(*event).empty()) {
        refuse("ILLEGAL_EVENT", element, "the event is empty");
    }
    if (const std::string* target = element.find_attribute("target")) {
        draft.target = *target;
    }
    draft.transition.line = element.line;
    draft.transition.condition = expression(element, "cond");
    draft.transition.internal = one_of(element, "type", {"external", "internal"}) == "internal";
    draft.transition.extensions = extensions(element);
    draft.transition.content = read_block(element);
    return draft;
}

void ScxmlReader::read_datamodel(const XmlElement& element, statechart::State& state) {
    check_shape(element);
    for (const XmlElement& child : element.children) {
        if (child.space != scxml_namespace) {
            if (auto custom = read_custom(child)) {
                state.declarations.push_back(std::move(*custom));
            }
        } else if (child.name == "data") {
            state.data.push_back(read_data(child));
        }
    }
}

statechart::DataItem ScxmlReader::read_data(const XmlElement& element) {
    check_shape(element);
    check_exclusive(element, {"src", "expr", "#content"});
    statechart::DataItem item;
    item.id = required(element, "id");
    item.line = element.line;
    item.extensions = extensions(element);
    item.value = value_source(element);
    return item;
}

statechart::DoneData ScxmlReader::read_done_data(const XmlElement& element) {
    check_shape(element);
    check_exclusive(element, {"content", "param"}, true);
    statechart::DoneData done_data;
    done_data.line = element.line;
    done_data.params = read_params(element);
    done_data.content = read_content(element);
    return done_data;
}

statechart::Invoke ScxmlReader::read_invoke(const XmlElement& element) {
    check_shape(element);
    check_exclusive(element, {"type", "typeexpr"});
    check_exclusive(element, {"src", "srcexpr", "content"});
    check_exclusive(element, {"id", "idlocation"});
    check_exclusive(element, {"namelist", "param"});
    statechart::Invoke invoke;
    invoke.line = element.line;
    invoke.id = element.attribute("id");
    invoke.id_location = location(element, "idlocation");
    invoke.type = text_source(element, "type", "typeexpr");
    invoke.source = text_source(element, "src", "srcexpr");
    invoke.autoforward = one_of(element, "autoforward", {"false", "true"}) == "true";
    invoke.params = read_params(element);
    invoke.extensions = extensions(element);
    if (const XmlElement* finalize = element.child("finalize")) {
        check_shape(*finalize);
        check_finalize(*finalize);
        invoke.finalize = read_block(*finalize);
    }
    read_invoke_content(element, invoke);
    return invoke;
}

/// SCXML section 6.5: finalize only takes up what came back.
void ScxmlReader::check_finalize(const XmlElement& element) {
    for (const XmlElement& child : element.children) {
        if (child.space == scxml_namespace && (child.name == "raise" || child.name == "send")) {
            refuse("UNKNOWN_ELEMENT", child, child.name + " cannot stand in finalize");
        }
        check_finalize(child);
    }
}

void ScxmlReader::read_invoke_content(const XmlElement& element, statechart::Invoke& invoke) {
    const XmlElement* content = element.child("content");
    const XmlElement* chart = content != nullptr ? content->child("scxml") : nullptr;
    if (chart == nullptr || chart->space != scxml_namespace) {
        invoke.content = read_content(element);
        return;
    }
    Result<statechart::Document, Reasons> document = read_scxml(*chart, options_);
    if (!document.has_value()) {
        reasons_.insert(reasons_.end(), document.error().begin(), document.error().end());
        return;
    }
    invoke.document = std::make_shared<const statechart::Document>(std::move(*document));
}

Result<statechart::Document, Reasons> read_scxml(const XmlElement& root,
                                                 const ScxmlOptions& options) {
    ScxmlReader reader(options);
    statechart::Draft draft = reader.read(root);
    if (reader.reasons().empty()) {
        return statechart::build_document(std::move(draft));
    }
    // The structure may be broken in addition; NOT_SCXML left nothing to look at.
    if (reader.reasons().front().code != "NOT_SCXML") {
        const auto built = statechart::build_document(std::move(draft));
        if (!built.has_value()) {
            reader.reasons().insert(reader.reasons().end(), built.error().begin(),
                                    built.error().end());
        }
    }
    return Failure<Reasons>(std::move(reader.reasons()));
}

Result<statechart::Document, Reasons> read_scxml(std::string_view bytes,
                                                 const ScxmlOptions& options) {
    const Result<XmlElement, Reasons> root = parse_xml(bytes);
    if (!root.has_value()) {
        return Failure<Reasons>(root.error());
    }
    return read_scxml(*root, options);
}

}  // namespace foerderwerk::xml
