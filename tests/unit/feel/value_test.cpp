// SPDX-License-Identifier: EUPL-1.2
// Goal: values compare, nest within bounds and carry the mark of a person everywhere.
// Method: values built by hand, and expressions over marked variables.
#include <gtest/gtest.h>

#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

TEST(Value, KnowsItsKind) {
    EXPECT_EQ(Value().kind(), Kind::null);
    EXPECT_EQ(Value(true).kind(), Kind::boolean);
    EXPECT_EQ(Value(5).kind(), Kind::number);
    EXPECT_EQ(Value("kurz").kind(), Kind::string);
    EXPECT_EQ(Value(std::string(100, 'x')).as_string(), std::string(100, 'x'));
    EXPECT_EQ(Value(List{1}).kind(), Kind::list);
    EXPECT_EQ(Value(Context()).kind(), Kind::context);
    EXPECT_EQ(Value(Range{1, 2}).kind(), Kind::range);
    EXPECT_TRUE(Value::error("weil").is_null());
    EXPECT_EQ(Value::error("weil").error_reason(), "weil");
    EXPECT_FALSE(Value().is_error());
    EXPECT_EQ(Value().error_reason(), "");
}

TEST(Value, AnotherKindThanAskedForIsABrokenInvariant) {
    EXPECT_DEATH((void)Value(5).as_string(), "another kind");
    EXPECT_DEATH((void)Value().as_list(), "another kind");
}

TEST(Value, EqualsByContent) {
    EXPECT_EQ(Value(*Decimal::parse("1.10")), Value(*Decimal::parse("1.1")));
    EXPECT_EQ(Value::error("weil"), Value());
    EXPECT_NE(Value(1), Value("1"));
    EXPECT_EQ(Value(List{1, "a"}), Value(List{1, "a"}));
    EXPECT_EQ(Value::personal("Ada", "p"), Value("Ada"));
    Context a;
    a.set("x", 1);
    a.set("y", 2);
    Context b;
    b.set("y", 2);
    b.set("x", 1);
    EXPECT_EQ(Value(a), Value(b));
    b.set("x", 3);
    EXPECT_NE(Value(a), Value(b));
}

TEST(Context, KeepsTheOrderOfInsertion) {
    Context context;
    context.set("b", 1);
    context.set("a", 2);
    context.set("b", 3);
    EXPECT_EQ(to_text(context), "{b: 3, a: 2}");
    context.erase("b");
    context.erase("nichts");
    EXPECT_EQ(to_text(context), "{a: 2}");
    EXPECT_EQ(context.size(), 1U);
    EXPECT_EQ(Value(context).find("a")->as_number(), Decimal::from_int(2));
    EXPECT_EQ(Value(context).find("b"), nullptr);
    EXPECT_EQ(Value(5).find("b"), nullptr);
}

