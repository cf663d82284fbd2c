// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "connectors/xml/message_schemas.hpp"
#include "connectors/xml/sax_parser.hpp"
#include "connectors/xml/tree_parser.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/feel/value.hpp"
#include "engine/ports/message_codec.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// Reads and writes messages by their schema; there is no code for any one message. One per
/// thread: it keeps grammars of its own.
class MessageReader {
public:
    /// Throws OperatingError when the grammars do not load.
    explicit MessageReader(std::shared_ptr<const MessageSchemas> schemas);

    /// As ports::MessageCodec says.
    [[nodiscard]] Result<ports::Message, Reasons> read(std::string_view bytes);
    [[nodiscard]] Result<std::string, Reasons> write(std::string_view message_name,
                                                     const feel::Value& data);

private:
    /// What was found in a tree: what it is refused for, and what is only told.
    struct Findings {
        Reasons reasons;
        Reasons warnings;
    };
    [[nodiscard]] Findings check(XmlElement& tree, const ElementRule& rule);
    [[nodiscard]] Result<ports::Message, Reasons> take(XmlElement tree);

    std::shared_ptr<const MessageSchemas> schemas_;
    TreeParser parser_;
    SaxParser validator_;
};

}  // namespace foerderwerk::xml
