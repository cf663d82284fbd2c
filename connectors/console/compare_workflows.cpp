// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/workflow_commands.hpp"
#include "engine/inspection/compare_definitions.hpp"

namespace foerderwerk::console {

CommandAnswer compare_workflows(const OfflineTools& tools, const CommandRequest& request) {
    const Json::Array& folders = request.arguments.find("folders")->as_array();
    if (folders.size() != 2) {
        return failed(2, "USAGE", "", "Two versions are compared: the old one and the new one.");
    }
    const ScenarioWorld world = tools.make_world();
    std::vector<std::shared_ptr<const cases::Definition>> definitions;
    for (const Json& folder : folders) {
        const auto files = programme_files(folder);
        auto definition = files.has_value()
                              ? world.loader->load(*files)
                              : Failure<Reasons>(Reasons{{"USAGE", folder.text("folder"),
                                                          "The folder's files are damaged."}});
        if (!definition.has_value()) {
            return failed(1, definition.error());
        }
        definitions.push_back(std::move(*definition));
    }
    const auto differences = inspection::compare_definitions(*definitions[0], *definitions[1]);
    if (request.arguments.text("form") == "table") {
        std::string text;
        for (const inspection::Difference& difference : differences) {
            text += difference.about + " " + difference.where + ": " + difference.text + "\n";
        }
        return {.exit = 0,
                .result = with_file(Json::Object{}, "unterschied.txt",
                                    text.empty() ? "Es ändert sich nichts.\n" : text),
                .reasons = {}};
    }
    Json::Array rows;
    for (const inspection::Difference& difference : differences) {
        rows.push_back(Json::Object{
            {"about", difference.about}, {"where", difference.where}, {"text", difference.text}});
    }
    return {.exit = 0, .result = std::move(rows), .reasons = {}};
}

}  // namespace foerderwerk::console
