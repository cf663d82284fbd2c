// SPDX-License-Identifier: EUPL-1.2
// Goal: checkpoint signatures are RFC 8032. Method: its first two test vectors, and altered input.
#include "connectors/signature/ed25519_key.hpp"

#include <gtest/gtest.h>

#include "engine/types/digest.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/signature/test_senders.hpp"

namespace foerderwerk::signature::test {
namespace {

struct Vector {
    const char* seed;
    const char* public_key;
    const char* message;
    const char* signature;
};

const Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
};

/// RFC 8410: the fixed PKCS #8 frame around the 32-byte seed.
std::string pem_of_seed(const std::string& seed) {
    return "-----BEGIN PRIVATE KEY-----\n" +
           to_base64(*from_hex("302e020100300506032b657004220420") + seed) +
           "\n-----END PRIVATE KEY-----\n";
}

TEST(Ed25519, PublishedVectors) {
    for (const Vector& vector : vectors) {
        const auto key = Ed25519Key::from_pem(pem_of_seed(*from_hex(vector.seed)));
        EXPECT_EQ(to_hex(key.public_key()), vector.public_key);
        const std::string message = *from_hex(vector.message);
        EXPECT_EQ(to_hex(key.sign(message)), vector.signature);
        EXPECT_TRUE(verify_ed25519(key.public_key(), message, *from_hex(vector.signature)));
    }
}

TEST(Ed25519, OnlyTheSameMessageAndKey) {
    const auto key = Ed25519Key::generate();
    const auto other = Ed25519Key::generate();
    const std::string signature = key.sign("checkpoint");
    EXPECT_TRUE(verify_ed25519(key.public_key(), "checkpoint", signature));
    EXPECT_FALSE(verify_ed25519(key.public_key(), "checkpoint ", signature));
    EXPECT_FALSE(verify_ed25519(other.public_key(), "checkpoint", signature));
    EXPECT_FALSE(verify_ed25519(key.public_key(), "checkpoint", signature.substr(1)));
    EXPECT_FALSE(verify_ed25519("short", "checkpoint", signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        std::string altered = signature;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_FALSE(verify_ed25519(key.public_key(), "checkpoint", altered)) << i;
    }
}

TEST(Ed25519, KeptAsPem) {
    const auto key = Ed25519Key::generate();
    const auto again = Ed25519Key::from_pem(key.private_key_pem());
    EXPECT_EQ(again.public_key(), key.public_key());
    EXPECT_THROW(static_cast<void>(Ed25519Key::from_pem("no key")), OperatingError);
    EXPECT_THROW(static_cast<void>(Ed25519Key::from_pem(portal().pem.private_key_pem)),
                 OperatingError);
}

}  // namespace
}  // namespace foerderwerk::signature::test
