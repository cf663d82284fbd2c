// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace foerderwerk {

/// A string that names one kind of thing; two kinds do not mix.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string text_;
};

using CaseId = Id<struct CaseTag>;              ///< 128 random bits, 32 lower-case hex digits
using PersonId = Id<struct PersonTag>;          ///< pseudonymous: never a name
using DefinitionId = Id<struct DefinitionTag>;  ///< SHA-256 of the folder's manifest, hex
using OutboxId = Id<struct OutboxTag>;          ///< CaseId + "-" + step number + "-" + index

}  // namespace foerderwerk

template <class Tag>
struct std::hash<foerderwerk::Id<Tag>> {
    std::size_t operator()(const foerderwerk::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text());
    }
};
