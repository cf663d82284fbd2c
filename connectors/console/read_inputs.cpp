// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/read_inputs.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/types/digest.hpp"

namespace foerderwerk::console {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const std::string& path) {
    throw std::runtime_error("cannot " + what + " " + path + ": " +
                             std::generic_category().message(errno));
}

bool holds_chart(const fs::path& folder) {
    const auto entries = fs::directory_iterator(folder);
    return std::any_of(fs::begin(entries), fs::end(entries), [](const fs::directory_entry& entry) {
        return entry.is_regular_file() && entry.path().extension() == ".scxml";
    });
}

std::vector<fs::path> sorted_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

Json read_programme(const fs::path& folder) {
    Json files = Json::Object{};
    Json::Array scenarios;
    for (const fs::path& path : sorted_files(folder)) {
        const std::string name = path.lexically_relative(folder).generic_string();
        if (name == "README.md") {
            continue;
        }
        const std::string content = to_base64(read_input(path.string()));
        if (!name.starts_with("scenarios/")) {
            files.set(name, content);
        } else if (path.extension() == ".yaml") {
            scenarios.push_back(Json::Object{{"file", name}, {"content", content}});
        }
    }
    return Json::Object{{"folder", folder.generic_string()},
                        {"files", std::move(files)},
                        {"scenarios", std::move(scenarios)}};
}

/// A file descriptor that is closed in any case.
class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
    ~OpenFile() { ::close(fd_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool write_all(std::string_view bytes) const {
        while (fd_ >= 0 && !bytes.empty()) {
            const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                return false;
            }
            bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
        }
        return fd_ >= 0 && ::fsync(fd_) == 0;
    }

private:
    int fd_;
};

}  // namespace

std::string read_input(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        throw std::runtime_error(path + " is a folder, not a file");
    }
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
    }
    std::istream& source = path == "-" ? std::cin : file;
    if (!source) {
        fail("read", path);
    }
    std::string bytes;
    char block[65536];
    while (source.read(block, sizeof block) || source.gcount() > 0) {
        bytes.append(block, static_cast<std::size_t>(source.gcount()));
        if (bytes.size() > input_bytes_max) {
            throw std::runtime_error(path + " is larger than 64 MiB");
        }
    }
    return bytes;
}

Json read_model(const std::string& path) {
    Json model = Json::Object{{"name", fs::path(path).lexically_normal().generic_string()}};
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        model.set("files", *read_programme(fs::path(path).lexically_normal()).find("files"));
        return model;
    }
    if (!fs::exists(path, ignored)) {
        return model;
    }
    const fs::path main(path);
    const fs::path folder = main.has_parent_path() ? main.parent_path() : fs::path(".");
    Json files = Json::Object{};
    files.set(main.filename().string(), to_base64(read_input(path)));
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && entry.path().extension() == ".dmn" &&
            files.find(name) == nullptr) {
            files.set(name, to_base64(read_input(entry.path().string())));
        }
    }
    model.set("main", main.filename().string());
    model.set("files", std::move(files));
    return model;
}

Json::Array read_programmes(const std::string& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw std::runtime_error(folder + " is no folder");
    }
    const fs::path root = fs::path(folder).lexically_normal();
    Json::Array programmes;
    if (holds_chart(root)) {
        programmes.push_back(read_programme(root));
        return programmes;
    }
    std::vector<fs::path> inner;
    for (const auto& entry : fs::directory_iterator(root)) {
        if (entry.is_directory() && holds_chart(entry.path())) {
            inner.push_back(entry.path());
        }
    }
    std::sort(inner.begin(), inner.end());
    for (const fs::path& path : inner) {
        programmes.push_back(read_programme(path));
    }
    if (programmes.empty()) {
        throw std::runtime_error("there is no chart (*.scxml) in " + folder);
    }
    return programmes;
}

std::string write_output(const std::string& to, const std::string& name, const std::string& bytes) {
    std::error_code ignored;
    // The name comes from the answer; only its last part may name a file.
    const fs::path target =
        fs::is_directory(to, ignored) ? fs::path(to) / fs::path(name).filename() : fs::path(to);
    const std::string beside = target.string() + ".part-" + std::to_string(::getpid());
    bool written = false;
    {
        const OpenFile file(beside);
        written = file.write_all(bytes);
    }
    if (!written || ::rename(beside.c_str(), target.c_str()) != 0) {
        const int cause = errno;
        ::unlink(beside.c_str());
        errno = cause;
        fail("write", target.string());
    }
    return target.string();
}

}  // namespace foerderwerk::console
