// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/read_folder.hpp"

#include <fstream>
#include <sstream>

#include <sys/stat.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::daemon {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) {
        throw OperatingError(FailureKind::misconfigured, "cannot read " + path.string());
    }
    return bytes.str();
}

void write_file(const fs::path& path, const std::string& content, unsigned mode) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    ::chmod(path.c_str(), mode);
    file << content;
    file.flush();
    if (!file) {
        throw OperatingError(FailureKind::misconfigured, "cannot write " + path.string());
    }
}

cases::Files definition_files(const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        throw OperatingError(FailureKind::misconfigured, "no folder " + folder.string());
    }
    cases::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !path.starts_with("scenarios/") && path != "README.md") {
            files[path] = read_file(entry.path());
        }
    }
    return files;
}

}  // namespace foerderwerk::daemon
