// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/chart_drawing.hpp"
#include "connectors/console/show_rules.hpp"

namespace foerderwerk::console {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --line: #767676; --head: #eef2f6; --soft: #444; }
@media (prefers-color-scheme: dark) { :root { --line: #8a8a8a; --head: #22303c; --soft: #c4c4c4; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
.table { overflow-x: auto; }
.table:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
         vertical-align: top; }
thead th { background: var(--head); }
code, td.cell { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
th.output, td.output { border-left: 3px double var(--line); }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  nav { display: none; }
  .table { overflow: visible; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
)";

std::string element(const std::string& tag, const std::string& attributes,
                    const std::string& text) {
    return "<" + tag + (attributes.empty() ? "" : " " + attributes) + ">" + xml_text(text) + "</" +
           tag + ">";
}

/// The first output is set off from the inputs.
std::string cell_class(const ShownTable& table, std::size_t column) {
    return column == table.inputs.size() ? "class=\"cell output\"" : "class=\"cell\"";
}

std::string table_html(const ShownTable& table, const std::string& heading) {
    std::string html = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" +
                       heading + "\">\n<table>\n" +
                       element("caption", "", "Trefferregel: " + table.policy + ".") +
                       "\n<thead><tr>" + element("th", "scope=\"col\"", "Zeile");
    for (const std::string& input : table.inputs)
        html += element("th", "scope=\"col\"", input);
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
        html += element("th", i == 0 ? "scope=\"col\" class=\"output\"" : "scope=\"col\"",
                        table.outputs[i]);
    }
    for (const std::string& annotation : table.annotations)
        html += element("th", "scope=\"col\"", annotation);
    html += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const ShownTable::Row& row = table.rows[i];
        html += "<tr>" + element("th", "scope=\"row\" title=\"" + xml_text(row.id) + "\"",
                                 std::to_string(i + 1));
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            html += element("td", cell_class(table, c), row.cells[c]);
        for (const std::string& annotation : row.annotations)
            html += element("td", "", annotation);
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table>\n</div>\n";
}

}  // namespace

std::string rules_as_html(const std::vector<ShownFile>& files) {
    std::string contents;
    std::string body;
    std::size_t number = 0;
    for (const ShownFile& file : files) {
        body += "<section>\n" + element("h2", "", file.title) + "\n<p>" +
                element("code", "", file.path) + "</p>\n";
        for (const ShownTable& table : file.tables) {
            const std::string id = "regel-" + std::to_string(++number);
            contents += "<li><a href=\"#" + id + "\">" + xml_text(table.name) + "</a></li>\n";
            body += element("h3", "id=\"" + id + "\"", table.name) + "\n";
            if (!table.policy.empty()) {
                body += table_html(table, id);
                continue;
            }
            for (const std::string& expression : table.expressions)
                body += "<p>" + element("code", "", expression) + "</p>\n";
        }
        body += "</section>\n";
    }
    return "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<title>Regeln</title>\n<style>" +
           std::string(style) + "</style>\n</head>\n<body>\n<main>\n<h1>Regeln</h1>\n" +
           "<nav aria-label=\"Inhalt\">\n<ul>\n" + contents + "</ul>\n</nav>\n" + body +
           "</main>\n</body>\n</html>\n";
}

}  // namespace foerderwerk::console
