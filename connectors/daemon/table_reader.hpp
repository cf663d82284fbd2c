// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::daemon {

/// Takes values out of one table and remembers what was asked for, so that every other key is a
/// fault.
class TableReader {
public:
    TableReader(const toml::table& table, std::string name, Reasons& reasons)
        : table_(table), name_(std::move(name)), reasons_(reasons) {}

    std::string text(const std::string& key, const char* otherwise = nullptr) {
        asked_.insert(key);
        const auto* const node = table_.get(key);
        if (node == nullptr) {
            if (otherwise == nullptr) {
                fault(key, "is missing");
            }
            return otherwise == nullptr ? "" : otherwise;
        }
        const auto value = node->value_exact<std::string>();
        if (!value.has_value()) {
            fault(key, "must be text");
        }
        return value.value_or("");
    }

    struct Address {
        std::string host;
        std::uint16_t port = 0;
    };
    /// "127.0.0.1:8443".
    Address address(const std::string& key) {
        const std::string value = text(key);
        const std::size_t colon = value.rfind(':');
        const std::string digits = colon == std::string::npos ? "" : value.substr(colon + 1);
        const bool number = !digits.empty() && digits.size() <= 5 &&
                            digits.find_first_not_of("0123456789") == std::string::npos;
        if (!number || std::stoi(digits) > 65535) {
            fault(key, "must be an address and a port, such as 127.0.0.1:8443");
            return {};
        }
        return {value.substr(0, colon), static_cast<std::uint16_t>(std::stoi(digits))};
    }

    std::int64_t integer(const std::string& key, std::int64_t otherwise) {
        asked_.insert(key);
        const auto* const node = table_.get(key);
        if (node == nullptr) {
            return otherwise;
        }
        const auto value = node->value_exact<std::int64_t>();
        if (!value.has_value()) {
            fault(key, "must be a whole number");
        }
        return value.value_or(otherwise);
    }

    std::vector<std::string> texts(const std::string& key) {
        asked_.insert(key);
        std::vector<std::string> list;
        const auto* const entries =
            table_.get(key) != nullptr ? table_.get(key)->as_array() : nullptr;
        for (std::size_t i = 0; entries != nullptr && i < entries->size(); ++i) {
            const auto value = entries->get(i)->value_exact<std::string>();
            if (!value.has_value()) {
                fault(key, "must be a list of texts");
            }
            list.push_back(value.value_or(""));
        }
        return list;
    }

    [[nodiscard]] bool has(const std::string& key) const { return table_.get(key) != nullptr; }

    TableReader table(const std::string& key) {
        asked_.insert(key);
        const auto* const node = table_.get(key);
        const auto* const inner = node == nullptr ? nullptr : node->as_table();
        if (inner == nullptr) {
            fault(key, "is missing as a table");
        }
        static const toml::table empty;
        return {inner == nullptr ? empty : *inner, place_of(key), reasons_};
    }

    const toml::array* array(const std::string& key) {
        asked_.insert(key);
        const auto* const node = table_.get(key);
        const auto* const entries = node == nullptr ? nullptr : node->as_array();
        if (entries == nullptr) {
            fault(key, "is missing as an array of tables");
        }
        return entries;
    }

    void refuse_other_keys() {
        for (const auto& [key, node] : table_) {
            if (!asked_.contains(std::string(key.str()))) {
                fault(std::string(key.str()), "is not known");
            }
        }
    }

    void fault(const std::string& key, const std::string& what) {
        reasons_.push_back({"CONFIG", place_of(key), "This key " + what + "."});
    }

private:
    [[nodiscard]] std::string place_of(const std::string& key) const {
        return name_.empty() ? key : name_ + "." + key;
    }

    const toml::table& table_;
    std::string name_;
    Reasons& reasons_;
    std::set<std::string> asked_;
};

/// What `Reader(root, folder of the file, reasons).read()` makes of a TOML file; all reasons when
/// there are any.
template <class Settings, class Reader>
[[nodiscard]] Result<Settings, Reasons> read_settings_file(const std::string& file) {
    toml::table root;
    try {
        root = toml::parse_file(file);
    } catch (const toml::parse_error& error) {
        const auto line = std::to_string(error.source().begin.line);
        return Failure(
            Reasons{{"CONFIG", file + ":" + line, std::string(error.description()) + "."}});
    }
    Reasons reasons;
    auto settings = Reader(root, std::filesystem::path(file).parent_path(), reasons).read();
    if (!reasons.empty()) {
        return Failure(std::move(reasons));
    }
    return settings;
}

}  // namespace foerderwerk::daemon
