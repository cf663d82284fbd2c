// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/read_definition.hpp"

#include "connectors/xml/read_dmn.hpp"
#include "connectors/xml/read_scxml.hpp"

namespace foerderwerk::xml {

namespace {

void add_reasons(const std::string& file, const Reasons& found, Reasons& reasons) {
    for (Reason reason : found) {
        reason.place = reason.place.empty() ? file : file + ": " + reason.place;
        reasons.push_back(std::move(reason));
    }
}

}  // namespace

Result<std::shared_ptr<const cases::Definition>, Reasons> XmlDefinitionLoader::load(
    const cases::Files& files) const {
    const auto workflow = files.find("workflow.scxml");
    if (workflow == files.end()) {
        return Failure<Reasons>(
            Reasons{{"FILE_MISSING", "workflow.scxml", "the folder has no workflow.scxml"}});
    }
    ScxmlOptions options;
    options.read_file = [&files](const std::string& path) -> std::optional<std::string> {
        const auto file = files.find(path);
        return file != files.end() ? std::optional(file->second) : std::nullopt;
    };
    Reasons reasons;
    auto chart = read_scxml(workflow->second, options);
    if (!chart.has_value()) {
        add_reasons("workflow.scxml", chart.error(), reasons);
    }
    cases::Tables tables;
    for (const auto& [path, content] : files) {
        if (!path.ends_with(".dmn")) {
            continue;
        }
        auto table = read_dmn(content, files);
        if (table.has_value()) {
            tables.emplace(path, std::move(*table));
        } else {
            add_reasons(path, table.error(), reasons);
        }
    }
    if (!reasons.empty()) {
        return Failure<Reasons>(std::move(reasons));
    }
    return cases::compile_definition(files, std::move(*chart), std::move(tables), sha256_);
}

}  // namespace foerderwerk::xml
