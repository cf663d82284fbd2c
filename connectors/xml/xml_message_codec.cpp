// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/xml_message_codec.hpp"

#include <utility>

namespace foerderwerk::xml {

class XmlMessageCodec::Borrowed {
public:
    explicit Borrowed(const XmlMessageCodec& codec) : codec_(codec) {
        {
            const std::scoped_lock lock(codec_.mutex_);
            if (!codec_.idle_.empty()) {
                reader_ = std::move(codec_.idle_.back());
                codec_.idle_.pop_back();
            }
        }
        if (reader_ == nullptr) {
            reader_ = std::make_unique<MessageReader>(codec_.schemas_);
        }
    }
    ~Borrowed() {
        const std::scoped_lock lock(codec_.mutex_);
        codec_.idle_.push_back(std::move(reader_));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

    MessageReader& reader() { return *reader_; }

private:
    const XmlMessageCodec& codec_;
    std::unique_ptr<MessageReader> reader_;
};

XmlMessageCodec::XmlMessageCodec(std::shared_ptr<const MessageSchemas> schemas)
    : schemas_(std::move(schemas)) {}

Result<ports::Message, Reasons> XmlMessageCodec::read(std::string_view bytes) const {
    return Borrowed(*this).reader().read(bytes);
}

Result<std::string, Reasons> XmlMessageCodec::write(std::string_view message_name,
                                                    const feel::Value& data) const {
    return Borrowed(*this).reader().write(message_name, data);
}

std::optional<std::string> XmlMessageCodec::root_name(std::string_view message_name) const {
    const ElementRule* rule = schemas_->message(message_name);
    return rule == nullptr ? std::nullopt : std::optional(rule->name);
}

}  // namespace foerderwerk::xml
