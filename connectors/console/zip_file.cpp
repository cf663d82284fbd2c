// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/zip_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/types/failure.hpp"

namespace foerderwerk::console {

namespace {

constexpr std::size_t archive_bytes_max = std::size_t{64} * 1024 * 1024;
constexpr std::size_t parts_max = 1000;
constexpr std::size_t path_bytes_max = 200;
constexpr std::size_t local_head_bytes = 30;

// APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
constexpr std::uint32_t local_mark = 0x04034b50;
constexpr std::uint32_t central_mark = 0x02014b50;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint16_t version_needed = 20;
constexpr std::uint16_t names_are_utf8 = 0x0800;
constexpr std::uint16_t first_of_january_1980 = 0x0021;

std::uint32_t check_sum(std::string_view bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) {
                value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
            }
            made.at(i) = value;
        }
        return made;
    }();
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const char c : bytes) {
        sum = (sum >> 8) ^ table.at((sum ^ static_cast<std::uint8_t>(c)) & 0xFFU);
    }
    return ~sum;
}

void put(std::string& text, std::size_t bytes, std::uint64_t value) {
    for (std::size_t i = 0; i < bytes; ++i, value >>= 8) {
        text += static_cast<char>(value & 0xFFU);
    }
}

std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i > 0; --i) {
        value = (value << 8) | static_cast<std::uint8_t>(text[at + i - 1]);
    }
    return value;
}

/// What local and central head have in common.
std::string head_facts(const std::string& path, const std::string& content) {
    std::string text;
    put(text, 2, version_needed);
    put(text, 2, names_are_utf8);
    put(text, 2, 0);  // stored
    put(text, 2, 0);  // midnight
    put(text, 2, first_of_january_1980);
    put(text, 4, check_sum(content));
    put(text, 4, content.size());
    put(text, 4, content.size());
    put(text, 2, path.size());
    put(text, 2, 0);  // no extra field
    return text;
}

Failure<Reason> no_archive(std::string place) {
    return Failure<Reason>(Reason{"PACKAGE_FORM", std::move(place),
                                  "Das ist kein Paket in der festgelegten Form, oder es wurde "
                                  "verändert."});
}

}  // namespace

std::string write_zip(const ZipParts& parts) {
    FOERDERWERK_REQUIRE(parts.size() <= parts_max, "a package has few parts");
    std::string archive;
    std::string directory;
    for (const auto& [path, content] : parts) {
        const std::string facts = head_facts(path, content);
        put(directory, 4, central_mark);
        put(directory, 2, version_needed);
        directory += facts;
        put(directory, 10, 0);  // no comment, disk 0, attributes
        put(directory, 4, archive.size());
        directory += path;
        put(archive, 4, local_mark);
        archive += facts + path + content;
    }
    const std::size_t start = archive.size();
    archive += directory;
    put(archive, 4, end_mark);
    put(archive, 4, 0);  // one disk
    put(archive, 2, parts.size());
    put(archive, 2, parts.size());
    put(archive, 4, directory.size());
    put(archive, 4, start);
    put(archive, 2, 0);  // no comment
    return archive;
}

Result<ZipParts, Reason> read_zip(std::string_view bytes) {
    if (bytes.size() > archive_bytes_max) {
        return no_archive("byte 0");
    }
    ZipParts parts;
    std::string wrong_sum;
    std::size_t at = 0;
    while (bytes.size() - at >= local_head_bytes && number_at(bytes, at, 4) == local_mark) {
        const std::uint64_t size = number_at(bytes, at + 18, 4);
        const std::uint64_t path_bytes = number_at(bytes, at + 26, 2);
        if (path_bytes > path_bytes_max || parts.size() == parts_max ||
            size + path_bytes > bytes.size() - at - local_head_bytes) {
            return no_archive("byte " + std::to_string(at));
        }
        const std::string path(bytes.substr(at + local_head_bytes, path_bytes));
        const std::string content(bytes.substr(at + local_head_bytes + path_bytes, size));
        if (number_at(bytes, at + 14, 4) != check_sum(content) && wrong_sum.empty()) {
            wrong_sum = path;
        }
        parts[path] = content;
        at += local_head_bytes + path_bytes + size;
    }
    const std::string again = write_zip(parts);
    if (again != bytes) {
        const auto differs = std::ranges::mismatch(again, bytes).in2;
        return no_archive(wrong_sum.empty() ? "byte " + std::to_string(differs - bytes.begin())
                                            : wrong_sum);
    }
    return parts;
}

}  // namespace foerderwerk::console
