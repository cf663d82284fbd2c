// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/suite_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/xml/read_scxml.hpp"
#include "tests/conformance/scxml/conf_vocabulary.hpp"

namespace foerderwerk::scxml_suite {
namespace {

namespace fs = std::filesystem;
using Chart = std::shared_ptr<const statechart::Document>;

bool is_invoked_by_others(const std::string& name) {
    const std::size_t at = name.find("sub");
    return at != std::string::npos && at + 3 < name.size() && name[at + 3] >= '0' &&
           name[at + 3] <= '9';
}

}  // namespace

std::vector<std::string> SuiteFolder::start_documents() const {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
        const std::string name = entry.path().filename().string();
        const std::string ending = entry.path().extension().string();
        if ((ending == ".txml" || ending == ".scxml") && !is_invoked_by_others(name)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<std::string> SuiteFolder::read(std::string name) const {
    if (name == good_script_file) {
        return good_script;
    }
    if (!fs::exists(path_ / name)) {
        name = fs::path(name).replace_extension(name.ends_with(".scxml") ? ".txml" : ".scxml");
    }
    std::ifstream in(path_ / name, std::ios::binary);
    return in ? std::optional(std::string(std::istreambuf_iterator<char>(in), {})) : std::nullopt;
}

Result<xml::XmlElement, Reasons> SuiteFolder::parse(const std::string& file) const {
    const auto bytes = read(file);
    if (!bytes) {
        return Failure<Reasons>({{"NO_FILE", file, "there is no such file"}});
    }
    return xml::parse_xml(*bytes);
}

Result<Chart, Reasons> SuiteFolder::load(const ChartSource& source) const {
    auto root = source.file.empty() ? xml::parse_xml(source.text) : parse(source.file);
    if (!root.has_value()) {
        return Failure<Reasons>(root.error());
    }
    map_conf_vocabulary(*root);
    xml::ScxmlOptions options;
    options.read_file = [this](const std::string& name) { return read(name); };
    auto document = xml::read_scxml(*root, options);
    if (!document.has_value()) {
        return Failure<Reasons>(std::move(document.error()));
    }
    Chart chart = std::make_shared<const statechart::Document>(std::move(*document));
    for (const auto& [state, position] : source.inside) {
        chart = chart->states.at(state).invokes.at(position).document;
    }
    return chart;
}

}  // namespace foerderwerk::scxml_suite
