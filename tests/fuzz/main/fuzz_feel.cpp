// SPDX-License-Identifier: EUPL-1.2
// Goal: no FEEL text crashes or hangs parser or evaluation, whatever stands in it.
// Method: libFuzzer; the first byte says expression or unary tests, the rest is the text. Its value
// is written as text and as JSON, read back, and computed again: the same each time.
#include <cstdlib>
#include <string_view>

#include "connectors/feel_services/host_services.hpp"
#include "engine/feel/value_json.hpp"

namespace foerderwerk::fuzz {
namespace {

const feel::Context& variables() {
    static const feel::Context context = [] {
        feel::Context person;
        person.set("first name", "Änne");
        person.set("age", 42);
        feel::Context all;
        all.set("a", 1);
        all.set("b", "text");
        all.set("list", feel::List{feel::Value(1), feel::Value(), feel::Value("x")});
        all.set("person", feel::Value(std::move(person)));
        all.set("day", feel::Value(LocalDate{std::chrono::year(2026), std::chrono::January,
                                             std::chrono::day(12)}));
        all.set("?", 5);
        return all;
    }();
    return context;
}

void check(bool holds) {
    if (!holds)
        std::abort();
}

void evaluate(const feel::Expression& expression) {
    static const feel_services::HostServices services;
    const feel::ContextVariables found(variables());
    feel::Environment environment;
    environment.variables = &found;
    environment.services = &services;
    environment.limits.steps_max = 20'000;
    environment.limits.list_length_max = 2'000;
    environment.limits.text_length_max = 20'000;
    const feel::Evaluated first = feel::evaluate(expression, environment);
    const feel::Evaluated second = feel::evaluate(expression, environment);
    check(feel::to_text(first.value) == feel::to_text(second.value));
    check(first.problems == second.problems);
    const auto json = feel::to_json(first.value);
    if (!json.has_value())
        return;  // a function cannot be stored
    const auto read = feel::from_json(*json);
    check(read.has_value());
    const auto again = feel::to_json(*read);
    check(again.has_value() && canonical_json(*again) == canonical_json(*json));
}

}  // namespace
}  // namespace foerderwerk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const foerderwerk::feel::KnownNames names{"first name"};
    const auto parsed = data[0] == 't' ? foerderwerk::feel::parse_unary_tests(text, names)
                                       : foerderwerk::feel::parse_expression(text, names);
    if (parsed.has_value())
        foerderwerk::fuzz::evaluate(*parsed);
    return 0;
}
