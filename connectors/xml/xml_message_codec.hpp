// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "connectors/xml/message_reader.hpp"
#include "connectors/xml/message_schemas.hpp"
#include "engine/ports/message_codec.hpp"

namespace foerderwerk::xml {

/// The codec for all threads: each call borrows a reader of its own. There are never more readers
/// than calls at one moment.
class XmlMessageCodec : public ports::MessageCodec {
public:
    explicit XmlMessageCodec(std::shared_ptr<const MessageSchemas> schemas);

    [[nodiscard]] Result<ports::Message, Reasons> read(std::string_view bytes) const override;
    [[nodiscard]] Result<std::string, Reasons> write(std::string_view message_name,
                                                     const feel::Value& data) const override;
    [[nodiscard]] std::optional<std::string> root_name(
        std::string_view message_name) const override;

private:
    class Borrowed;

    std::shared_ptr<const MessageSchemas> schemas_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<MessageReader>> idle_;
};

}  // namespace foerderwerk::xml
