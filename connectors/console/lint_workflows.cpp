// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>

#include <yaml-cpp/yaml.h>

#include "connectors/console/tell_findings.hpp"
#include "connectors/console/workflow_commands.hpp"
#include "engine/dmn/check_model.hpp"
#include "engine/inspection/inspect_definition.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

constexpr const char* chart_file = "workflow.scxml";

std::vector<std::string> roles_of(const YAML::Node& node) {
    std::vector<std::string> roles;
    if (node.IsScalar()) {
        roles.push_back(node.Scalar());
    }
    for (const YAML::Node& role : node.IsSequence() ? node : YAML::Node()) {
        // "person list" adds programme and validity in words behind the name.
        roles.push_back(role.Scalar().substr(0, role.Scalar().find(' ')));
    }
    return roles;
}

/// `sb-1: sachbearbeitung` or `sb-1: [sachbearbeitung, anordnung]`, as scenarios have it; or what
/// `person list -o json` prints. Throws std::runtime_error with a sentence.
inspection::Staff read_staff(const std::string& text) {
    inspection::Staff staff;
    try {
        const YAML::Node people = YAML::Load(text);
        if (people.IsSequence()) {
            for (const YAML::Node& person : people) {
                staff[person["person"].as<std::string>()] = roles_of(person["roles"]);
            }
        }
        for (const auto& person : people.IsMap() ? people : YAML::Node(YAML::NodeType::Map)) {
            staff[person.first.as<std::string>()] = roles_of(person.second);
        }
    } catch (const YAML::Exception& failure) {
        throw std::runtime_error("the list of persons cannot be read: " + failure.msg);
    }
    if (staff.empty()) {
        throw std::runtime_error("the list of persons is empty");
    }
    return staff;
}

/// The line of a reader's place: "workflow.scxml: line 7", "workflow.scxml:7", "line 7".
std::string with_line(const std::string& folder, const std::string& place) {
    std::string at = place;
    if (const std::size_t found = at.find(": line "); found != std::string::npos) {
        at.replace(found, 7, ":");
    }
    return folder + "/" + at;
}

class Lint {
public:
    Lint(const OfflineTools& tools, inspection::Staff staff, bool with_details)
        : tools_(tools), staff_(std::move(staff)), with_details_(with_details) {}

    /// One line of the result; adds the reasons.
    Json programme(const std::string& folder, const cases::Files& files, CommandAnswer& answer) {
        const std::size_t before = answer.reasons.size();
        const auto chart = files.find(chart_file);
        if (tools_.check_chart && chart != files.end()) {
            tell_schema(folder, tools_.check_chart(chart->second), answer);
        }
        const ScenarioWorld world = tools_.make_world();
        const auto definition = world.loader->load(files);
        Json line = Json::Object{{"folder", folder}};
        std::int64_t notes = 0;
        Json::Array details;
        if (definition.has_value()) {
            line.set("programme", (*definition)->programme);
            line.set("definition", (*definition)->id.text());
            inspect(folder, **definition, answer, notes, details);
        } else {
            for (Reason reason : definition.error()) {
                reason.place = with_line(folder, reason.place);
                answer.reasons.push_back(std::move(reason));
            }
        }
        line.set("findings", static_cast<std::int64_t>(answer.reasons.size() - before) - notes);
        line.set("notes", notes);
        if (with_details_) {
            line.set("details", std::move(details));
        }
        return line;
    }

private:
    static void tell_schema(const std::string& folder, const Reasons& problems,
                            CommandAnswer& answer) {
        for (const Reason& problem : problems) {
            const inspection::Finding finding =
                inspection::make_finding("LINT_SCHEMA", 0, "", problem.text);
            answer.reasons.push_back({finding.code,
                                      folder + "/" + chart_file + ":" + problem.place.substr(5),
                                      finding.text + ". " + finding.advice});
        }
    }

    void inspect(const std::string& folder, const cases::Definition& definition,
                 CommandAnswer& answer, std::int64_t& notes, Json::Array& details) const {
        const auto tell = [&](const dmn::Findings& findings, const std::string& file) {
            ToldFindings told = tell_findings(
                findings,
                [&](std::size_t line) { return folder + "/" + file + ":" + std::to_string(line); },
                answer.reasons);
            notes += told.notes;
            std::ranges::move(told.details, std::back_inserter(details));
        };
        tell(inspection::inspect(definition, staff_, tools_.messages), chart_file);
        const auto& root = definition.chart.states[statechart::root_state];
        const std::string* column =
            statechart::find_extension(root.extensions, "legal-basis-column");
        for (const auto& [path, table] : definition.tables) {
            tell(dmn::check_model(table, {.legal_basis = column != nullptr ? *column : ""}), path);
        }
    }

    const OfflineTools& tools_;
    inspection::Staff staff_;
    bool with_details_;
};

}  // namespace

std::optional<cases::Files> programme_files(const Json& programme) {
    const Json* json = programme.find("files");
    if (json == nullptr || !json->is_object()) {
        return std::nullopt;
    }
    cases::Files files;
    for (const auto& [path, content] : json->as_object()) {
        auto bytes = content.is_string() ? from_base64(content.as_string()) : std::nullopt;
        if (!bytes.has_value()) {
            return std::nullopt;
        }
        files[path] = std::move(*bytes);
    }
    return files;
}

CommandAnswer lint_workflows(const OfflineTools& tools, const CommandRequest& request) {
    inspection::Staff staff;
    if (const auto people = file_argument(request.arguments, "people")) {
        try {
            staff = read_staff(*people);
        } catch (const std::runtime_error& failure) {
            return failed(2, "USAGE", "--people", failure.what());
        }
    }
    CommandAnswer answer{.exit = 0, .result = Json::Array{}, .reasons = {}};
    Lint lint(tools, std::move(staff), request.arguments.text("form") != "table");
    for (const Json& programme : request.arguments.find("folders")->as_array()) {
        const std::string folder = programme.text("folder");
        const auto files = programme_files(programme);
        if (!files.has_value()) {
            return failed(2, "USAGE", folder, "The folder's files are damaged.");
        }
        Json line = lint.programme(folder, *files, answer);
        answer.exit = line.find("findings")->as_integer() > 0 ? 1 : answer.exit;
        answer.result.as_array().push_back(std::move(line));
    }
    return answer;
}

}  // namespace foerderwerk::console
