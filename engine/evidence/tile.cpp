// SPDX-License-Identifier: EUPL-1.2
#include "engine/evidence/tile.hpp"

#include <algorithm>

#include "engine/types/failure.hpp"

namespace foerderwerk::evidence {
namespace {

constexpr unsigned tile_height = 8;
constexpr std::size_t hash_length = 32;

/// Groups of three digits, all but the last with an "x", so that no folder grows large.
std::string grouped(std::uint64_t number) {
    const auto group = [](std::uint64_t value) {
        const std::string digits = std::to_string(value);
        return std::string(3 - digits.size(), '0') + digits;
    };
    std::string text = group(number % 1000);
    for (number /= 1000; number > 0; number /= 1000) {
        text.insert(0, "x" + group(number % 1000) + "/");
    }
    return text;
}

std::string path_in(const std::string& folder, const TileId& tile) {
    FOERDERWERK_REQUIRE(tile.width >= 1 && tile.width <= tile_width, "a tile has 1 to 256 hashes");
    const std::string partial = tile.width == tile_width ? "" : ".p/" + std::to_string(tile.width);
    return folder + grouped(tile.index) + partial;
}

/// Hashes on the level of these tiles in a tree of `size` leaves.
std::uint64_t hashes_on(unsigned tile_level, std::uint64_t size) {
    const unsigned shift = tile_height * tile_level;
    return shift < 64 ? size >> shift : 0;
}

Digest digest_at(std::string_view content, std::size_t index) {
    Digest digest{};
    std::transform(content.begin() + static_cast<std::ptrdiff_t>(index * hash_length),
                   content.begin() + static_cast<std::ptrdiff_t>((index + 1) * hash_length),
                   digest.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return digest;
}

Digest subtree_in_tile(std::string_view content, std::size_t first, std::size_t count,
                       const TreeHasher& hasher) {
    if (count == 1) {
        return digest_at(content, first);
    }
    return hasher.node(subtree_in_tile(content, first, count / 2, hasher),
                       subtree_in_tile(content, first + count / 2, count / 2, hasher));
}

}  // namespace

std::string tile_path(const TileId& tile) {
    return path_in("tile/" + std::to_string(tile.level) + "/", tile);
}

std::string entries_path(const TileId& tile) {
    return path_in("tile/entries/", tile);
}

std::vector<TileId> tiles_to_write(std::uint64_t old_size, std::uint64_t new_size) {
    FOERDERWERK_REQUIRE(old_size <= new_size, "a log only grows");
    std::vector<TileId> tiles;
    for (unsigned level = 0; hashes_on(level, old_size) != hashes_on(level, new_size); ++level) {
        const std::uint64_t end = hashes_on(level, new_size);
        for (std::uint64_t index = hashes_on(level, old_size) / tile_width;
             index * tile_width < end; ++index) {
            tiles.push_back({level, index, std::min(tile_width, end - index * tile_width)});
        }
    }
    return tiles;
}

std::string tile_content(const TileId& tile, const HashReader& hashes) {
    std::string content;
    content.reserve(tile.width * hash_length);
    for (std::uint64_t i = 0; i < tile.width; ++i) {
        content += as_bytes(hashes(tile_height * tile.level, tile.index * tile_width + i));
    }
    return content;
}

std::string entries_content(std::span<const std::string> entries) {
    std::string content;
    for (const std::string& entry : entries) {
        FOERDERWERK_REQUIRE(entry.size() <= 0xFFFF, "an entry's length has two bytes");
        content += static_cast<char>(static_cast<std::uint8_t>(entry.size() >> 8));
        content += static_cast<char>(static_cast<std::uint8_t>(entry.size() & 0xFF));
        content += entry;
    }
    return content;
}

std::optional<std::vector<std::string>> parse_entries(std::string_view content) {
    std::vector<std::string> entries;
    while (content.size() >= 2) {
        const std::size_t length = static_cast<std::size_t>(static_cast<std::uint8_t>(content[0]))
                                       << 8 |
                                   static_cast<std::uint8_t>(content[1]);
        if (content.size() - 2 < length) {
            return std::nullopt;
        }
        entries.emplace_back(content.substr(2, length));
        content.remove_prefix(2 + length);
    }
    return content.empty() ? std::optional(std::move(entries)) : std::nullopt;
}

HashReader hash_reader_over_tiles(std::uint64_t size, TileReader tiles, TreeHasher hasher) {
    return [size, tiles = std::move(tiles), hasher = std::move(hasher)](unsigned level,
                                                                        std::uint64_t index) {
        const unsigned inner = level % tile_height;
        const std::uint64_t first = index << inner;
        const std::uint64_t count = std::uint64_t{1} << inner;
        TileId tile{level / tile_height, first / tile_width, tile_width};
        const std::uint64_t known = hashes_on(tile.level, size);
        FOERDERWERK_REQUIRE(first + count <= known, "only full subtrees of the tree are read");
        tile.width = std::min(tile_width, known - tile.index * tile_width);
        const std::string content = tiles(tile);
        if (content.size() != tile.width * hash_length) {
            throw OperatingError(FailureKind::corrupt, tile_path(tile) + " has a wrong length");
        }
        return subtree_in_tile(content, first % tile_width, count, hasher);
    };
}

}  // namespace foerderwerk::evidence
