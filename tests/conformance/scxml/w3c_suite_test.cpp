// SPDX-License-Identifier: EUPL-1.2
// Goal: the automatic tests of the W3C SCXML suite pass, each session stored, dropped and loaded
// after every macrostep, child sessions and delayed events included.
// Method: the documents of ../shared/conformance/scxml-irp that index.csv names, their conf:
// vocabulary mapped to FEEL, run on a virtual clock until the state "pass" is reached.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "connectors/xml/read_scxml.hpp"
#include "tests/conformance/scxml/conf_vocabulary.hpp"
#include "tests/conformance/scxml/session_family.hpp"

namespace foerderwerk::scxml_suite {
namespace {

namespace fs = std::filesystem;

/// Documents that are known not to pass, with the reason beside each. May only shrink.
const std::set<std::string> known_to_fail{};

fs::path suite_folder() {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const fs::path root(FOERDERWERK_SOURCE_DIR);
    return (shared != nullptr ? fs::path(shared) : root / "../shared") / "conformance/scxml-irp";
}

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string words(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += reason.code + " " + reason.place + " " + reason.text + "; ";
    }
    return text;
}

class Suite {
public:
    explicit Suite(fs::path folder) : folder_(std::move(folder)) {}

    /// "" when the document ends in the state "pass", otherwise what happened instead.
    std::string run(const std::string& file) {
        problem_.clear();
        auto document = load_file(file);
        if (document == nullptr) {
            return problem_;
        }
        SessionFamily family(
            [this](const statechart::InvokeRequest& request) { return load(request); });
        family.run(std::move(document));
        if (!family.failure().empty()) {
            return family.failure();
        }
        std::string where;
        for (const std::string& id : family.configuration()) {
            where += id + " ";
        }
        return where == "pass " ? "" : "ended in " + where + problem_;
    }

private:
    std::shared_ptr<const statechart::Document> load_file(const std::string& file) {
        const auto bytes = read_file(folder_ / file);
        return bytes ? load_text(*bytes) : fail("there is no file " + file);
    }

    std::shared_ptr<const statechart::Document> load_text(const std::string& text) {
        auto root = xml::parse_xml(text);
        if (!root.has_value()) {
            return fail(words(root.error()));
        }
        map_conf_vocabulary(*root);
        xml::ScxmlOptions options;
        options.read_file = [this](const std::string& path) { return read_file(folder_ / path); };
        auto document = xml::read_scxml(*root, options);
        if (!document.has_value()) {
            return fail(words(document.error()));
        }
        return std::make_shared<const statechart::Document>(std::move(*document));
    }

    std::shared_ptr<const statechart::Document> load(const statechart::InvokeRequest& request) {
        if (request.document != nullptr) {
            return request.document;
        }
        if (request.content.kind() == feel::Kind::string) {
            return load_text(request.content.as_string());
        }
        std::string name = request.source.substr(request.source.find(':') + 1);
        if (name.ends_with(".scxml")) {
            name.replace(name.size() - 5, 5, "txml");
        }
        return load_file(name);
    }

    std::shared_ptr<const statechart::Document> fail(std::string problem) {
        problem_ = std::move(problem);
        return nullptr;
    }

    fs::path folder_;
    std::string problem_;
};

TEST(W3cSuite, AutomaticTestsPassWithAReloadAfterEveryMacrostep) {
    const auto index = read_file(suite_folder() / "index.csv");
    if (!index) {
        GTEST_SKIP() << "the suite is not at " << suite_folder();
    }
    Suite suite(suite_folder());
    std::istringstream lines(*index);
    std::string line;
    std::getline(lines, line);
    int passed = 0;
    int failed = 0;
    while (std::getline(lines, line)) {
        const std::size_t start = line.find(',') + 1;
        const std::string file = line.substr(start, line.find(',', start) - start);
        const std::string problem = suite.run(file);
        (problem.empty() ? passed : failed) += 1;
        EXPECT_EQ(problem.empty(), known_to_fail.count(file) == 0) << file << ": " << problem;
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    EXPECT_GT(passed, 0);
}

}  // namespace
}  // namespace foerderwerk::scxml_suite
