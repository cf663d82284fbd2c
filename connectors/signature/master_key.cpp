// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/master_key.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/signature/openssl_handles.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t id_bytes = 8;

[[noreturn]] void file_failed(const std::filesystem::path& path, const std::string& what) {
    throw OperatingError(FailureKind::misconfigured, "master key " + path.string() + ": " + what);
}

class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) {
            file_failed(path, std::generic_category().message(errno));
        }
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(descriptor_); }
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// systemd hands credentials over as root's files of mode 0440 in a folder that nobody else enters.
bool is_credential(const std::filesystem::path& path) {
    const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
    std::error_code error;
    return folder != nullptr && *folder != '\0' &&
           std::filesystem::equivalent(path.parent_path(), folder, error) && !error;
}

std::string id_of(std::string_view key) {
    const std::string text = "foerderwerk master key id\n" + std::string(key);
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return {reinterpret_cast<const char*>(digest.data()), id_bytes};
}

}  // namespace

MasterKey::MasterKey(std::string_view bytes32) : bytes_(bytes32), id_(id_of(bytes32)) {
    FOERDERWERK_REQUIRE(bytes32.size() == key_bytes, "a master key has 32 bytes");
}

MasterKey::~MasterKey() {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

void create_master_key_file(const std::filesystem::path& path) {
    std::array<unsigned char, key_bytes> key{};
    if (RAND_priv_bytes(key.data(), static_cast<int>(key.size())) != 1) {
        openssl_failed("random bytes");
    }
    const OpenFile file(path, O_WRONLY | O_CREAT | O_EXCL);
    const ssize_t written = ::write(file.descriptor(), key.data(), key.size());
    OPENSSL_cleanse(key.data(), key.size());
    if (written != static_cast<ssize_t>(key.size()) || ::fsync(file.descriptor()) != 0) {
        file_failed(path, "cannot be written in full");
    }
}

MasterKey read_master_key_file(const std::filesystem::path& path) {
    const OpenFile file(path, O_RDONLY);
    struct stat facts {};
    if (::fstat(file.descriptor(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        file_failed(path, "is not a regular file");
    }
    const mode_t refused = is_credential(path) ? S_IWGRP | S_IXGRP | S_IRWXO : S_IRWXG | S_IRWXO;
    if ((facts.st_mode & refused) != 0) {
        file_failed(path,
                    "may be readable by its owner only (mode 0600), or by its group as well where "
                    "systemd put it as a credential (mode 0440)");
    }
    std::array<char, key_bytes + 1> bytes{};
    const ssize_t length = ::read(file.descriptor(), bytes.data(), bytes.size());
    if (length != static_cast<ssize_t>(key_bytes)) {
        file_failed(path, "must hold exactly 32 bytes");
    }
    MasterKey key(std::string_view(bytes.data(), key_bytes));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return key;
}

}  // namespace foerderwerk::signature
