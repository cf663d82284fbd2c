// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/scxml/run_suite.hpp"

#include <csignal>
#include <cstdlib>
#include <exception>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/conformance/scxml/conf_vocabulary.hpp"
#include "tests/conformance/scxml/stored_family.hpp"

namespace foerderwerk::scxml_suite {
namespace {

namespace fs = std::filesystem;

constexpr int macrosteps_max = 10'000;

std::string words(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += (text.empty() ? "" : "; ") + reason.code + " " + reason.place + " " + reason.text;
    }
    return text;
}

/// In memory where there is such a folder: here processes die, not the machine, and what they
/// wrote stays with the system.
class ScratchFolder {
public:
    ScratchFolder() {
        const fs::path memory = "/dev/shm";
        const bool usable = ::access(memory.c_str(), W_OK) == 0;
        std::string name =
            ((usable ? memory : fs::temp_directory_path()) / "scxml-suite-XXXXXX").string();
        path_ = ::mkdtemp(name.data()) != nullptr ? name : std::string();
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] fs::path database() const { return fs::path(path_) / "sessions.db"; }

private:
    std::string path_;
};

/// One macrostep from store to store; nothing stays in memory. False when there was none to make.
Result<bool, std::string> stored_macrostep(FamilyStore& store, const SuiteFolder& folder) {
    auto family = store.load(folder);
    if (!family.has_value()) {
        return Failure<std::string>("cannot be loaded: " + family.error());
    }
    if (!advance(*family, folder)) {
        return false;
    }
    if (auto problem = store.save(*family)) {
        return Failure<std::string>("cannot be stored: " + *problem);
    }
    return true;
}

/// The same in a process of its own, which is killed as soon as the step is on disk.
Result<bool, std::string> crashing_macrostep(FamilyStore& store, const SuiteFolder& folder) {
    constexpr int nothing_to_do = 3;
    const pid_t child = ::fork();
    if (child < 0) {
        return Failure<std::string>("no process could be started");
    }
    if (child == 0) {
        try {
            const auto made = stored_macrostep(store, folder);
            if (made.has_value() && *made) {
                ::raise(SIGKILL);
            }
            ::_exit(made.has_value() ? nothing_to_do : 1);
        } catch (const std::exception&) {
            ::_exit(1);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
        return true;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == nothing_to_do) {
        return false;
    }
    // The step did not come to its commit: done again here, it says why.
    return stored_macrostep(store, folder);
}

/// The states the first session ends in, or why it did not come so far.
Result<std::string, std::string> run_stored(SessionFamily family, FamilyStore& store,
                                            const SuiteFolder& folder, Keeping keeping) {
    if (auto problem = store.save(std::exchange(family, {}))) {
        return Failure<std::string>("cannot be stored: " + *problem);
    }
    for (int i = 0; i < macrosteps_max; ++i) {
        const auto made = keeping == Keeping::crash ? crashing_macrostep(store, folder)
                                                    : stored_macrostep(store, folder);
        if (!made.has_value()) {
            return Failure<std::string>(made.error());
        }
        if (!*made) {
            break;
        }
    }
    const auto ended = store.load(folder);
    if (!ended.has_value() || !ended->failure.empty()) {
        return Failure<std::string>(ended.has_value() ? ended->failure : ended.error());
    }
    return states_of_first(*ended);
}

}  // namespace

Outcome run_document(const fs::path& path, const std::string& file, Keeping keeping) {
    const SuiteFolder folder(path);
    const auto root = folder.parse(file);
    if (!root.has_value()) {
        return {file, Verdict::failed, words(root.error())};
    }
    if (auto reason = out_of_scope(*root)) {
        return {file, Verdict::skipped, std::move(*reason)};
    }
    auto family = new_family(folder, file);
    if (must_be_refused(*root)) {
        return family.has_value() ? Outcome{file, Verdict::failed, "it should have been refused"}
                                  : Outcome{file, Verdict::passed, {}};
    }
    if (!family.has_value()) {
        return {file, Verdict::failed, words(family.error())};
    }
    const ScratchFolder scratch;
    const auto store = keeping == Keeping::text ? text_store() : sqlite_store(scratch.database());
    const auto ended = run_stored(std::move(*family), *store, folder, keeping);
    if (!ended.has_value()) {
        return {file, Verdict::failed, ended.error()};
    }
    return *ended == "pass" ? Outcome{file, Verdict::passed, {}}
                            : Outcome{file, Verdict::failed, "ended in " + *ended};
}

std::vector<Outcome> run_suite(const fs::path& folder, Keeping keeping) {
    std::vector<Outcome> outcomes;
    for (const std::string& file : SuiteFolder(folder).start_documents()) {
        outcomes.push_back(run_document(folder, file, keeping));
    }
    return outcomes;
}

}  // namespace foerderwerk::scxml_suite
