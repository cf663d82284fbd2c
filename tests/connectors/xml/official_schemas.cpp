// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/xml/official_schemas.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "connectors/xml/write_xml.hpp"
#include "connectors/xml/xml_tree.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view xsd = "http://www.w3.org/2001/XMLSchema";

/// Comments hold document types that somebody took out.
std::string without_comments(std::string text) {
    for (auto at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at))
        text.erase(at, text.find("-->", at) + 3 - at);
    return text;
}

/// schemaLocation="https://x/y/z.xsd" becomes schemaLocation="z.xsd".
std::string with_local_names(std::string text) {
    const std::string word = "schemaLocation=\"";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const auto start = at + word.size();
        const auto slash = text.rfind('/', text.find('"', start));
        if (slash > start)
            text.erase(start, slash + 1 - start);
    }
    return text;
}

std::string prefixed(const std::string& prefix) {
    return prefix.empty() ? "xmlns" : "xmlns:" + prefix;
}

/// The files of one namespace as one schema, without annotations.
class JoinedSchema {
public:
    /// `read` gives the file of a name.
    JoinedSchema(const std::string& file, const std::function<XmlElement(const std::string&)>& read)
        : root_(read(file)), included_{file} {
        take(root_.children, read);
    }

    [[nodiscard]] std::string space() const {
        return std::string(root_.attribute("targetNamespace"));
    }
    [[nodiscard]] const std::set<std::string>& imports() const { return imports_; }

    [[nodiscard]] std::string text() const {
        XmlWriter out;
        out.start("s:schema").attribute("xmlns:s", xsd);
        std::map<std::string, std::string> declared;
        for (const XmlPrefix& prefix : root_.prefixes)
            declared.emplace(prefixed(prefix.prefix), prefix.space);
        declared.insert(prefixes_.begin(), prefixes_.end());
        for (const auto& [name, value] : declared)
            out.attribute(name, value);
        add_attributes(root_, out);
        for (const bool wants_imports : {true, false}) {
            for (const XmlElement& part : parts_) {
                if ((part.name == "import") == wants_imports)
                    write(part, out);
            }
        }
        return out.end().finish();
    }

private:
    void take(const std::vector<XmlElement>& parts,
              const std::function<XmlElement(const std::string&)>& read) {
        for (const XmlElement& part : parts) {
            const std::string file(part.attribute("schemaLocation"));
            if (part.name == "include") {
                if (included_.insert(file).second) {
                    const XmlElement other = read(file);
                    for (const XmlPrefix& prefix : other.prefixes)
                        prefixes_.emplace(prefixed(prefix.prefix), prefix.space);
                    take(other.children, read);
                }
                continue;
            }
            if (part.name == "import" && !file.empty())
                imports_.insert(file);
            parts_.push_back(part);
        }
    }

    static void add_attributes(const XmlElement& element, XmlWriter& out) {
        for (const XmlAttribute& attribute : element.attributes) {
            if (attribute.space.empty())
                out.attribute(attribute.name, attribute.value);
        }
    }

    static void write(const XmlElement& element, XmlWriter& out) {
        if (element.space != xsd || element.name == "annotation")
            return;
        out.start("s:" + element.name);
        add_attributes(element, out);
        for (const XmlElement& child : element.children)
            write(child, out);
        out.end();
    }

    XmlElement root_;
    std::set<std::string> included_;
    std::set<std::string> imports_;
    std::map<std::string, std::string> prefixes_;
    std::vector<XmlElement> parts_;
};

/// The file's default for local elements, written down at each of them: joined files differ in it.
void write_out_forms(XmlElement& parent, const std::string& form) {
    for (XmlElement& child : parent.children) {
        if (child.name == "element" && child.find_attribute("name") != nullptr &&
            child.find_attribute("form") == nullptr)
            child.attributes.push_back({{}, "form", form});
        write_out_forms(child, form);
    }
}

XmlElement read_schema(const fs::path& file) {
    auto read = parse_xml(read_bytes(file));
    EXPECT_TRUE(read.has_value()) << file << lines_of(read.error());
    const bool is_qualified = read->attribute("elementFormDefault") == "qualified";
    for (XmlElement& component : read->children)
        write_out_forms(component, is_qualified ? "qualified" : "unqualified");
    return std::move(*read);
}

}  // namespace

OfficialFolder::OfficialFolder(const OfficialStandard& standard) {
    std::string pattern = (fs::temp_directory_path() / "official-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    std::vector<const char*> folders = standard.also;
    folders.insert(folders.begin(), standard.folder);
    for (const char* folder : folders) {
        for (const auto& file : fs::directory_iterator(shared_path("interop/xsd") / folder)) {
            if (file.path().extension() == ".xsd" && !fs::exists(path_ / file.path().filename())) {
                std::ofstream(path_ / file.path().filename())
                    << with_local_names(without_comments(read_bytes(file.path())));
            }
        }
    }
    main_file_ = path_ / standard.main_file;
    space_ = read_schema(main_file_).attribute("targetNamespace");
}

OfficialFolder::~OfficialFolder() {
    fs::remove_all(path_);
}

std::set<fs::path> OfficialFolder::accepted_by_xmllint(
    const std::vector<fs::path>& documents) const {
    const fs::path verdicts = path_ / "verdicts.txt";
    std::string command = "xmllint --nonet --noout --schema '" + main_file_.string() + "'";
    for (const fs::path& document : documents)
        command += " '" + document.string() + "'";
    const int status = std::system((command + " > '" + verdicts.string() + "' 2>&1").c_str());
    // 3 and 4: a document is not valid. 5: the schema does not compile.
    EXPECT_NE(WEXITSTATUS(status), 5) << read_bytes(verdicts);
    std::set<fs::path> accepted;
    const std::string lines = "\n" + read_bytes(verdicts);
    for (const fs::path& document : documents) {
        if (lines.find("\n" + document.string() + " validates\n") != std::string::npos)
            accepted.insert(document);
    }
    return accepted;
}

SchemaFiles OfficialFolder::files(const std::map<std::string, std::string>& ours) const {
    std::map<std::string, std::string> files;
    std::string catalog = "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>";
    std::set<std::string> spaces;
    const auto read = [this](const std::string& name) { return read_schema(path_ / name); };
    const std::function<void(const std::string&)> add = [&](const std::string& name) {
        const JoinedSchema schema(name, read);
        if (!spaces.insert(schema.space()).second)
            return;
        const auto own = ours.find(schema.space());
        files[name] = own != ours.end() ? own->second : schema.text();
        catalog += "<uri name='" + schema.space() + "' uri='" + name + "'/>";
        for (const std::string& import : schema.imports())
            add(import);
    };
    add(main_file_.filename());
    files["catalog.xml"] = catalog + "</catalog>";
    auto loaded = SchemaFiles::from(files);
    EXPECT_TRUE(loaded.has_value()) << lines_of(loaded.error());
    return std::move(*loaded);
}

}  // namespace foerderwerk::xml
