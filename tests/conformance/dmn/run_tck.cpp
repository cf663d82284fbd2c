// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/feel_services/host_services.hpp"
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

xml::DmnFolder dmn_files(const std::filesystem::path& folder) {
    xml::DmnFolder files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".dmn") {
            files[std::filesystem::relative(entry.path(), folder).generic_string()] =
                read_bytes(entry.path());
        }
    }
    return files;
}

class FileRun {
public:
    FileRun(const std::filesystem::path& path, std::vector<TckOutcome>& outcomes)
        : path_(path), outcomes_(outcomes) {}

    void run() {
        const std::string name = path_.filename().string();
        const auto file = read_tck_file(read_bytes(path_));
        if (!file.has_value()) {
            outcomes_.push_back({name, {}, false, "a test file", described(file.error())});
            return;
        }
        const std::filesystem::path folder = path_.parent_path();
        const auto model = xml::read_dmn(read_bytes(folder / file->model), dmn_files(folder));
        for (const TckCase& test : file->cases) {
            TckOutcome outcome{name, test.id, true, {}, {}};
            for (const TckResult& result : test.results)
                check(model, test, result, outcome);
            outcomes_.push_back(std::move(outcome));
        }
    }

private:
    static void check(const Result<dmn::Model, Reasons>& model, const TckCase& test,
                      const TckResult& result, TckOutcome& outcome) {
        std::string actual;
        if (!model.has_value()) {
            actual = described(model.error());
        } else if (decides(*model, test, result, actual)) {
            return;
        }
        const std::string separator = outcome.passed ? "" : "; ";
        outcome.passed = false;
        outcome.expected += separator + result.decision + " = " + feel::to_text(result.expected);
        outcome.actual += separator + actual;
    }

    static bool decides(const dmn::Model& model, const TckCase& test, const TckResult& result,
                        std::string& actual) {
        static const feel_services::HostServices services;
        feel::Environment environment;
        environment.services = &services;
        const auto decided =
            test.service.empty()
                ? dmn::evaluate(model, result.decision, test.inputs, environment)
                : dmn::evaluate_service(model, test.service, test.inputs, environment);
        if (!decided.has_value()) {
            actual = described(decided.error());
            return false;
        }
        actual = described(*decided);
        // A service with several output decisions gives them all, a result node names one.
        const feel::Value* one =
            test.service.empty() ? nullptr : decided->value.find(result.decision);
        return agrees(result.expected, one == nullptr ? decided->value : *one);
    }

    const std::filesystem::path& path_;
    std::vector<TckOutcome>& outcomes_;
};

}  // namespace

std::string described(const TckOutcome& outcome) {
    return outcome.file + " " + outcome.id + ": expected " + outcome.expected + ", got " +
           outcome.actual;
}

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
