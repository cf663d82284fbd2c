// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/code_lists.hpp"
#include "connectors/xml/schema_files.hpp"
#include "connectors/xml/schema_model.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::xml {

/// What becomes of a message in which an ID stands twice or an IDREF points nowhere. Other
/// validators do not look (libxml2), and real messages of other standards have such references:
/// nothing is lost by telling the sender and going on, so that is the custom.
enum class References { warned_of, refused };

/// Everything that says what messages there are: schemas, code lists, and the model read from
/// them. Immutable, shared by all readers. A message is a root element whose type extends
/// Nachricht.G2GType; its name is the element's without the four-digit number at the end.
class MessageSchemas {
public:
    /// Codes of reasons: SCHEMA (the validator refuses a schema), SCHEMA_UNSUPPORTED, CATALOG,
    /// CODELIST.
    [[nodiscard]] static Result<std::shared_ptr<const MessageSchemas>, Reasons> load(
        SchemaFiles files, References references = References::warned_of);

    [[nodiscard]] const SchemaFiles& files() const { return files_; }
    [[nodiscard]] const SchemaModel& model() const { return model_; }
    [[nodiscard]] const CodeLists& code_lists() const { return code_lists_; }
    [[nodiscard]] References references() const { return references_; }

    /// The message named "antrag.einreichen", or nullptr.
    [[nodiscard]] const ElementRule* message(std::string_view name) const;
    /// The message whose root element is that, or nullptr.
    [[nodiscard]] const ElementRule* message(std::string_view space,
                                             std::string_view root_name) const;
    [[nodiscard]] std::vector<std::string> message_names() const;

private:
    MessageSchemas(SchemaFiles files, SchemaModel model, CodeLists code_lists,
                   References references)
        : files_(std::move(files)),
          model_(std::move(model)),
          code_lists_(std::move(code_lists)),
          references_(references) {}

    SchemaFiles files_;
    SchemaModel model_;
    CodeLists code_lists_;
    References references_;
    std::map<std::string, const ElementRule*, std::less<>> messages_;
};

/// "antrag.einreichen.0101" gives "antrag.einreichen"; a name without such a number stays.
[[nodiscard]] std::string_view message_name(std::string_view root_name);
/// "0101", or "" when the name has no number.
[[nodiscard]] std::string_view message_number(std::string_view root_name);

}  // namespace foerderwerk::xml
