// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "connectors/xml/schema_model.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "engine/types/reason.hpp"

namespace foerderwerk::xml {

/// The rule for a message of a newer minor version of its standard than we hold (docs/messages.md,
/// "Versions"): it is judged by the version that we hold. Where our schema fixes the attribute
/// `version` of the root to "1.0" and the message says "1.7", the tree says "1.0" until put_back.
/// An older version, another major one and what is no version at all are left to the schema.
class NewerVersion {
public:
    NewerVersion(XmlElement& root, const ElementRule& rule);

    /// The tree says again what the message said.
    void put_back();
    [[nodiscard]] bool is_named() const { return !named_.empty(); }
    /// Code VERSION: which version the message names and by which it was read. A warning when the
    /// message is valid by the held version; the first of the reasons when it is not.
    [[nodiscard]] Reason reason() const;

private:
    XmlElement& root_;
    std::string held_;
    std::string named_;  ///< empty: nothing newer
};

}  // namespace foerderwerk::xml
