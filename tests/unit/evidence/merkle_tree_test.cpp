// SPDX-License-Identifier: EUPL-1.2
// Goal: frontier, inclusion and consistency proofs are those of RFC 6962.
// Method: the published roots and leaves of the Certificate Transparency tests; for every size up
// to 70 every proof against a naive recursive definition written from the RFC; each altered byte
// of a proof is refused; tiles give the same hashes as leaves.
#include <map>

#include <gtest/gtest.h>

#include "engine/evidence/frontier.hpp"
#include "engine/evidence/merkle_proof.hpp"
#include "engine/evidence/tile.hpp"
#include "engine/types/failure.hpp"
#include "tests/unit/evidence/openssl_keys.hpp"

namespace foerderwerk::evidence {
namespace {

using Leaves = std::vector<Digest>;

const TreeHasher hasher(openssl_sha256);
constexpr std::size_t most = 70;

Leaves make_leaves(std::size_t count) {
    Leaves leaves;
    for (std::size_t i = 0; i < count; ++i) {
        leaves.push_back(hasher.leaf("entry " + std::to_string(i)));
    }
    return leaves;
}

HashReader reader_of(const Leaves& leaves) {
    return hash_reader_over_leaves([&leaves](std::uint64_t i) { return leaves.at(i); }, hasher);
}

std::size_t naive_split(std::size_t count) {
    std::size_t k = 1;
    while (k * 2 < count) {
        k *= 2;
    }
    return k;
}

Leaves part(const Leaves& leaves, std::size_t from, std::size_t to) {
    return {leaves.begin() + static_cast<std::ptrdiff_t>(from),
            leaves.begin() + static_cast<std::ptrdiff_t>(to)};
}

Digest naive_root(const Leaves& leaves) {
    if (leaves.empty()) {
        return openssl_sha256("");
    }
    if (leaves.size() == 1) {
        return leaves.front();
    }
    const std::size_t k = naive_split(leaves.size());
    const Digest left = naive_root(part(leaves, 0, k));
    const Digest right = naive_root(part(leaves, k, leaves.size()));
    return openssl_sha256('\x01' + std::string(as_bytes(left)) + std::string(as_bytes(right)));
}

Proof naive_path(std::size_t index, const Leaves& leaves) {
    if (leaves.size() == 1) {
        return {};
    }
    const std::size_t k = naive_split(leaves.size());
    const bool left = index < k;
    Proof proof = left ? naive_path(index, part(leaves, 0, k))
                       : naive_path(index - k, part(leaves, k, leaves.size()));
    proof.push_back(naive_root(left ? part(leaves, k, leaves.size()) : part(leaves, 0, k)));
    return proof;
}

Proof naive_subproof(std::size_t old_size, const Leaves& leaves, bool known) {
    if (old_size == leaves.size()) {
        return known ? Proof{} : Proof{naive_root(leaves)};
    }
    const std::size_t k = naive_split(leaves.size());
    const bool left = old_size <= k;
    Proof proof = left ? naive_subproof(old_size, part(leaves, 0, k), known)
                       : naive_subproof(old_size - k, part(leaves, k, leaves.size()), false);
    proof.push_back(naive_root(left ? part(leaves, k, leaves.size()) : part(leaves, 0, k)));
    return proof;
}

TEST(MerkleTree, HasThePublishedRootsOfTheCertificateTransparencyTests) {
    const char* entries[] = {"",
                             "00",
                             "10",
                             "2021",
                             "3031",
                             "40414243",
                             "5051525354555657",
                             "606162636465666768696a6b6c6d6e6f"};
    const char* roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Frontier frontier;
    EXPECT_EQ(to_hex(frontier.root(hasher)), roots[0]);
    for (std::size_t i = 0; i < 8; ++i) {
        frontier.append(hasher.leaf(from_hex(entries[i]).value()), hasher);
        EXPECT_EQ(to_hex(frontier.root(hasher)), roots[i + 1]) << i + 1;
    }
}

TEST(MerkleTree, FrontierAndReaderAgreeWithTheDefinitionAndTextIsReadBack) {
    const Leaves leaves = make_leaves(most);
    Frontier frontier;
    for (std::size_t size = 0; size <= most; ++size) {
        const Digest root = naive_root(part(leaves, 0, size));
        EXPECT_EQ(frontier.head(hasher), (TreeHead{size, root}));
        EXPECT_EQ(tree_root(size, reader_of(leaves), hasher), root);
        EXPECT_EQ(Frontier::parse(frontier.to_text()), frontier) << frontier.to_text();
        if (size < most) {
            frontier.append(leaves[size], hasher);
        }
    }
    const std::string hex(64, 'a');
    for (const std::string& text :
         {std::string(), std::string("1"), "0 " + hex, "2 " + hex + " " + hex, "01 " + hex,
          "1 " + hex + " ", "1 " + hex.substr(1), "1  " + hex, "3 " + hex + "x" + hex,
          "9223372036854775808 " + hex, "-1 " + hex}) {
        EXPECT_FALSE(Frontier::parse(text).has_value()) << text;
    }
}

TEST(MerkleTree, EveryInclusionProofIsTheDefinedOneAndVerifiesOnlyForItsLeaf) {
    const Leaves leaves = make_leaves(most);
    for (std::size_t size = 1; size <= most; ++size) {
        const TreeHead head{size, naive_root(part(leaves, 0, size))};
        for (std::size_t index = 0; index < size; ++index) {
            const Proof proof = prove_inclusion(index, size, reader_of(leaves), hasher);
            ASSERT_EQ(proof, naive_path(index, part(leaves, 0, size)));
            ASSERT_TRUE(verify_inclusion(leaves[index], index, head, proof, hasher));
            for (std::size_t other = 0; other <= size; ++other) {
                ASSERT_EQ(verify_inclusion(leaves[index], other, head, proof, hasher),
                          other == index)
                    << size << " " << index << " " << other;
            }
        }
        EXPECT_FALSE(verify_inclusion(leaves[0], size, head, {}, hasher));
    }
}

TEST(MerkleTree, EveryConsistencyProofIsTheDefinedOneAndVerifies) {
    const Leaves leaves = make_leaves(most);
    std::vector<TreeHead> heads;
    for (std::size_t size = 0; size <= most; ++size) {
        heads.push_back({size, naive_root(part(leaves, 0, size))});
    }
    for (std::size_t size = 0; size <= most; ++size) {
        for (std::size_t old_size = 0; old_size <= size; ++old_size) {
            const Proof proof = prove_consistency(old_size, size, reader_of(leaves), hasher);
            const Proof expected =
                old_size == 0 ? Proof{} : naive_subproof(old_size, part(leaves, 0, size), true);
            ASSERT_EQ(proof, expected);
            ASSERT_TRUE(verify_consistency(heads[old_size], heads[size], proof, hasher));
            ASSERT_EQ(verify_consistency(heads[size], heads[old_size], proof, hasher),
                      size == old_size);
        }
    }
}

/// Calls `refused` with the proof in each single-byte alteration, one hash short and one too many.
template <class Check>
void for_each_altered_proof(const Proof& proof, const Check& refused) {
    for (std::size_t i = 0; i < proof.size(); ++i) {
        for (std::size_t byte = 0; byte < 32; ++byte) {
            Proof altered = proof;
            altered[i][byte] ^= 0x10;
            refused(altered);
        }
        Proof shorter = proof;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        refused(shorter);
        Proof longer = proof;
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
        refused(longer);
    }
    Proof longer = proof;
    longer.push_back(Digest{});
    refused(longer);
}

TEST(MerkleTree, EachAlteredByteOfAProofIsRefused) {
    const Leaves leaves = make_leaves(most);
    const HashReader reader = reader_of(leaves);
    for (const std::size_t size : {1U, 2U, 3U, 7U, 8U, 13U, 32U, 69U}) {
        const TreeHead head{size, naive_root(part(leaves, 0, size))};
        for (std::size_t index = 0; index < size; ++index) {
            for_each_altered_proof(
                prove_inclusion(index, size, reader, hasher), [&](const Proof& altered) {
                    ASSERT_FALSE(verify_inclusion(leaves[index], index, head, altered, hasher));
                });
            const TreeHead old_head{index, naive_root(part(leaves, 0, index))};
            for_each_altered_proof(
                prove_consistency(index, size, reader, hasher), [&](const Proof& altered) {
                    ASSERT_FALSE(verify_consistency(old_head, head, altered, hasher));
                });
        }
    }
}

TEST(MerkleTree, AlteredRootsAreRefused) {
    const Leaves leaves = make_leaves(most);
    const HashReader reader = reader_of(leaves);
    for (std::size_t old_size = 0; old_size <= 20; ++old_size) {
        TreeHead old_head{old_size, naive_root(part(leaves, 0, old_size))};
        TreeHead head{20, naive_root(part(leaves, 0, 20))};
        const Proof proof = prove_consistency(old_size, 20, reader, hasher);
        old_head.root[7] ^= 1;
        EXPECT_FALSE(verify_consistency(old_head, head, proof, hasher)) << old_size;
        old_head.root[7] ^= 1;
        head.root[31] ^= 0x80;
        EXPECT_EQ(verify_consistency(old_head, head, proof, hasher), old_size == 0) << old_size;
    }
}

TEST(Tile, PathsAreThoseOfTheSpecification) {
    EXPECT_EQ(tile_path({0, 1234067, 256}), "tile/0/x001/x234/067");
    EXPECT_EQ(tile_path({2, 0, 17}), "tile/2/000.p/17");
    EXPECT_EQ(tile_path({1, 1000, 1}), "tile/1/x001/000.p/1");
    EXPECT_EQ(entries_path({0, 273, 256}), "tile/entries/273");
    EXPECT_EQ(entries_path({0, 0, 3}), "tile/entries/000.p/3");
}

TEST(Tile, AGrowingLogWritesEachNewTile) {
    using Tiles = std::vector<TileId>;
    EXPECT_EQ(tiles_to_write(0, 0), Tiles());
    EXPECT_EQ(tiles_to_write(5, 5), Tiles());
    EXPECT_EQ(tiles_to_write(0, 1), (Tiles{{0, 0, 1}}));
    EXPECT_EQ(tiles_to_write(250, 257), (Tiles{{0, 0, 256}, {0, 1, 1}, {1, 0, 1}}));
    EXPECT_EQ(tiles_to_write(256, 300), (Tiles{{0, 1, 44}}));
    EXPECT_EQ(tiles_to_write(65535, 65536), (Tiles{{0, 255, 256}, {1, 0, 256}, {2, 0, 1}}));
}

TEST(Tile, EntriesAreReadBackAndCutOffFilesRefused) {
    const std::vector<std::string> entries = {"", "a", std::string(65'535, 'x')};
    const std::string content = entries_content(entries);
    EXPECT_EQ(content.size(), 3 * 2 + 1 + 65'535);
    EXPECT_EQ(parse_entries(content), entries);
    EXPECT_FALSE(parse_entries(std::string_view(content).substr(0, content.size() - 1)));
    EXPECT_FALSE(parse_entries(std::string_view("\0", 1)));
}

TEST(Tile, ProofsOverTilesAreProofsOverLeaves) {
    const Leaves leaves = make_leaves(66'000);
    const HashReader over_leaves = reader_of(leaves);
    for (const std::uint64_t size : {1U, 255U, 256U, 257U, 700U, 65'999U}) {
        std::map<std::string, std::string> files;
        for (const TileId& tile : tiles_to_write(0, size)) {
            files[tile_path(tile)] = tile_content(tile, over_leaves);
        }
        const HashReader over_tiles = hash_reader_over_tiles(
            size, [&](const TileId& tile) { return files.at(tile_path(tile)); }, hasher);
        EXPECT_EQ(tree_root(size, over_tiles, hasher), tree_root(size, over_leaves, hasher));
        for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
            EXPECT_EQ(prove_inclusion(index, size, over_tiles, hasher),
                      prove_inclusion(index, size, over_leaves, hasher));
            EXPECT_EQ(prove_consistency(index, size, over_tiles, hasher),
                      prove_consistency(index, size, over_leaves, hasher));
        }
    }
    const HashReader cut_off = hash_reader_over_tiles(
        300, [](const TileId&) { return std::string(31, 'x'); }, hasher);
    EXPECT_THROW((void)cut_off(0, 0), OperatingError);
}

}  // namespace
}  // namespace foerderwerk::evidence
