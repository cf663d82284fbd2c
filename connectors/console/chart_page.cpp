// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/chart_drawing.hpp"
#include "engine/inspection/chart_words.hpp"

namespace foerderwerk::console {

namespace {

using inspection::StateWords;
using inspection::TransitionWords;

// Colours stand here alone; each pair keeps a contrast of 4.5 to 1 or more.
constexpr std::string_view picture_style = R"(
.chart { --paper: #ffffff; --ink: #1b1b1b; --line: #595959; --box: #f3f6f9; --group: #fafafa;
         --present: #0b5394; --on-present: #ffffff; }
@media (prefers-color-scheme: dark) {
  .chart { --paper: #16191c; --ink: #ececec; --line: #a6a6a6; --box: #24303a; --group: #1d2226;
           --present: #9ecbff; --on-present: #10202e; }
}
@media print {
  .chart { --paper: #ffffff; --ink: #000000; --line: #000000; --box: #ffffff; --group: #ffffff;
           --present: #000000; --on-present: #ffffff; }
}
.chart text { fill: var(--ink); font-family: system-ui, sans-serif; }
.chart .state path, .chart .end path, .chart .end polygon { fill: var(--box); stroke: var(--line); }
/* The second border of an end would cover the first one if it were filled. */
.chart .end path ~ path, .chart .end polygon ~ polygon { fill: none; }
.chart .group path, .chart .group polygon { fill: var(--group); stroke: var(--line);
                                            stroke-dasharray: 4 3; }
.chart .holds path { stroke: var(--present); stroke-width: 2; }
.chart .start ellipse { fill: var(--ink); stroke: var(--ink); }
.chart .way path { stroke: var(--line); }
/* A line that crosses a label does not strike it through. */
.chart .way text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px;
                   stroke-linejoin: round; }
.chart .way polygon { fill: var(--line); stroke: var(--line); }
.chart .present path, .chart .present polygon { fill: var(--present); stroke: var(--present);
                                                stroke-width: 3; }
.chart .present path ~ path { fill: none; }
.chart .present text { fill: var(--on-present); font-weight: bold; }
)";

constexpr std::string_view page_style = R"(
:root { color-scheme: light dark; --edge: #767676; --head: #eef2f6; --soft: #444; }
@media (prefers-color-scheme: dark) { :root { --edge: #8a8a8a; --head: #22303c; --soft: #c4c4c4; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 130rem; margin: 0 auto; padding: 1rem; }
.sides { display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 110rem) { .sides { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.scroll { overflow: auto; }
.scroll:focus-visible { outline: 3px solid; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid var(--edge); padding: .4rem .6rem; text-align: left;
         vertical-align: top; hyphens: auto; }
td code { overflow-wrap: anywhere; }
thead th { background: var(--head); }
tr.now th { border-left: .4rem solid; }
code { font-family: ui-monospace, monospace; }
.soft { color: var(--soft); }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  .sides { display: block; }
  .scroll { overflow: visible; }
  svg { max-width: 100%; height: auto; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
)";

std::string element(const std::string& tag, const std::string& attributes,
                    const std::string& text) {
    return "<" + tag + (attributes.empty() ? "" : " " + attributes) + ">" + xml_text(text) + "</" +
           tag + ">";
}

std::string list_of(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) {
        text += (text.empty() ? "" : "<br/>") + xml_text(item);
    }
    return text;
}

std::string title_of(const Drawing& drawing) {
    const auto& root = drawing.definition.chart.states[statechart::root_state];
    const std::string* label = statechart::find_extension(root.extensions, "label");
    return label != nullptr ? *label : drawing.definition.programme;
}

std::string name_of(const std::vector<StateWords>& words, const std::string& id) {
    for (const StateWords& state : words) {
        if (state.id == id) {
            return state.label;
        }
    }
    return id;
}

std::string state_table(const Drawing& drawing, const std::vector<StateWords>& words) {
    std::string html =
        "<table>\n" + element("caption", "", "Zustände") +
        "<thead><tr><th scope=\"col\">Zustand</th><th scope=\"col\">Für Antragstellende</th>"
        "<th scope=\"col\">Aufgaben</th><th scope=\"col\">Fristen</th>"
        "<th scope=\"col\">Rechtsgrundlage</th><th scope=\"col\">Aufbewahrung</th></tr></thead>\n"
        "<tbody>\n";
    for (const StateWords& state : words) {
        const bool now = drawing.present.contains(state.id);
        std::string indent;
        for (std::size_t i = 0; i < state.depth; ++i) {
            indent += "– ";
        }
        html += std::string("<tr") + (now ? " class=\"now\"" : "") + "><th scope=\"row\">" +
                xml_text(indent + state.label) + (now ? " (jetzt)" : "") +
                "<br/><code class=\"soft\">" + xml_text(state.id) + "</code></th>" +
                element("td", "", state.public_label) + "<td>" + list_of(state.tasks) +
                "</td><td>" + list_of(state.deadlines) + "</td>" +
                element("td", "", state.legal_basis) + element("td", "", state.retention) +
                "</tr>\n";
    }
    return html + "</tbody>\n</table>\n";
}

std::string transition_row(const std::vector<StateWords>& words, const StateWords& state,
                           const TransitionWords& transition) {
    std::string to;
    for (const std::string& id : transition.to) {
        to += (to.empty() ? "" : ", ") + name_of(words, id);
    }
    std::string who = transition.who;
    if (!transition.unlike.empty()) {
        who += "; nicht, wer „" + transition.unlike + "“ getan hat";
    }
    if (transition.needs_reason) {
        who += "; mit Begründung";
    }
    std::string when = transition.condition.empty()
                           ? std::string()
                           : "<code>" + xml_text(transition.condition) + "</code>";
    if (!transition.conditions.empty()) {
        when += (when.empty() ? "" : "<br/>") + std::string("Geprüft: ") +
                list_of(transition.conditions);
    }
    const bool labelled = transition.name != transition.trigger;
    return "<tr>" + element("th", "scope=\"row\"", state.label) + "<td>" +
           xml_text(transition.name) +
           (labelled ? "<br/><span class=\"soft\">" + xml_text(transition.trigger) + "</span>"
                     : std::string()) +
           "</td><td>" + when + "</td>" + element("td", "", who) +
           element("td", "", to.empty() ? "bleibt" : to) +
           element("td", "", transition.legal_basis) + "</tr>\n";
}

std::string transition_table(const std::vector<StateWords>& words) {
    std::string html =
        "<table>\n" + element("caption", "", "Übergänge") +
        "<thead><tr><th scope=\"col\">Von</th><th scope=\"col\">Auslöser</th>"
        "<th scope=\"col\">Bedingung</th><th scope=\"col\">Wer</th><th scope=\"col\">Nach</th>"
        "<th scope=\"col\">Rechtsgrundlage</th></tr></thead>\n<tbody>\n";
    for (const StateWords& state : words) {
        for (const TransitionWords& transition : state.transitions) {
            html += transition_row(words, state, transition);
        }
    }
    return html + "</tbody>\n</table>\n";
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '&':
                result += "&amp;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

Result<std::string, Reasons> chart_as_svg(const Drawing& drawing) {
    auto drawn = run_dot(chart_as_dot(drawing));
    if (!drawn.has_value()) {
        return drawn;
    }
    // Graphviz writes a document type and comments before the element, which a page cannot hold.
    const std::size_t start = drawn->find("<svg");
    const std::size_t inside = start == std::string::npos ? start : drawn->find('>', start);
    if (inside == std::string::npos) {
        return Failure<Reasons>(Reasons{{"GRAPHVIZ", "dot", "The program 'dot' drew nothing."}});
    }
    const std::string title =
        title_of(drawing) + (drawing.case_name.empty() ? "" : ", Vorgang " + drawing.case_name);
    return drawn->substr(start, inside - start) + " class=\"chart\" role=\"img\" aria-label=\"" +
           xml_text(title) + "\">\n<title>" + xml_text(title) + "</title>\n<style>" +
           std::string(picture_style) + "</style>" + drawn->substr(inside + 1);
}

Result<std::string, Reasons> chart_as_html(const Drawing& drawing) {
    auto picture = chart_as_svg(drawing);
    if (!picture.has_value()) {
        return picture;
    }
    const auto words = inspection::chart_words(drawing.definition.chart);
    const auto& root = drawing.definition.chart.states[statechart::root_state];
    const std::string* basis = statechart::find_extension(root.extensions, "legal-basis");
    const std::string title = title_of(drawing);
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n" +
        element("title", "", title) + "\n<style>" + std::string(page_style) +
        "</style>\n</head>\n<body>\n<main>\n" + element("h1", "", title) + "\n";
    if (basis != nullptr) {
        html += element("p", "", *basis) + "\n";
    }
    if (!drawing.case_name.empty()) {
        html += element("p", "",
                        "Vorgang " + drawing.case_name +
                            ": der gegenwärtige Zustand ist hervorgehoben.") +
                "\n";
    }
    html +=
        "<div class=\"sides\">\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"Bild\">\n" +
        *picture +
        "</div>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"Tabellen\">\n" +
        state_table(drawing, words) + transition_table(words) + "</div>\n</div>\n" +
        "<p class=\"soft\">Fassung <code>" + xml_text(drawing.definition.id.text()) +
        "</code></p>\n</main>\n</body>\n</html>\n";
    return html;
}

}  // namespace foerderwerk::console
