// SPDX-License-Identifier: EUPL-1.2
#include "tests/connectors/signature/hostile_verdicts.hpp"

#include <set>
#include <stdexcept>

#include "connectors/xml/schema_files.hpp"

namespace foerderwerk::hostile {

namespace {

std::shared_ptr<const xml::MessageSchemas> schemas() {
    const auto files = xml::SchemaFiles::read(FOERDERWERK_SOURCE_DIR "/xsd");
    if (!files) {
        throw std::logic_error("the schemas of xsd/ cannot be read");
    }
    auto loaded = xml::MessageSchemas::load(*files);
    if (!loaded) {
        throw std::logic_error("the schemas of xsd/ cannot be loaded");
    }
    return *loaded;
}

}  // namespace

Judge::Judge() : codec_(schemas()), gate_(hostile_register()) {}

Reasons Judge::reasons(const ports::MessageGate& gate, const std::string& bytes) const {
    const auto verified = gate.verify(bytes, signature::test::arrival());
    if (!verified) {
        return verified.error();
    }
    const auto message = codec_.read(verified->canonical_bytes());
    return message ? Reasons{} : message.error();
}

std::vector<std::string> classes_of(const Reasons& reasons) {
    std::set<std::string> classes;
    for (const Reason& reason : reasons) {
        classes.insert(reason.code);
    }
    return {classes.begin(), classes.end()};
}

std::string listed(const std::vector<std::string>& classes) {
    std::string text;
    for (const std::string& name : classes) {
        text += (text.empty() ? "" : " ") + name;
    }
    return text.empty() ? "accepted" : text;
}

}  // namespace foerderwerk::hostile
