// SPDX-License-Identifier: EUPL-1.2
// Goal: sealing is AES-256-GCM as published, notices every altered byte, and the master key can
// be changed. Method: published vectors (FIPS 180-4, RFC 4231, the GCM specification's case 16),
// and each byte of a sealed part altered in turn.
#include "connectors/signature/seal_parts.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::signature::test {
namespace {

const std::string key_a(32, 'a');
const std::string key_b(32, 'b');

OpenSslSealing sealing_with(const std::string& key) {
    return OpenSslSealing(MasterKey(key));
}

TEST(SealParts, Sha256) {
    const auto sealing = sealing_with(key_a);
    EXPECT_EQ(to_hex(sealing.sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256_of("")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SealParts, HmacSha256) {
    const auto sealing = sealing_with(key_a);
    EXPECT_EQ(to_hex(sealing.hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(sealing.hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(sealing.hmac_sha256(std::string(131, '\xaa'),
                                         "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    EXPECT_EQ(to_hex(sealing.hmac_sha256("", "")),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(SealParts, OpensThePublishedVector) {
    const std::string key =
        *from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const std::string plaintext = *from_hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    const std::string sealed = *from_hex(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
    const std::string associated = *from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    EXPECT_EQ(sealing_with(key_a).open(key, sealed, associated), plaintext);
}

TEST(SealParts, OpensOnlyWhatWasSealed) {
    const auto sealing = sealing_with(key_a);
    for (const std::string& plaintext :
         {std::string(), std::string("Erika Mustermann"), std::string(100'000, 'x')}) {
        const std::string sealed = sealing.seal(key_b, plaintext, "part 7");
        EXPECT_EQ(sealed.size(), plaintext.size() + 28);
        EXPECT_EQ(sealing.open(key_b, sealed, "part 7"), plaintext);
        EXPECT_EQ(sealing.open(key_b, sealed, "part 8"), std::nullopt);
        EXPECT_EQ(sealing.open(key_b, sealed, ""), std::nullopt);
        EXPECT_EQ(sealing.open(key_a, sealed, "part 7"), std::nullopt);
    }
    const std::string sealed = sealing.seal(key_b, "Erika Mustermann", "part 7");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_EQ(sealing.open(key_b, altered, "part 7"), std::nullopt) << i;
        EXPECT_EQ(sealing.open(key_b, sealed.substr(0, i), "part 7"), std::nullopt) << i;
    }
    EXPECT_EQ(sealing.open(key_b, sealed + "x", "part 7"), std::nullopt);
}

TEST(SealParts, NoncesDiffer) {
    const auto sealing = sealing_with(key_a);
    std::set<std::string> nonces;
    for (int i = 0; i < 1'000; ++i) {
        nonces.insert(sealing.seal(key_b, "x", "").substr(0, 12));
    }
    EXPECT_EQ(nonces.size(), 1'000U);
    EXPECT_NE(sealing.random_bytes(32), sealing.random_bytes(32));
    EXPECT_EQ(sealing.random_bytes(0), "");
}

TEST(SealParts, MasterKeyCanBeChanged) {
    const auto before = sealing_with(key_a);
    const std::string wrapped = before.wrap_key(key_b);
    EXPECT_EQ(wrapped.substr(0, 8), before.master_key_id());
    EXPECT_EQ(before.unwrap_key(wrapped), key_b);

    std::vector<MasterKey> former;
    former.emplace_back(key_a);
    const OpenSslSealing after(MasterKey(std::string(32, 'c')), std::move(former));
    EXPECT_NE(after.master_key_id(), before.master_key_id());
    EXPECT_EQ(after.unwrap_key(wrapped), key_b);
    const std::string anew = after.wrap_key(key_b);
    EXPECT_EQ(anew.substr(0, 8), after.master_key_id());
    EXPECT_EQ(after.unwrap_key(anew), key_b);
    EXPECT_EQ(before.unwrap_key(anew), std::nullopt);
}

TEST(SealParts, AlteredWrappedKeys) {
    const auto sealing = sealing_with(key_a);
    const std::string wrapped = sealing.wrap_key(key_b);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        std::string altered = wrapped;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_EQ(sealing.unwrap_key(altered), std::nullopt) << i;
        EXPECT_EQ(sealing.unwrap_key(wrapped.substr(0, i)), std::nullopt) << i;
    }
    // A part sealed directly under the master key is not a wrapped key.
    EXPECT_EQ(sealing.unwrap_key(sealing.master_key_id() + sealing.seal(key_a, key_b, "")),
              std::nullopt);
}

TEST(SealParts, SeveralThreadsAtOnce) {
    const auto sealing = sealing_with(key_a);
    const Digest expected = sealing.hmac_sha256("key", "text");
    std::vector<int> right(4, 0);
    std::vector<std::jthread> threads;
    for (int& count : right) {
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                const std::string sealed = sealing.seal(key_b, "text", "x");
                count += sealing.open(key_b, sealed, "x") == "text" &&
                                 sealing.hmac_sha256("key", "text") == expected
                             ? 1
                             : 0;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(right, std::vector<int>(4, 200));
}

TEST(MasterKeyFile, MadeOnceAndReadOnlyWhenItIsPrivate) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("foerderwerk-master-key-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto path = folder / "master.key";
    create_master_key_file(path);
    struct stat facts {};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 07777U, 0600U);
    EXPECT_EQ(read_master_key_file(path).bytes().size(), 32U);
    EXPECT_EQ(read_master_key_file(path).id(), read_master_key_file(path).id());
    EXPECT_THROW(create_master_key_file(path), OperatingError);

    ::chmod(path.c_str(), 0640);
    EXPECT_THROW(static_cast<void>(read_master_key_file(path)), OperatingError);
    ::chmod(path.c_str(), 0600);
    std::ofstream(path, std::ios::app) << "x";
    EXPECT_THROW(static_cast<void>(read_master_key_file(path)), OperatingError);
    std::ofstream(path, std::ios::trunc) << "short";
    EXPECT_THROW(static_cast<void>(read_master_key_file(path)), OperatingError);
    EXPECT_THROW(static_cast<void>(read_master_key_file(folder)), OperatingError);
    EXPECT_THROW(static_cast<void>(read_master_key_file(folder / "none")), OperatingError);
    std::filesystem::remove_all(folder);
}

TEST(MasterKeyFile, MayBeACredentialOfSystemd) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("foerderwerk-credentials-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto path = folder / "master-key";
    create_master_key_file(path);
    struct Row {
        const char* credentials;
        mode_t mode;
        bool read;
    };
    for (const Row& row :
         {Row{folder.c_str(), 0440, true}, Row{folder.c_str(), 0400, true},
          Row{folder.c_str(), 0444, false}, Row{folder.c_str(), 0460, false}, Row{"/", 0440, false},
          Row{"", 0440, false}, Row{nullptr, 0440, false}}) {
        row.credentials != nullptr ? ::setenv("CREDENTIALS_DIRECTORY", row.credentials, 1)
                                   : ::unsetenv("CREDENTIALS_DIRECTORY");
        ::chmod(path.c_str(), row.mode);
        bool read = true;
        try {
            (void)read_master_key_file(path);
        } catch (const OperatingError& failure) {
            read = failure.kind() != FailureKind::misconfigured;
        }
        EXPECT_EQ(read, row.read) << row.mode;
    }
    ::unsetenv("CREDENTIALS_DIRECTORY");
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace foerderwerk::signature::test
