// SPDX-License-Identifier: EUPL-1.2
// Goal: what belongs to several persons can be read as long as the keys of all of them exist, and
// by nobody when one is destroyed. Method: parts of one and of joined subjects in a store in
// memory, with real sealing; the keys destroyed in turn.
#include "engine/operations/subject_keys.hpp"

#include <gtest/gtest.h>

#include "connectors/signature/master_key.hpp"
#include "connectors/signature/seal_parts.hpp"
#include "tests/contract/in_memory_store.hpp"

namespace foerderwerk::contract {
namespace {

using operations::CaseParts;

class SubjectKeys : public testing::Test {
protected:
    SubjectKeys() {
        store.write([this](ports::UnitOfWork& unit) {
            operations::PartSealer parts(unit, sealing, "c1");
            for (const auto& [id, subject] :
                 {std::pair("p1.0", "anna"), std::pair("p1.1", "anna+bert"),
                  std::pair("p1.2", "bert"), std::pair("p1.3", "anna+bert+carl")}) {
                commits[id] = parts.seal({.id = id, .subject = subject, .plaintext = "\"Text\""});
            }
            operations::put_parts(unit, std::move(parts).sealed());
        });
    }

    void destroy(const std::string& subject) {
        store.write([&](ports::UnitOfWork& unit) {
            unit.put_subject_key(operations::key_id("c1", subject), "destroyed");
        });
    }

    /// The parts that still open, and match their commitment.
    std::string readable() {
        std::string found;
        store.read([&](ports::StoreReader& reader) {
            CaseParts parts(reader, sealing, "c1");
            for (const auto& [id, commit] : commits) {
                const auto value = parts.open(id);
                if (value.has_value()) {
                    EXPECT_EQ(parts.commit(id), commit);
                    EXPECT_EQ(feel::to_text(*value), "Text");
                    found += (found.empty() ? "" : " ") + id;
                }
            }
        });
        return found;
    }

    signature::OpenSslSealing sealing{signature::MasterKey(std::string(32, 'm'))};
    InMemoryStore store;
    std::map<std::string, std::string> commits;
};

TEST_F(SubjectKeys, open_everything_as_long_as_nobody_is_erased) {
    EXPECT_EQ(readable(), "p1.0 p1.1 p1.2 p1.3");
    store.read([](ports::StoreReader& reader) {
        EXPECT_FALSE(reader.subject_key("c1/anna+bert").has_value()) << "it is stored nowhere";
        EXPECT_TRUE(reader.subject_key("c1/carl").has_value());
    });
}

TEST_F(SubjectKeys, of_the_first_or_the_last_take_what_was_joined_with_them) {
    destroy("carl");
    EXPECT_EQ(readable(), "p1.0 p1.1 p1.2");
    destroy("bert");
    EXPECT_EQ(readable(), "p1.0");
}

TEST_F(SubjectKeys, of_one_open_nothing_of_both) {
    destroy("anna");
    EXPECT_EQ(readable(), "p1.2");
}

}  // namespace
}  // namespace foerderwerk::contract
