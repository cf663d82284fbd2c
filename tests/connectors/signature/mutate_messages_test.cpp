// SPDX-License-Identifier: EUPL-1.2
// Goal: a damaged message is refused, or its signed octets are exactly those of the original.
// Method: 2,000 seeded mutants of a valid message, 100,000 under FOERDERWERK_SOAK; the seed is
// printed, FOERDERWERK_SEED sets another. An accepted mutant whose canonical bytes differ would be
// a forgery.
#include <array>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "connectors/signature/gate.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::signature::test {
namespace {

const char* const wished_seed = std::getenv("FOERDERWERK_SEED");
const unsigned seed =
    wished_seed == nullptr ? 20260112 : static_cast<unsigned>(std::atoi(wished_seed));
const int mutants = std::getenv("FOERDERWERK_SOAK") == nullptr ? 2'000 : 100'000;

class Mutator {
public:
    explicit Mutator(const std::string& original) : original_(original), random_(seed) {}

    std::string next() {
        std::string mutant = original_;
        for (std::size_t changes = 1 + below(2); changes > 0; --changes) {
            change(mutant);
        }
        return mutant;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }

    void change(std::string& text) {
        static constexpr std::array tokens{
            "<!-- -->", "<![CDATA[x]]>", " ", "\n",           "&#32;",        "<a/>",     "=",
            "ds:",      " Id='m1'",      "#", "xmlns:ds='x'", "<ds:Object/>", "\xC3\xA4", "\0"};
        const std::size_t at = below(text.size());
        const std::size_t length = 1 + below(std::min<std::size_t>(40, text.size() - at));
        switch (below(6)) {
            case 0:
                text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(below(text.size()), length));
                break;
            case 3:
                text.insert(at, tokens[below(tokens.size())]);
                break;
            case 4:
                std::swap(text[at], text[below(text.size())]);
                break;
            default:
                text[at] = static_cast<char>('0' + below(75));
                break;
        }
    }

    const std::string& original_;
    std::mt19937 random_;
};

TEST(MutateMessages, AcceptedMutantsHaveTheSameOctets) {
    const XmlSignatureGate gate(all_senders());
    const auto original = gate.verify(valid_message(), arrival());
    ASSERT_TRUE(original);
    Mutator mutator(valid_message());
    int accepted = 0;
    for (int i = 0; i < mutants; ++i) {
        const std::string mutant = mutator.next();
        const auto verified = gate.verify(mutant, arrival());
        if (verified) {
            ++accepted;
            ASSERT_EQ(verified->canonical_bytes(), original->canonical_bytes())
                << "seed " << seed << ", mutant " << i << ":\n"
                << mutant;
        } else {
            ASSERT_FALSE(verified.error().empty());
        }
    }
    RecordProperty("accepted", accepted);
    EXPECT_LT(accepted, mutants / 10) << "seed " << seed;
    EXPECT_GT(accepted, 0) << "blanks and comments do no harm; seed " << seed;
}

TEST(MutateMessages, EveryTruncationIsRefused) {
    const XmlSignatureGate gate(all_senders());
    const std::string& valid = valid_message();
    const std::size_t last = valid.rfind('>');
    for (std::size_t length = 0; length <= last; length += 7) {
        EXPECT_FALSE(gate.verify(std::string_view(valid).substr(0, length), arrival())) << length;
    }
}

}  // namespace
}  // namespace foerderwerk::signature::test
