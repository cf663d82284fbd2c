// SPDX-License-Identifier: EUPL-1.2
#include <sstream>

#include "connectors/console/chart_drawing.hpp"
#include "connectors/console/workflow_commands.hpp"

namespace foerderwerk::console {

CommandAnswer draw_workflow(const OfflineTools& tools, const CommandRequest& request) {
    const Json::Array& folders = request.arguments.find("folders")->as_array();
    const auto files = folders.size() == 1 ? programme_files(folders.front()) : std::nullopt;
    if (!files.has_value()) {
        return failed(2, "USAGE", "", "One programme is drawn at a time.");
    }
    const ScenarioWorld world = tools.make_world();
    const auto definition = world.loader->load(*files);
    if (!definition.has_value()) {
        return failed(1, definition.error());
    }
    Drawing drawing{.definition = **definition, .present = {}, .case_name = {}};
    Reasons hints;
    // The command line asked the daemon for the case; here is what it answered.
    if (const Json* shown = request.arguments.find("shown_case")) {
        drawing.case_name = shown->text("file_number");
        std::istringstream states(shown->text("states"));
        for (std::string state; states >> state;) {
            drawing.present.insert(state);
        }
        if (shown->text("definition") != (*definition)->id.text()) {
            hints.push_back({"DEFINITION", drawing.case_name,
                             "The case is pinned to another version of the programme: " +
                                 shown->text("definition")});
        }
    }
    const bool page = request.arguments.text("form") == "html";
    const auto picture = page ? chart_as_html(drawing) : chart_as_svg(drawing);
    if (!picture.has_value()) {
        return failed(1, picture.error());
    }
    const std::string name = (*definition)->programme + (page ? ".html" : ".svg");
    return {.exit = 0,
            .result = with_file(Json::Object{}, name, *picture),
            .reasons = std::move(hints)};
}

}  // namespace foerderwerk::console
