// SPDX-License-Identifier: EUPL-1.2
//
// Goal: what a message may get wrong without being refused, and what is never followed. Method:
// messages that name schemas at a port where a listener waits and in a file that would change the
// verdict; references that point nowhere; versions older and newer than ours; the same message
// under a folder of code lists that is swapped between two starts.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connectors/xml/message_reader.hpp"
#include "connectors/xml/validate_tree.hpp"
#include "engine/types/failure.hpp"
#include "tests/connectors/xml/message_samples.hpp"
#include "tests/connectors/xml/probe_message.hpp"

namespace foerderwerk::xml {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto found = text.find(old_text);
    EXPECT_NE(found, std::string::npos) << old_text;
    return text.replace(found, old_text.size(), new_text);
}

/// "accepted", with what was told, or the codes it was refused for.
std::string verdict(const Result<ports::Message, Reasons>& message) {
    std::string text = message.has_value() ? "accepted" : "refused";
    for (const Reason& reason : message.has_value() ? message->warnings : message.error())
        text += " " + reason.code;
    return text;
}

class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "lenience-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// A port of this machine at which nobody should knock.
class Listener {
public:
    Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(socket_, any, size), 0);
        EXPECT_EQ(::listen(socket_, 4), 0);
        EXPECT_EQ(::getsockname(socket_, any, &size), 0);
        port_ = ntohs(address.sin_port);
    }
    ~Listener() { ::close(socket_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(port_) + "/schema.xsd";
    }
    [[nodiscard]] bool was_called() const {
        pollfd wait{socket_, POLLIN, 0};
        return ::poll(&wait, 1, 0) != 0;
    }

private:
    int socket_;
    std::uint16_t port_ = 0;
};

TEST(Lenience, SchemaLocationIsNeverFollowedAndNeverFatal) {
    const Folder folder;
    const Listener listener;
    // It knows no message at all: whoever followed it would refuse ours.
    const fs::path other = folder.write("other.xsd",
                                        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
                                        "targetNamespace='urn:foerderwerk:xsd:nachrichten:1.0'/>");
    const std::string space = "urn:foerderwerk:xsd:nachrichten:1.0 ";
    MessageReader reader(shipped_schemas());
    for (const std::string& hint : std::vector<std::string>{
             "xsi:schemaLocation=\"" + space + listener.url() + "\"",
             "xsi:schemaLocation=\"" + space + other.string() + "\"",
             "xsi:schemaLocation=\"" + space + "file://" + other.string() + "\"",
             "xsi:schemaLocation=\"" + space + "../missing.xsd\"",
             "xsi:schemaLocation=\"" + space + listener.url() + " odd\"", "xsi:schemaLocation=\"\"",
             "xsi:schemaLocation=\"urn:x " + listener.url() + "\"",
             "xsi:noNamespaceSchemaLocation=\"" + listener.url() + "\"",
             "xsi:noNamespaceSchemaLocation=\"" + other.string() + "\""}) {
        const std::string hinted = replaced(
            sample("antrag.einreichen.0101"), "standard=",
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " + hint + " standard=");
        const auto message = reader.read(hinted);
        EXPECT_EQ(verdict(message), "accepted") << hint;
        const auto plain = reader.read(sample("antrag.einreichen.0101"));
        EXPECT_EQ(message->data, plain->data);
        EXPECT_EQ(verdict(reader.read(replaced(hinted, "<fwm:personen>1", "<fwm:personen>0"))),
                  "refused SCHEMA");
        // Below the root as well.
        EXPECT_EQ(verdict(reader.read(replaced(
                      sample("antrag.einreichen.0101"), "<fwm:kommune>",
                      "<fwm:kommune xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " +
                          hint + ">"))),
                  "accepted")
            << hint;
    }
    EXPECT_FALSE(listener.was_called());
}

TEST(Lenience, ReferencesAreWarnedOfOrRefused) {
    const std::map<std::string, std::string> rows = {
        {"<p:ding id='a'/><p:ding ref='a'/>", ""},
        {"<p:ding id='a'/><p:ding ref='b'/>", " IDREF"},
        {"<p:ding id='a'/><p:ding id='a'/>", " IDREF"},
        {"<p:ding ref='b'/><p:ding ref='c'/>", " IDREF IDREF"},
    };
    MessageReader lenient(probe_schemas());
    auto strict_schemas = MessageSchemas::load(probe_schemas()->files(), References::refused);
    ASSERT_TRUE(strict_schemas.has_value());
    MessageReader strict(*strict_schemas);
    for (const auto& [content, told] : rows) {
        EXPECT_EQ(verdict(lenient.read(probe(content))), "accepted" + told) << content;
        EXPECT_EQ(verdict(strict.read(probe(content))),
                  (told.empty() ? "accepted" : "refused") + told)
            << content;
    }
    // Told with its place, also beside what the message is refused for.
    const auto both = lenient.read(probe("<p:zahl>x</p:zahl><p:ding ref='b'/>"));
    EXPECT_EQ(verdict(both), "refused SCHEMA IDREF");
    const auto one = lenient.read(probe("<p:ding ref='b'/>"));
    EXPECT_EQ(one->warnings[0].text, "Ein Verweis zeigt auf eine Kennung, die es nicht gibt.");
    EXPECT_TRUE(one->warnings[0].place.starts_with("/probe.melden.9001")) << one->warnings[0].place;
    // What we write ourselves leaves nothing to tell.
    const auto written = lenient.write("probe.melden", one->data);
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error()[0].code, "IDREF");
}

