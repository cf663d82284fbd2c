// SPDX-License-Identifier: EUPL-1.2
// Goal: an assignment changes exactly the place it names, or nothing. Method: a table of
// (variable, location, new value, variable afterwards).
#include "engine/feel/location.hpp"

#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

Value value_of(const char* expression, const Environment& environment) {
    return evaluate(*parse_expression(expression), environment).value;
}

TEST(Location, IsAssignedTo) {
    struct Case {
        const char* current;
        const char* location;
        const char* value;
        const char* after;
    };
    const Case cases[] = {
        {"1", "x", "2", "2"},
        {"null", "x", "{a: 1}", "{a: 1}"},
        {"{a: 1}", "x.a", "2", "{a: 2}"},
        {"{a: 1}", "x.b", "2", "{a: 1, b: 2}"},
        {"{a: {b: 1}}", "x . a .b", "2", "{a: {b: 2}}"},
        {"[1, 2]", "x[1]", "5", "[5, 2]"},
        {"[1, 2]", "x[-1]", "5", "[1, 5]"},
        {"[1, 2]", "x[i]", "5", "[1, 5]"},
        {"[{a: 1}]", "x[1].a", "2", "[{a: 2}]"},
        {"[[1], [2]]", "x[[2, 1][2] + 1][1]", "9", "[[1], [9]]"},
        {"1", "x.a", "2", "failure"},
        {"null", "x.a", "2", "failure"},
        {"{}", "x.a.b", "2", "failure"},
        {"[1]", "x[0]", "2", "failure"},
        {"[1]", "x[2]", "2", "failure"},
        {"[1]", "x[\"a\"]", "2", "failure"},
        {"[1]", "x[unbekannt]", "2", "failure"},
        {"{a: 1}", "x[1]", "2", "failure"},
        {"[1]", "x.a", "2", "failure"},
    };
    Context context;
    context.set("i", 2);
    const ContextVariables variables(context);
    Environment environment;
    environment.variables = &variables;
    for (const Case& c : cases) {
        const auto location = parse_location(c.location);
        ASSERT_TRUE(location.has_value()) << c.location;
        EXPECT_EQ(location->variable, "x");
        const auto after = assign(*location, value_of(c.current, environment),
                                  value_of(c.value, environment), environment);
        EXPECT_EQ(after.has_value() ? to_text(*after) : "failure", c.after) << c.location;
    }
}

TEST(Location, RefusesWhatIsNoPlace) {
    for (const char* text : {"", "1", "x.", "x[", "x[]", "x]", "x + 1", "x[1", "f(x)", "x..a",
                             "x.a b", "\"x\"", "x[1 +]", "\xff", "x.1"}) {
        EXPECT_FALSE(parse_location(text).has_value()) << text;
    }
    std::string deep = "x";
    for (int i = 0; i < 1000; ++i) {
        deep += ".a";
    }
    EXPECT_FALSE(parse_location(deep).has_value());
    const auto error = parse_location("x[1 + * 2]").error();
    EXPECT_EQ(error.offset, 6U);
}

TEST(Location, DoesNotGrowAValueBeyondItsBounds) {
    Value deep = 1;
    while (deep.nesting() < Value::nesting_max - 1) {
        deep = List{deep};
    }
    Context context;
    context.set("a", deep);
    const auto result = assign(*parse_location("x.a"), context, List{deep}, {});
    EXPECT_FALSE(result.has_value());
}

}  // namespace
}  // namespace foerderwerk::feel
