// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/published_log.hpp"

#include <map>
#include <memory>

#include "engine/evidence/tile.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

std::optional<Result<evidence::Checkpoint, Reason>> last_checkpoint(ports::LogFiles& files,
                                                                    const LogKey& key) {
    const auto bytes = files.read("checkpoint");
    if (!bytes.has_value()) {
        return std::nullopt;
    }
    const auto opened_by = [&](const evidence::VerifierKey& verifier) {
        return evidence::open_checkpoint(
            *bytes, {.key = verifier, .verify = key.verify, .sha256 = key.sha256});
    };
    auto opened = opened_by(key.verifier);
    for (const FormerLogKey& former : key.former) {
        auto by_former = opened_by(former.verifier);
        if (!opened.has_value() && by_former.has_value() &&
            by_former->head.size <= former.last_size) {
            return by_former;
        }
    }
    return opened;
}

evidence::HashReader published_hashes(ports::LogFiles& files, std::uint64_t size,
                                      const evidence::TreeHasher& hasher) {
    auto known = std::make_shared<std::map<std::string, std::string>>();
    return evidence::hash_reader_over_tiles(
        size,
        [&files, known](const evidence::TileId& tile) {
            const std::string path = evidence::tile_path(tile);
            auto found = known->find(path);
            if (found == known->end()) {
                auto content = files.read(path);
                if (!content.has_value()) {
                    throw OperatingError(FailureKind::corrupt, "log: " + path + " is missing");
                }
                found = known->emplace(path, std::move(*content)).first;
            }
            return found->second;
        },
        hasher);
}

}  // namespace foerderwerk::operations
