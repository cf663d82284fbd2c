// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/feel/expression.hpp"

namespace foerderwerk::dmn {

/// The variable `?` of unary tests, in front of an outer scope (or of nothing).
class TestedValue final : public feel::Variables {
public:
    TestedValue(const feel::Value& value, const feel::Variables* outer)
        : value_(value), outer_(outer) {}
    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        if (name == "?")
            return &value_;
        return outer_ == nullptr ? nullptr : outer_->find(name);
    }

private:
    const feel::Value& value_;
    const feel::Variables* outer_;
};

/// What a boxed expression sees. A function keeps what it saw where it was defined, so a scope
/// can write down all its values.
class Scope : public feel::Variables {
public:
    virtual void collect(feel::Context& into) const = 0;
};

/// Named values of one boxed expression in front of an outer scope. The names must outlive it.
class LocalScope final : public Scope {
public:
    explicit LocalScope(const Scope* outer) : outer_(outer) {}

    void set(std::string_view name, feel::Value value) {
        for (auto& entry : entries_) {
            if (entry.first == name) {
                entry.second = std::move(value);
                return;
            }
        }
        entries_.emplace_back(name, std::move(value));
    }

    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        for (const auto& entry : entries_) {
            if (entry.first == name)
                return &entry.second;
        }
        return outer_ == nullptr ? nullptr : outer_->find(name);
    }

    void collect(feel::Context& into) const override {
        if (outer_ != nullptr)
            outer_->collect(into);
        for (const auto& [name, value] : entries_)
            into.set(std::string(name), value);
    }

private:
    std::vector<std::pair<std::string_view, feel::Value>> entries_;
    const Scope* outer_;
};

/// An item of a filtered list, its members (when it is a context), then an outer scope.
class ItemScope final : public Scope {
public:
    ItemScope(const feel::Value& item, const Scope* outer) : item_(item), outer_(outer) {}

    [[nodiscard]] const feel::Value* find(std::string_view name) const override {
        if (name == "item")
            return &item_;
        if (const feel::Value* member = item_.find(name))
            return member;
        return outer_ == nullptr ? nullptr : outer_->find(name);
    }

    void collect(feel::Context& into) const override {
        if (outer_ != nullptr)
            outer_->collect(into);
        if (item_.kind() == feel::Kind::context) {
            for (const auto& [name, value] : item_.as_context().entries())
                into.set(name, value);
        }
        into.set("item", item_);
    }

private:
    const feel::Value& item_;
    const Scope* outer_;
};

}  // namespace foerderwerk::dmn
