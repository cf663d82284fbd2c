// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <fstream>
#include <iterator>

#include "connectors/console/case_bundle.hpp"
#include "connectors/console/execute_commands.hpp"
#include "engine/evidence/checkpoint.hpp"
#include "engine/evidence/tile.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer replay_bundle(const OfflineTools& tools, const CommandRequest& request) {
    const auto bundle = file_argument(request.arguments, "bundle");
    if (!bundle.has_value()) {
        return failed(2, "USAGE", "bundle", "A bundle is needed.");
    }
    const BundleVerdict verdict =
        verify_case_bundle(tools, *bundle, request.arguments.text("vkey"));
    CommandAnswer answer;
    answer.exit = verdict.identical() ? 0 : 5;
    answer.reasons = verdict.reasons;
    for (const cases::ReplayedStep& step : verdict.steps) {
        if (step.verdict != cases::ReplayedStep::Verdict::identical) {
            answer.reasons.push_back(
                {"REPLAY", "record " + std::to_string(step.number), step.detail});
        }
    }
    answer.result = Json::Object{{"case", verdict.case_id},
                                 {"replay", verdict.identical() ? "identical" : "not identical"},
                                 {"records", static_cast<std::int64_t>(verdict.steps.size())},
                                 {"log_size", verdict.log_size},
                                 {"vkey", verdict.vkey}};
    return answer;
}

/// A published log as it lies in a folder or was fetched from one.
class LogFolderCheck {
public:
    LogFolderCheck(std::filesystem::path folder, Sha256 sha256, Reasons& reasons)
        : folder_(std::move(folder)),
          sha256_(std::move(sha256)),
          hasher_(sha256_),
          reasons_(reasons) {}

    [[nodiscard]] std::optional<std::string> read(const std::string& path) const {
        std::ifstream file(folder_ / path, std::ios::binary);
        if (!file) {
            return std::nullopt;
        }
        return std::string(std::istreambuf_iterator<char>(file), {});
    }

    void check(const evidence::Checkpoint& checkpoint) {
        const std::uint64_t size = checkpoint.head.size;
        const auto tiles = evidence::tiles_to_write(0, size);
        for (const evidence::TileId& tile : tiles) {
            if (tile.level == 0) {
                take_entries(tile);
            }
        }
        if (leaves_.size() != size) {
            return;  // the missing file is named already
        }
        const auto hashes = evidence::hash_reader_over_leaves(
            [this](std::uint64_t index) { return leaves_.at(index); }, hasher_);
        for (const evidence::TileId& tile : tiles) {
            const std::string path = evidence::tile_path(tile);
            if (read(path) != evidence::tile_content(tile, hashes)) {
                wrong(path, "Die Kachel passt nicht zu den Einträgen.");
            }
        }
        if (evidence::tree_root(size, hashes, hasher_) != checkpoint.head.root) {
            reasons_.push_back(
                {"LOG_CHECKPOINT", "checkpoint", "Die Wurzel passt nicht zu den Einträgen."});
        }
    }

private:
    void wrong(const std::string& path, std::string text) {
        reasons_.push_back({"LOG_TILE", path, std::move(text)});
    }

    void take_entries(const evidence::TileId& tile) {
        const std::string path = evidence::entries_path(tile);
        const auto content = read(path);
        const auto entries = content.has_value() ? evidence::parse_entries(*content) : std::nullopt;
        if (!entries.has_value() || entries->size() != tile.width) {
            wrong(path, content.has_value() ? "Die Datei ist nicht lesbar." : "Die Datei fehlt.");
            return;
        }
        for (const std::string& entry : *entries) {
            leaves_.push_back(hasher_.leaf(entry));
        }
    }

    std::filesystem::path folder_;
    Sha256 sha256_;
    evidence::TreeHasher hasher_;
    Reasons& reasons_;
    std::vector<Digest> leaves_;
};

}  // namespace

CommandAnswer verify_log_folder(const OfflineTools& tools, const std::string& folder,
                                const std::string& vkey) {
    const ScenarioWorld world = tools.make_world();
    const Sha256 sha256 = [&world](std::string_view bytes) { return world.sealing->sha256(bytes); };
    const auto key = evidence::parse_vkey(vkey, sha256);
    if (!key.has_value()) {
        return failed(2, "USAGE", "--vkey",
                      "The log's public key is needed, as `log verify` prints it.");
    }
    CommandAnswer answer;
    LogFolderCheck check(folder, sha256, answer.reasons);
    const auto bytes = check.read("checkpoint");
    if (!bytes.has_value()) {
        return failed(3, "NOT_FOUND", folder, "Hier liegt kein Protokoll mit einem Prüfpunkt.");
    }
    const auto checkpoint =
        evidence::open_checkpoint(*bytes, {.key = *key, .verify = tools.verify, .sha256 = sha256});
    if (checkpoint.has_value()) {
        check.check(*checkpoint);
        answer.result.set("entries", checkpoint->head.size);
    } else {
        answer.reasons.push_back({checkpoint.error().code, "checkpoint", checkpoint.error().text});
    }
    answer.result.set("log", answer.reasons.empty() ? "verified" : "not verified");
    answer.exit = answer.reasons.empty() ? 0 : 5;
    return answer;
}

std::optional<CommandAnswer> execute_evidence(const OfflineTools& tools,
                                              const CommandRequest& request) {
    if (request.name == "case replay" && request.arguments.find("bundle") != nullptr) {
        return replay_bundle(tools, request);
    }
    if (request.name == "log verify" && request.arguments.find("dir") != nullptr) {
        return verify_log_folder(tools, request.arguments.text("dir"),
                                 request.arguments.text("vkey"));
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
