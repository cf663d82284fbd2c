// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::scxml_suite {

/// Replaces the `conf:` elements and attributes of the W3C suite, which stand for what differs
/// between data models, by SCXML with FEEL. A `conf:` name that is not known stays and makes the
/// reader refuse the document.
void map_conf_vocabulary(xml::XmlElement& root);

}  // namespace foerderwerk::scxml_suite
