// SPDX-License-Identifier: EUPL-1.2
// Goal: what a semantics version means never changes unnoticed: cases recorded earlier give the
// same bytes today, with the definition they were recorded with. Method: every file of
// tests/replay/corpus is executed again. FOERDERWERK_RECORD_CORPUS=1 writes the cases of the
// present version anew (see its README).
#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "engine/cases/replay.hpp"
#include "engine/operations/subject_keys.hpp"
#include "tests/replay/lived_house.hpp"

namespace foerderwerk::testhouse {
namespace {

namespace fs = std::filesystem;
using Verdict = cases::ReplayedStep::Verdict;

const fs::path corpus = FOERDERWERK_SOURCE_DIR "/tests/replay/corpus";

bool recording() {
    const char* wanted = std::getenv("FOERDERWERK_RECORD_CORPUS");
    return wanted != nullptr && std::string(wanted) == "1";
}

/// One case as it was recorded: record bytes, and each part with subject, plaintext, commitment.
struct RecordedCase {
    std::vector<std::string> records;
    std::map<std::string, Json> parts;
};

Json case_json(ports::StoreReader& store, const ports::Sealing& sealing,
               const std::string& case_id) {
    Json::Array records;
    Json parts{Json::Object{}};
    operations::CaseParts sealed(store, sealing, case_id);
    store.for_each_record(case_id, [&](const ports::RecordRow& row) {
        records.emplace_back(row.bytes);
        const auto record = parse_json(row.bytes);
        const Json* named = record->find("parts");
        for (const Json& part : named != nullptr ? named->as_array() : Json::Array()) {
            const auto opened = sealed.committed(part.text("id"));
            parts.set(part.text("id"), Json::Object{{"subject", part.text("subject")},
                                                    {"commit", part.text("commit")},
                                                    {"plaintext", opened->content}});
        }
    });
    return Json::Object{{"records", std::move(records)}, {"parts", std::move(parts)}};
}

/// Cases of earlier versions have other names, and stay.
const std::string present = "s" + std::to_string(cases::semantics_version) + "-";

/// Lives once and writes each of its cases as "s<version>-<n>-<last state>.json".
void record_corpus() {
    TemporaryFolder folder;
    LivedHouse house(folder.path() / "house.db");
    house.live();
    house.casework().store.read([&](ports::StoreReader& store) {
        for (const std::string& id : store.definition_ids()) {
            write_bytes(corpus / "definitions" / (id + ".json"),
                        store.find_definition(id)->files_json);
        }
        auto rows = store.list_cases({.programme = {},
                                      .state = {},
                                      .role = {},
                                      .open_only = false,
                                      .most = 100,
                                      .after_case = {}});
        std::sort(rows.begin(), rows.end(),
                  [](const auto& a, const auto& b) { return a.file_number < b.file_number; });
        int number = 0;
        for (const ports::CaseRow& row : rows) {
            const std::string name = row.states.empty() ? "abgewiesen" : row.states;
            const std::string last = name.substr(name.find_last_of(' ') + 1);
            write_bytes(
                corpus / "cases" / (present + std::to_string(++number) + "-" + last + ".json"),
                canonical_json(case_json(store, house.casework().sealing, row.case_id)));
        }
    });
}

std::vector<fs::path> files_in(const char* folder) {
    std::vector<fs::path> files;
    if (fs::exists(corpus / folder)) {
        for (const auto& entry : fs::directory_iterator(corpus / folder)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

RecordedCase read_case(const fs::path& path) {
    const auto json = parse_json(read_bytes(path));
    RecordedCase recorded;
    for (const Json& record : json.value().find("records")->as_array()) {
        recorded.records.push_back(record.as_string());
    }
    for (const auto& [id, part] : json->find("parts")->as_object()) {
        recorded.parts[id] = part;
    }
    return recorded;
}

std::vector<cases::ReplayedStep> replayed(const RecordedCase& recorded) {
    const xml::XmlDefinitionLoader loader(signature::sha256_of);
    std::map<std::string, std::shared_ptr<const cases::Definition>> definitions;
    const auto definition = [&](const std::string& id) {
        auto& known = definitions[id];
        const auto files =
            operations::files_from_json(read_bytes(corpus / "definitions" / (id + ".json")));
        if (known == nullptr && files.has_value()) {
            auto loaded = loader.load(*files);
            known = loaded.has_value() ? *loaded : nullptr;
        }
        return known;
    };
    const auto open = [&](const std::string& id) -> Result<feel::Value, std::string> {
        const auto part = recorded.parts.find(id);
        if (part == recorded.parts.end()) {
            return Failure<std::string>("no part " + id);
        }
        return feel::Value::personal(*feel::from_json(*parse_json(part->second.text("plaintext"))),
                                     part->second.text("subject"), id);
    };
    const auto commit = [&](const std::string& id) -> std::optional<std::string> {
        const auto part = recorded.parts.find(id);
        return part != recorded.parts.end() ? std::optional(part->second.text("commit"))
                                            : std::nullopt;
    };
    return cases::replay(recorded.records, {.definition = definition,
                                            .open_part = open,
                                            .commit_of_part = commit,
                                            .services = nullptr});
}

TEST(corpus, every_recorded_case_gives_the_same_bytes_today) {
    if (recording()) {
        for (const fs::path& file : files_in("cases")) {
            if (file.filename().string().starts_with(present)) {
                fs::remove(file);
            }
        }
        record_corpus();
    }
    const std::vector<fs::path> files = files_in("cases");
    ASSERT_GE(files.size(), 4u);
    for (const fs::path& file : files) {
        for (const cases::ReplayedStep& step : replayed(read_case(file))) {
            EXPECT_EQ(step.verdict, Verdict::identical)
                << file.filename() << ", record " << step.number << ": " << step.detail;
        }
    }
}

TEST(corpus, its_definitions_have_the_content_their_name_says) {
    ASSERT_FALSE(files_in("definitions").empty());
    for (const fs::path& file : files_in("definitions")) {
        const auto files = operations::files_from_json(read_bytes(file));
        ASSERT_TRUE(files.has_value()) << file;
        EXPECT_EQ(cases::definition_id(*files, signature::sha256_of).text(), file.stem().string());
    }
}

/// Whether the part came in with its record's stimulus; all others were made by the step.
bool came_in(const RecordedCase& recorded, const std::string& part) {
    return std::any_of(recorded.records.begin(), recorded.records.end(), [&](const auto& bytes) {
        const auto record = parse_json(bytes);
        return canonical_json(*record->find("stimulus")).find("\"" + part + "\"") !=
               std::string::npos;
    });
}

TEST(corpus, a_sealed_text_that_a_step_would_write_otherwise_is_noticed) {
    int written = 0;
    for (const fs::path& file : files_in("cases")) {
        const RecordedCase sound = read_case(file);
        for (const auto& [id, part] : sound.parts) {
            if (came_in(sound, id)) {
                continue;
            }
            ++written;
            RecordedCase recorded = sound;
            recorded.parts[id].set("plaintext", "\"anders\"");
            EXPECT_FALSE(cases::all_identical(replayed(recorded))) << file.filename() << " " << id;
        }
    }
    EXPECT_GT(written, 0);
}

}  // namespace
}  // namespace foerderwerk::testhouse
