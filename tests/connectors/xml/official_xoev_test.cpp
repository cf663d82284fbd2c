// SPDX-License-Identifier: EUPL-1.2
//
// Goal: our own wording of the XÖV basis message has the structure of the official schemas: what
// is valid here is valid there. Method: xmllint judges our samples with a driver schema that puts
// our message types on top of the official files; and the official schemas, reduced to what they
// declare, must equal ours.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "connectors/xml/xml_tree.hpp"
#include "tests/connectors/xml/message_samples.hpp"

namespace foerderwerk::xml {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::string> official_files = {
    {"xoev-basisnachricht-g2g-1.1.xsd", "xoev-basisnachricht-g2g_1.1.xsd"},
    {"xoev-basisnachricht-unqualified-g2g-1.1.xsd", "xoev-basisnachricht-unqualified-g2g_1.1.xsd"},
    {"xoev-basisnachricht-behoerde-1.1.xsd", "xoev-basisnachricht-behoerde_1.1.xsd"},
    {"xoev-basisnachricht-kommunikation-1.1.xsd", "xoev-basisnachricht-kommunikation_1.1.xsd"},
    {"xoev-code-1.0.xsd", "xoev-code.xsd"},
    {"din-91379-2022-08.xsd", "din-norm-91379-datatypes.xsd"},
};

fs::path official_folder() {
    return shared_path("interop/xsd/xbeteiligung-1.2");
}

class OfficialXoev : public testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(official_folder())) {
            GTEST_SKIP() << "needs interop/ of FOERDERWERK_SHARED";
        }
    }
};

/// Our message schema beside the official files, which it then imports under our file names.
class DriverFolder {
public:
    DriverFolder() {
        std::string pattern = (fs::temp_directory_path() / "official-xoev-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
        for (const auto& file : fs::directory_iterator(official_folder())) {
            fs::copy_file(file.path(), path_ / file.path().filename());
        }
        std::string schema = read_bytes(source_path("xsd/foerderwerk-nachrichten-1.0.xsd"));
        for (const auto& [ours, official] : official_files) {
            const auto found = schema.find(ours);
            if (found != std::string::npos)
                schema.replace(found, ours.size(), official);
        }
        std::ofstream(path_ / "driver.xsd") << schema;
    }
    ~DriverFolder() { fs::remove_all(path_); }
    DriverFolder(const DriverFolder&) = delete;
    DriverFolder& operator=(const DriverFolder&) = delete;

    bool accepts(const std::string& sample_name) const {
        const std::string document =
            source_path("tests/data/messages/" + sample_name + ".xml").string();
        const std::string command = "xmllint --nonet --noout --schema " +
                                    (path_ / "driver.xsd").string() + " " + document +
                                    " > /dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    }

private:
    fs::path path_;
};

TEST_F(OfficialXoev, AcceptsOurSamples) {
    if (std::system("command -v xmllint > /dev/null 2>&1") != 0)
        GTEST_SKIP() << "needs xmllint";
    const DriverFolder folder;
    for (const std::string& name : sample_names(true)) {
        EXPECT_TRUE(folder.accepts(name)) << name;
    }
    // The official patterns judge letters as our own check does.
    for (const char* name : {"invalid-letters-in-name", "invalid-letter-sequence-not-of-the-norm",
                             "invalid-no-head", "invalid-code-children-qualified"}) {
        EXPECT_FALSE(folder.accepts(name)) << name;
    }
}

/// A schema reduced to what it declares: no documentation, no file names, no patterns of letters.
std::string declared(const XmlElement& element, bool is_din) {
    if (element.name == "annotation" || (is_din && element.name == "pattern"))
        return {};
    std::map<std::string, std::string> attributes;
    for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.name != "schemaLocation")
            attributes[attribute.name] = attribute.value;
    }
    if (attributes["use"] == "optional")
        attributes.erase("use");
    if (attributes["name"] == "UUID")
        return "UUID";  // its pattern is written differently
    std::string text = element.name;
    for (const auto& [name, value] : attributes) {
        if (!value.empty())
            text += " " + name + "=" + value;
    }
    std::multiset<std::string> unordered;  // attributes and global components have no order
    std::string ordered;
    for (const XmlElement& child : element.children) {
        const std::string part = declared(child, is_din);
        if (element.name == "sequence") {
            ordered += part + ";";
        } else if (!part.empty()) {
            unordered.insert(part);
        }
    }
    for (const std::string& part : unordered)
        ordered += part + ";";
    return text + "{" + ordered + "}";
}

TEST_F(OfficialXoev, DeclaresWhatOursDeclares) {
    for (const auto& [ours, official] : official_files) {
        const auto own = parse_xml(read_bytes(source_path("xsd/" + ours)));
        const auto given = parse_xml(read_bytes(official_folder() / official));
        ASSERT_TRUE(own.has_value() && given.has_value()) << ours;
        const bool is_din = ours.starts_with("din");
        EXPECT_EQ(declared(*own, is_din), declared(*given, is_din)) << ours;
    }
}

}  // namespace
}  // namespace foerderwerk::xml
