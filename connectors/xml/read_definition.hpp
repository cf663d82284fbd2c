// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/ports/definition_loader.hpp"
#include "engine/types/digest.hpp"

namespace foerderwerk::xml {

/// Reads a programme's folder: workflow.scxml (required), rules.dmn, notices/.
class XmlDefinitionLoader final : public ports::DefinitionLoader {
public:
    explicit XmlDefinitionLoader(Sha256 sha256) : sha256_(std::move(sha256)) {}

    [[nodiscard]] Result<std::shared_ptr<const cases::Definition>, Reasons> load(
        const cases::Files& files) const override;

private:
    Sha256 sha256_;
};

}  // namespace foerderwerk::xml