TEST(Lenience, ManyReferencesHideNothing) {
    std::string many;
    for (int i = 0; i < 1'000; ++i)
        many += "<p:ding id='a'/>";
    MessageReader reader(probe_schemas());
    const auto accepted = reader.read(probe(many));
    ASSERT_TRUE(accepted.has_value());
    EXPECT_EQ(accepted->warnings.size(), reasons_max);
    const auto refused = reader.read(probe(many + "<p:unbekannt/>"));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().front().code, "SCHEMA");
}

TEST(Lenience, NewerMinorVersionsAreReadByOurs) {
    const std::map<std::string, std::string> rows = {
        {"1.0", "accepted"},         {"1.1", "accepted VERSION"}, {"1.9999", "accepted VERSION"},
        {"1.00", "refused SCHEMA"},  {"1.01", "refused SCHEMA"},  {"1.10000", "refused SCHEMA"},
        {"0.9", "refused SCHEMA"},   {"2.0", "refused SCHEMA"},   {"1", "refused SCHEMA"},
        {"1.1.0", "refused SCHEMA"}, {"neu", "refused SCHEMA"},   {"", "refused SCHEMA"},
        {"1.-1", "refused SCHEMA"},
    };
    MessageReader reader(shipped_schemas());
    for (const auto& [version, expected] : rows) {
        const std::string bytes =
            replaced(sample("antrag.einreichen.0101"), "Nachrichten\" version=\"1.0\"",
                     "Nachrichten\" version=\"" + version + "\"");
        const auto message = reader.read(bytes);
        EXPECT_EQ(verdict(message), expected) << version;
        if (message.has_value()) {
            EXPECT_EQ(message->data.find("version")->as_string(), version);
        }
    }
}

TEST(Lenience, WhatOursDoesNotKnowIsNeverSkipped) {
    MessageReader reader(shipped_schemas());
    const std::string newer =
        replaced(sample("antrag.einreichen.0101"), "Nachrichten\" version=\"1.0\"",
                 "Nachrichten\" version=\"1.1\"");
    const auto message = reader.read(replaced(
        newer, "<fwm:erklaerungen>", "<fwm:bedingung>nur bar</fwm:bedingung><fwm:erklaerungen>"));
    ASSERT_FALSE(message.has_value());
    EXPECT_EQ(verdict(message), "refused VERSION SCHEMA SCHEMA");
    EXPECT_EQ(message.error()[0].text,
              "Die Nachricht nennt die Version 1.1; sie wird nach 1.0 gelesen.");
    EXPECT_EQ(message.error()[0].place, "/antrag.einreichen.0101/@version 3:1");
    // A version with a namespace of its own is another message, and its sender hears which we know.
    const auto other = reader.read(replaced(newer, ":nachrichten:1.0", ":nachrichten:2.0"));
    EXPECT_EQ(verdict(other), "refused SCHEMA");
    EXPECT_EQ(other.error()[0].text,
              "Diese Nachricht ist nur im Namensraum urn:foerderwerk:xsd:nachrichten:1.0 bekannt.");
    // We write no other version than ours.
    const auto read = reader.read(newer);
    EXPECT_FALSE(reader.write(read->name, read->data).has_value());
}

std::string verdict_under(const fs::path& code_lists, const std::string& bytes) {
    auto files = SchemaFiles::read(source_path("xsd"), code_lists);
    auto schemas = MessageSchemas::load(std::move(files.value()));
    return verdict(MessageReader(*schemas).read(bytes));
}

TEST(Lenience, CodeListsAreReplacedByFiles) {
    const Folder lists;
    for (const auto& file : fs::directory_iterator(source_path("xsd/codelists")))
        fs::copy_file(file.path(), lists.path() / file.path().filename());
    const std::string now = sample("antrag.einreichen.0101");
    const std::string coming = replaced(replaced(now, "digitallotsen-basis", "ki-lotsen"),
                                        "codeliste:programm\" listVersionID=\"1\"",
                                        "codeliste:programm\" listVersionID=\"2\"");
    EXPECT_EQ(verdict_under({}, now), "accepted");
    EXPECT_EQ(verdict_under(lists.path(), now), "accepted");
    EXPECT_EQ(verdict_under(lists.path(), coming), "refused RULE");
    // A second version beside the first: both hold.
    const std::string list = read_bytes(lists.path() / "programm_1.xml");
    lists.write("programm_2.xml", replaced(replaced(list, "digitallotsen-basis", "ki-lotsen"),
                                           "<Version>1", "<Version>2"));
    EXPECT_EQ(verdict_under(lists.path(), now), "accepted");
    EXPECT_EQ(verdict_under(lists.path(), coming), "accepted");
    // The first is taken away.
    fs::remove(lists.path() / "programm_1.xml");
    EXPECT_EQ(verdict_under(lists.path(), now), "refused RULE");
    EXPECT_EQ(verdict_under(lists.path(), coming), "accepted");
    EXPECT_THROW((void)SchemaFiles::read(source_path("xsd"), lists.path() / "missing"),
                 OperatingError);
}

TEST(Lenience, RealCodeListsAreRead) {
    const fs::path shared = shared_path("interop/xsd");
    if (!fs::exists(shared))
        GTEST_SKIP() << "needs interop/ of FOERDERWERK_SHARED";
    int read = 0;
    for (const char* folder : {"codelists/xoev", "codelists/xjustiz", "codelists/xbildung",
                               "xdomea/xdomea_3.0.0/code_lists"}) {
        for (const auto& file : fs::directory_iterator(shared / folder)) {
            const auto lists = CodeLists::read({{file.path().filename(), read_bytes(file.path())}});
            // One of them holds the answer of a server that had no list to give.
            const bool is_list = file.path().string().find("fehlerhaft") == std::string::npos;
            EXPECT_EQ(lists.has_value(), is_list) << file.path();
            ++read;
        }
    }
    EXPECT_GT(read, 60);
}

}  // namespace
}  // namespace foerderwerk::xml
