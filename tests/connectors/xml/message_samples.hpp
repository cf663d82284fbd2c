// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connectors/xml/message_schemas.hpp"

namespace foerderwerk::xml {

inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in.is_open()) << path;
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path source_path(const std::string& relative) {
    return std::filesystem::path(FOERDERWERK_SOURCE_DIR) / relative;
}

inline std::string sample(const std::string& name) {
    return read_bytes(source_path("tests/data/messages/" + name + ".xml"));
}

/// The names (without ".xml") of the samples, valid or invalid ones.
inline std::vector<std::string> sample_names(bool valid) {
    std::vector<std::string> names;
    for (const auto& file :
         std::filesystem::directory_iterator(source_path("tests/data/messages"))) {
        const std::string name = file.path().stem().string();
        if (file.path().extension() == ".xml" && name.starts_with("invalid-") != valid) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

inline std::string lines_of(const Reasons& reasons) {
    std::string text;
    for (const Reason& reason : reasons) {
        text += reason.code + " " + reason.place + ": " + reason.text + "\n";
    }
    return text;
}

/// The schemas as shipped, loaded once.
inline std::shared_ptr<const MessageSchemas> shipped_schemas() {
    static const std::shared_ptr<const MessageSchemas> schemas = [] {
        auto files = SchemaFiles::read(source_path("xsd"));
        EXPECT_TRUE(files.has_value());
        auto loaded = MessageSchemas::load(std::move(files.value()));
        EXPECT_TRUE(loaded.has_value()) << lines_of(loaded.error());
        return loaded.value();
    }();
    return schemas;
}

/// Reference material that is not part of the project; tests that need it say so when it is away.
inline std::filesystem::path shared_path(const std::string& relative) {
    const char* given = std::getenv("FOERDERWERK_SHARED");
    const std::filesystem::path root =
        given != nullptr ? std::filesystem::path(given) : source_path("../shared");
    return root / relative;
}

}  // namespace foerderwerk::xml
