// SPDX-License-Identifier: EUPL-1.2
// Goal: no bytes crash the gate or make it accept what was not signed.
// Method: libFuzzer; an input that starts with "<" is a file as it is. Any other is a list of edits
// that are made to a message signed with a key of this run: whatever is still accepted has the
// canonical bytes of the original, so nothing outside the signature has changed.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/signature/gate.hpp"
#include "tests/connectors/signature/craft_messages.hpp"

namespace foerderwerk::fuzz {
namespace {

namespace test = signature::test;

class Edits {
public:
    explicit Edits(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] bool more() const { return rest_.size() >= 4; }

    void apply(std::string& text) {
        const unsigned what = take();
        const std::size_t place = take() << 8 | take();
        const std::size_t length = take();
        const std::size_t at = text.empty() ? 0 : place % text.size();
        const std::size_t span = std::min<std::size_t>(length, text.size() - at);
        switch (what % 6) {
            case 0:
                text.insert(at, payload(length));
                break;
            case 1:
                text.erase(at, span);
                break;
            case 2:
                text.replace(at, span, payload(length));
                break;
            case 3:  // move or double a piece
                text.insert(take() * 16 % (text.size() + 1), text.substr(at, span));
                break;
            case 4:
                if (!text.empty()) {
                    text[at] = static_cast<char>(length);
                }
                break;
            default:
                std::reverse(text.begin() + static_cast<std::ptrdiff_t>(at),
                             text.begin() + static_cast<std::ptrdiff_t>(at + span));
                break;
        }
    }

private:
    unsigned take() {
        if (rest_.empty()) {
            return 0;
        }
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return byte;
    }
    std::string payload(std::size_t length) {
        const std::string bytes(rest_.substr(0, length));
        rest_.remove_prefix(bytes.size());
        return bytes;
    }

    std::string_view rest_;
};

void verify(const std::string& message) {
    static const signature::XmlSignatureGate gate(test::all_senders());
    static const std::string original(
        gate.verify(test::valid_message(), test::arrival())->canonical_bytes());
    const auto verdict = gate.verify(message, test::arrival());
    if (verdict.has_value() ? verdict->canonical_bytes() != original : verdict.error().empty()) {
        std::abort();
    }
}

}  // namespace
}  // namespace foerderwerk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with('<')) {
        foerderwerk::fuzz::verify(std::string(bytes));
        return 0;
    }
    std::string message = foerderwerk::signature::test::valid_message();
    foerderwerk::fuzz::Edits edits(bytes);
    while (edits.more() && message.size() < 100'000) {
        edits.apply(message);
    }
    foerderwerk::fuzz::verify(message);
    return 0;
}
