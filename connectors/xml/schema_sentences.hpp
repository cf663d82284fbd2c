// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/xml/sax_parser.hpp"

namespace foerderwerk::xml {

/// A validator's problem as the sender is told it: code (SCHEMA or IDREF) and a German sentence.
/// Values of the message are not repeated: they may be personal, and the place says where.
struct ProblemSentence {
    std::string code;
    std::string text;
};

[[nodiscard]] ProblemSentence sentence_of(const SaxProblem& problem);

}  // namespace foerderwerk::xml
