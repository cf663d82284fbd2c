// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::xml {

/// Whether XML 1.0 can hold this text at all (section 2.2): UTF-8 without control characters
/// other than tab, line feed and carriage return.
[[nodiscard]] bool is_xml_text(std::string_view text);

/// Builds a document piece by piece, in UTF-8, indented, every value escaped. Names are written
/// as given; the caller declares the prefixes he uses as `xmlns` attributes. Text that fails
/// is_xml_text is written with U+FFFD in place of what cannot stand in XML: check before, where
/// that matters.
///
///     XmlWriter out;
///     out.start("a:Document").attribute("xmlns:a", "urn:a").element("a:Amount", "300.00").end();
///     const std::string bytes = out.finish();
class XmlWriter {
public:
    XmlWriter();
    XmlWriter& start(std::string_view name);
    /// Only directly after `start`.
    XmlWriter& attribute(std::string_view name, std::string_view value);
    XmlWriter& text(std::string_view text);
    XmlWriter& end();
    /// start, text, end.
    XmlWriter& element(std::string_view name, std::string_view text);
    /// The document; every element must have been ended.
    [[nodiscard]] std::string finish();

private:
    void close_start_tag();
    void new_line();

    struct Open {
        std::string name;
        bool has_children = false;
        bool has_text = false;
    };
    std::string out_;
    std::vector<Open> open_;
    bool in_start_tag_ = false;
};

/// A whole tree. All namespaces are declared on the root, with the prefixes wished for or `n1`,
/// `n2`, …; the wished ones differ, are not empty and do not have that form. An element holds
/// either text or children: text beside children is not written.
[[nodiscard]] std::string write_xml(const XmlElement& root,
                                    const std::vector<XmlPrefix>& prefixes = {});

}  // namespace foerderwerk::xml
