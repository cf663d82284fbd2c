// SPDX-License-Identifier: EUPL-1.2
// Goal: no check of the gate is there for nothing: taken out, it is missed by a hostile message.
// Method: for each row of the table a gate without it judges the hostile set; a message whose
// classes of reasons are then others has caught it. Where two checks do the same work at two
// depths, each is judged in a gate without the other. `./dev mutate-gate` prints the table.
#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "engine/types/failure.hpp"
#include "tests/connectors/signature/hostile_verdicts.hpp"

namespace foerderwerk::signature {

/// The friend of the gate that gives it another table.
class MutatedGate : public ports::MessageGate {
public:
    MutatedGate(GateLimits limits, const std::set<std::string_view>& without)
        : gate_(hostile::hostile_register(), std::move(limits), rest(without)) {}

    [[nodiscard]] Result<ports::VerifiedMessage, Reasons> verify(std::string_view received,
                                                                 Instant now) const override {
#ifdef __SANITIZE_ADDRESS__
        // What the checks keep from it makes libxmlsec1 leave a transform behind.
        const __lsan::ScopedDisabler library_leaks;
#endif
        return gate_.verify(received, now);
    }

private:
    static std::vector<GateCheck> rest(const std::set<std::string_view>& without) {
        std::vector<GateCheck> checks;
        std::ranges::copy_if(gate_checks(), std::back_inserter(checks),
                             [&](const GateCheck& check) { return !without.contains(check.name); });
        return checks;
    }

    XmlSignatureGate gate_;
};

}  // namespace foerderwerk::signature

namespace foerderwerk::hostile {
namespace {

using signature::GateCheck;
using signature::GateLimits;
using signature::MutatedGate;
using signature::SignatureProfile;

/// The other check of the same thing, which would hide that one is gone.
const std::map<std::string_view, std::set<std::string_view>> twins{
    {"parser-document-type", {"no-document-type"}},
    {"tag-attributes", {"parser-attributes"}},
    {"readable-certificate", {"same-certificate"}},
    {"parser-attributes", {"tag-attributes"}},
    {"ids-alone", {"distinct-ids"}},
};

/// The limits under which a message is hostile, beside the ones that always hold.
struct Surroundings {
    GateLimits limits;
    std::vector<HostileMessage> messages;
};

std::vector<Surroundings> all_surroundings() {
    const Sender& portal = signature::test::portal();
    std::vector<Surroundings> all(4);
    all[0].messages = hostile_messages(portal);
    std::erase_if(all[0].messages, [](const HostileMessage& each) { return each.costly; });
    const std::vector<ValidMessage> valid = valid_messages(portal);
    all[1].limits.profiles = {SignatureProfile::plain};
    all[1].messages = {{"profile", "xades where plain is set", valid[1].bytes, {"POLICY"}}};
    all[2].limits.profiles = {SignatureProfile::xades};
    all[2].messages = {{"profile", "plain where xades is set", valid[0].bytes, {"POLICY"}}};
    all[3].limits.roots = {{"urn:foerderwerk:xsd:nachrichten:1.0", "antrag.ruecknahme.0105"}};
    all[3].messages = {{"root", "another message than expected", valid[0].bytes, {"SCHEMA"}}};
    return all;
}

struct Catch {
    std::vector<std::string> names;  ///< of the messages that miss the check
    std::size_t accepted = 0;        ///< of them let through
};

std::vector<std::string> verdict(const Judge& judge, const MutatedGate& gate,
                                 const HostileMessage& hostile) {
    try {
        return classes_of(judge.reasons(gate, hostile.bytes));
    } catch (const OperatingError&) {
        return {"no verdict"};  // without its limits a gate may run out of what it needs
    }
}

Catch caught(const Judge& judge, const std::vector<Surroundings>& all, std::string_view check) {
    const auto twin = twins.find(check);
    const std::set<std::string_view> other =
        twin == twins.end() ? std::set<std::string_view>{} : twin->second;
    std::set<std::string_view> without = other;
    without.insert(check);
    Catch found;
    for (const Surroundings& surroundings : all) {
        const MutatedGate mutant(surroundings.limits, without);
        const MutatedGate whole(surroundings.limits, other);
        for (const HostileMessage& hostile : surroundings.messages) {
            const auto classes = verdict(judge, mutant, hostile);
            if (classes != hostile.classes && verdict(judge, whole, hostile) == hostile.classes) {
                found.names.push_back(hostile.attack + ": " + hostile.name);
                found.accepted += classes.empty() ? 1U : 0U;
            }
        }
    }
    return found;
}

void print(const GateCheck& check, const Catch& found) {
    std::cout << std::right << std::setw(4) << check.step << "  " << std::left << std::setw(29)
              << check.name << std::setw(14) << check.reason_class << std::right << std::setw(6)
              << found.names.size() << std::setw(10) << found.accepted << "  "
              << (found.names.empty() ? "NOT CAUGHT" : found.names.front()) << '\n';
}

TEST(MutateGate, EveryCheckIsMissedByAHostileMessage) {
    const bool shown = std::getenv("FOERDERWERK_SHOW_MUTATIONS") != nullptr;
    if (shown) {
        std::cout
            << "step  check                        class         caught  let in  for example\n";
    }
    const Judge judge;
    const std::vector<Surroundings> all = all_surroundings();
    for (const GateCheck& check : signature::gate_checks()) {
        if (!check.is_check()) {
            continue;
        }
        const Catch found = caught(judge, all, check.name);
        EXPECT_FALSE(found.names.empty())
            << "nothing in the hostile set notices that this check is gone: " << check.name;
        if (shown) {
            print(check, found);
        }
    }
}

TEST(MutateGate, TheWholeTableHoldsInAllSurroundings) {
    const Judge judge;
    for (const Surroundings& surroundings : all_surroundings()) {
        const MutatedGate whole(surroundings.limits, {});
        for (const HostileMessage& hostile : surroundings.messages) {
            EXPECT_EQ(listed(classes_of(judge.reasons(whole, hostile.bytes))),
                      listed(hostile.classes))
                << hostile.name;
        }
    }
}

TEST(MutateGate, ChecksAreInOrderAndNamedOnce) {
    std::set<std::string_view> names;
    int step = 1;
    auto stage = signature::Stage::size;
    for (const GateCheck& check : signature::gate_checks()) {
        EXPECT_TRUE(names.insert(check.name).second) << check.name;
        EXPECT_GE(check.step, step) << check.name;
        EXPECT_GE(check.stage, stage) << check.name;
        step = check.step;
        stage = check.stage;
    }
    for (const auto& [check, others] : twins) {
        EXPECT_TRUE(names.contains(check)) << check;
        for (const std::string_view other : others) {
            EXPECT_TRUE(names.contains(other)) << other;
        }
    }
}

}  // namespace
}  // namespace foerderwerk::hostile
