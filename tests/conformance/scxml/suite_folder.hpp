// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/xml/xml_tree.hpp"
#include "engine/statechart/document.hpp"

namespace foerderwerk::scxml_suite {

/// Where a chart stands, so that it can be found again after everything in memory is gone: a file
/// of the suite or a text made at run time, and in it the charts inside `<invoke>` elements on
/// the way down (state and position of each).
struct ChartSource {
    std::string file;
    std::string text;  ///< when there is no file
    std::vector<std::pair<statechart::StateIndex, std::size_t>> inside;
};

/// A folder of documents of the suite.
class SuiteFolder {
public:
    explicit SuiteFolder(std::filesystem::path path) : path_(std::move(path)) {}

    /// The documents that are started by themselves, sorted; not those that others invoke.
    [[nodiscard]] std::vector<std::string> start_documents() const;
    /// `.scxml` and `.txml` name the same document: the suite refers to what it is compiled to.
    [[nodiscard]] std::optional<std::string> read(std::string name) const;
    [[nodiscard]] Result<xml::XmlElement, Reasons> parse(const std::string& file) const;
    /// The chart with its `conf:` vocabulary mapped.
    [[nodiscard]] Result<std::shared_ptr<const statechart::Document>, Reasons> load(
        const ChartSource& source) const;

private:
    std::filesystem::path path_;
};

}  // namespace foerderwerk::scxml_suite