TEST(Value, NestsAndWeighsWithinBounds) {
    Value nested = 1;
    for (int depth = 1; depth <= Value::nesting_max; ++depth) {
        nested = List{nested};
        EXPECT_EQ(nested.nesting(), depth);
    }
    EXPECT_TRUE(Value(List{nested}).is_error());
    Value heavy = std::string(64'000, 'x');
    EXPECT_EQ(heavy.weight(), 1001U);
    while (!heavy.is_error()) {
        heavy = List{heavy, heavy};
        EXPECT_LE(heavy.weight(), Value::weight_max);
    }
    EXPECT_EQ(heavy.error_reason(), "the value is too large");
}

TEST(Personal, MarksTheLeavesAndIsLookedThrough) {
    Context address;
    address.set("ort", "Böllen");
    address.set("leer", Value());
    address.set("zeilen", List{"a", 1});
    const Value marked = Value::personal(address, "kontakt");
    EXPECT_EQ(marked.mark(), nullptr);
    EXPECT_EQ(marked.find("leer")->mark(), nullptr);
    ASSERT_NE(marked.find("ort")->mark(), nullptr);
    EXPECT_EQ(marked.find("ort")->mark()->subject, "kontakt");
    EXPECT_EQ(marked.find("ort")->as_string(), "Böllen");
    EXPECT_EQ(marked.find("ort")->kind(), Kind::string);
    EXPECT_EQ(marked.find("zeilen")->as_list()[1].mark()->subject, "kontakt");
}

TEST(Personal, KeepsThePartItWasReadFrom) {
    const Value read = Value::personal("Ada", "kontakt", "part-1");
    EXPECT_EQ(read.mark()->part, "part-1");
    EXPECT_EQ(Value::personal(read, "kontakt").mark()->part, "part-1");
    EXPECT_EQ(Value::personal(read, "teilnehmer.1").mark()->part, "");
    EXPECT_EQ(Value::personal(read, "teilnehmer.1").unmarked().mark(), nullptr);
}

struct Derivation {
    const char* expression;
    const char* subject;  // of whom the result says something
    const char* mark;     // which the result still carries
};

TEST(Personal, TheMarkTravelsAndWhatIsDerivedIsKnown) {
    Context contact;
    contact.set("name", "Ada");
    contact.set("alter", 36);
    contact.set("aktiv", true);
    contact.set("seit", *parse_date("2020-01-01"));
    Context context;
    context.set("kontakt", Value::personal(contact, "kontakt"));
    context.set("namen", List{Value::personal("Ada", "t.1"), Value::personal("Bob", "t.2")});
    context.set("offen", 5);
    const ContextVariables variables(context);
    Environment environment;
    environment.variables = &variables;
    const Derivation derivations[] = {
        {"kontakt.name", "", "kontakt"},
        {"if offen > 1 then kontakt.name else null", "", "kontakt"},
        {"[kontakt.name, 1][1]", "", "kontakt"},
        {"{a: kontakt.name}.a", "", "kontakt"},
        {"for n in namen return n", "", ""},
        {"namen[2]", "", "t.2"},
        {"append(namen, kontakt.name)[3]", "", "kontakt"},
        {"get value(kontakt, \"name\")", "", "kontakt"},
        {"(function(x) x)(kontakt.name)", "", "kontakt"},
        {"count(namen)", "", ""},
        {"reverse(namen)[1]", "", "t.2"},
        {"kontakt.name + \"!\"", "kontakt", ""},
        {"kontakt.name = \"Ada\"", "kontakt", ""},
        {"kontakt.alter > 18", "kontakt", ""},
        {"kontakt.alter > 18 and offen > 1", "kontakt", ""},
        {"kontakt = {}", "kontakt", ""},
        {"if kontakt.aktiv then 1 else 2", "kontakt", ""},
        {"-kontakt.alter", "kontakt", ""},
        {"kontakt.seit.year", "kontakt", ""},
        {"kontakt.alter in [1..99]", "kontakt", ""},
        {"kontakt.alter between 1 and 99", "kontakt", ""},
        {"namen[item = \"Bob\"]", "t.1+t.2", ""},
        {"some n in namen satisfies n = \"Bob\"", "t.1+t.2", ""},
        {"string join(namen)", "t.1+t.2", ""},
        {"namen[2] + namen[1] + kontakt.name + namen[2]", "kontakt+t.1+t.2", ""},
        {"upper case(kontakt.name)", "kontakt", ""},
        {"max(namen)", "t.1+t.2", "t.2"},
        {"list contains(namen, \"Bob\")", "t.1+t.2", ""},
        {"sort(namen, function(x, y) x > y)[1]", "t.1+t.2", "t.2"},
        {"[1, 2, 3][kontakt.alter]", "kontakt", ""},
        {"offen + 1", "", ""},
    };
    for (const Derivation& derivation : derivations) {
        const auto result = evaluate(*parse_expression(derivation.expression), environment);
        EXPECT_EQ(result.derived_from_subject, derivation.subject) << derivation.expression;
        const Personal* mark = result.value.mark();
        EXPECT_EQ(mark == nullptr ? "" : mark->subject, derivation.mark) << derivation.expression;
    }
}

}  // namespace
}  // namespace foerderwerk::feel
