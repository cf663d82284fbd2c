// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/xml/read_dmn.hpp"
#include "engine/dmn/evaluate_decision.hpp"
#include "tests/conformance/dmn/tck_cases.hpp"

namespace foerderwerk::conformance {

namespace {

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string described(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += (text.empty() ? "" : "; ") + reason.code + " " + reason.place + " " + reason.text;
    }
    return text;
}

std::string described(const dmn::Decided& decided) {
    std::string text = feel::to_text(decided.value);
    for (const std::string& problem : decided.problems)
        text += " | " + problem;
    return text;
}

class FileRun {
public:
    FileRun(const std::filesystem::path& path, std::vector<TckOutcome>& outcomes)
        : path_(path), outcomes_(outcomes) {}

    void run() {
        const auto file = read_tck_file(read_bytes(path_));
        if (!file.has_value()) {
            outcomes_.push_back(
                {path_.filename().string(), false, "a test file", described(file.error())});
            return;
        }
        const auto model = xml::read_dmn(read_bytes(path_.parent_path() / file->model));
        for (const TckCase& test : file->cases) {
            for (const TckResult& result : test.results) {
                TckOutcome outcome;
                outcome.name = path_.filename().string() + " " + test.id + " " + result.decision;
                outcome.expected = feel::to_text(result.expected);
                if (model.has_value()) {
                    decide(*model, test, result, outcome);
                } else {
                    outcome.actual = described(model.error());
                }
                outcomes_.push_back(std::move(outcome));
            }
        }
    }

private:
    static void decide(const dmn::Model& model, const TckCase& test, const TckResult& result,
                       TckOutcome& outcome) {
        const auto decided = test.service.empty()
                                 ? dmn::evaluate(model, result.decision, test.inputs, {})
                                 : dmn::evaluate_service(model, test.service, test.inputs, {});
        if (!decided.has_value()) {
            outcome.actual = described(decided.error());
            return;
        }
        outcome.actual = described(*decided);
        // A service with several output decisions gives them all, a result node names one.
        const feel::Value* one =
            test.service.empty() ? nullptr : decided->value.find(result.decision);
        outcome.passed = agrees(result.expected, one == nullptr ? decided->value : *one);
    }

    const std::filesystem::path& path_;
    std::vector<TckOutcome>& outcomes_;
};

}  // namespace

std::vector<TckOutcome> run_tck(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".xml") && name.find("-test-") != std::string::npos) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    std::vector<TckOutcome> outcomes;
    for (const auto& path : files)
        FileRun(path, outcomes).run();
    return outcomes;
}

}  // namespace foerderwerk::conformance
