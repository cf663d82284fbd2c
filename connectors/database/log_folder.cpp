// SPDX-License-Identifier: EUPL-1.2
#include "connectors/database/log_folder.hpp"

#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::database {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path) {
    throw OperatingError(FailureKind::transient, "log: cannot write " + path.string());
}

void sync_path(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) {
        fail(path);
    }
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) {
        fail(path);
    }
}

}  // namespace

void LogFolder::write(const std::string& path, const std::string& bytes) {
    const fs::path target = folder_ / path;
    const fs::path beside = target.string() + ".new";
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.flush();
        if (!file) {
            fail(target);
        }
    }
    sync_path(beside, O_RDONLY);
    fs::rename(beside, target, error);
    if (error) {
        fail(target);
    }
    sync_path(target.parent_path(), O_RDONLY | O_DIRECTORY);
}

std::optional<std::string> LogFolder::read(const std::string& path) {
    std::ifstream file(folder_ / path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

}  // namespace foerderwerk::database
