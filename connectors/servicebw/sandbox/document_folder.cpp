// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/document_folder.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::servicebw::sandbox {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void disk_failed(const fs::path& path) {
    throw OperatingError(FailureKind::transient, "cannot write or read " + path.string());
}

bool write_bytes(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// All of the new bytes or the old file: written beside it, synced, renamed over it.
void replace_file(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    const int descriptor =
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        disk_failed(beside);
    }
    const bool written = write_bytes(descriptor, bytes);
    if (::close(descriptor) != 0 || !written || std::rename(beside.c_str(), path.c_str()) != 0) {
        disk_failed(path);
    }
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) {
        ::close(folder);
    }
    if (!synced) {
        disk_failed(path.parent_path());
    }
}

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::optional<Json> read_note(const fs::path& path) {
    const auto text = read_file(path);
    if (!text.has_value()) {
        return std::nullopt;
    }
    auto note = parse_json(*text);
    if (!note.has_value()) {
        disk_failed(path);
    }
    return std::move(*note);
}

}  // namespace

bool is_document_name(std::string_view name) {
    return !name.empty() && name.size() <= 100 && name.front() != '.' &&
           std::ranges::all_of(name, [](char character) {
               return (character >= 'a' && character <= 'z') ||
                      (character >= 'A' && character <= 'Z') ||
                      (character >= '0' && character <= '9') || character == '.' ||
                      character == '-' || character == '_' || character == ':';
           });
}

DocumentFolder::DocumentFolder(fs::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) {
        disk_failed(folder_);
    }
}

bool DocumentFolder::add(const std::string& id, const std::string& bytes, const Json& note) {
    FOERDERWERK_REQUIRE(is_document_name(id), "the name of a document was checked before");
    const std::lock_guard lock(mutex_);
    if (fs::exists(folder_ / (id + ".json"))) {
        return false;
    }
    replace_file(folder_ / (id + ".xml"), bytes);
    replace_file(folder_ / (id + ".json"), canonical_json(note));
    return true;
}

void DocumentFolder::change_note(const std::string& id, const Json& note) {
    FOERDERWERK_REQUIRE(is_document_name(id), "the name of a document was checked before");
    const std::lock_guard lock(mutex_);
    replace_file(folder_ / (id + ".json"), canonical_json(note));
}

std::optional<KeptDocument> DocumentFolder::find(const std::string& id) const {
    if (!is_document_name(id)) {
        return std::nullopt;
    }
    const std::lock_guard lock(mutex_);
    auto note = read_note(folder_ / (id + ".json"));
    auto bytes = read_file(folder_ / (id + ".xml"));
    if (!note.has_value() || !bytes.has_value()) {
        return std::nullopt;
    }
    return KeptDocument{id, std::move(*bytes), std::move(*note)};
}

std::vector<KeptDocument> DocumentFolder::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<KeptDocument> documents;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        if (auto note = read_note(entry.path())) {
            documents.push_back({entry.path().stem().string(), "", std::move(*note)});
        }
    }
    return documents;
}

}  // namespace foerderwerk::servicebw::sandbox
