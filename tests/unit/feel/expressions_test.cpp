// SPDX-License-Identifier: EUPL-1.2
// Goal: control flow, lists, contexts, functions and names. Method: tables.
#include "engine/feel/function.hpp"
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

TEST(If, TakesTheElseBranchUnlessTrue) {
    expect_rows(std::to_array<Row>({
        {"if 1 < 2 then \"ja\" else \"nein\"", "ja"},
        {"if null then 1 else 2", "2"},
        {"if \"a\" then 1 else 2", "2"},
        {"if false then 1 else if true then 2 else 3", "2"},
        {"1 + if true then 2 else 3", "3"},
    }));
}

TEST(For, GoesThroughListsRangesAndDates) {
    expect_rows(std::to_array<Row>({
        {"for x in [1, 2, 3] return x * x", "[1, 4, 9]"},
        {"for x in 1..3 return x", "[1, 2, 3]"},
        {"for x in 3..1 return x", "[3, 2, 1]"},
        {"for x in [1..3] return x", "[1, 2, 3]"},
        {"for x in (1..4] return x", "[2, 3, 4]"},
        {"for x in [1..4) return x", "[1, 2, 3]"},
        {"for x in (1..2) return x", "[]"},
        {"for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"},
        {"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
        {"for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"},
        {"for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27, 28, 1]"},
        {"for x in [] return x", "[]"},
        {"for x in 7 return x", "[7]"},
        {"for x in null return x", "error"},
        {"for x in 1.5..3 return x", "error"},
        {"for x in \"a\"..\"c\" return x", "error"},
    }));
}

TEST(Quantified, StopsAtTheDecision) {
    expect_rows(std::to_array<Row>({
        {"some x in [1, 2] satisfies x > 1", "true"},
        {"some x in [1, 2] satisfies x > 2", "false"},
        {"every x in [1, 2] satisfies x > 0", "true"},
        {"every x in [1, 2] satisfies x > 1", "false"},
        {"every x in [] satisfies false", "true"},
        {"some x in [] satisfies true", "false"},
        {"some x in [null, 2] satisfies x > 1", "true"},
        {"some x in [null, 2] satisfies x > 2", "null"},
        {"every x in [1, 2], y in [3, 4] satisfies x < y", "true"},
    }));
}

TEST(Filter, SelectsByPlaceOrCondition) {
    expect_rows(std::to_array<Row>({
        {"[10, 20, 30][1]", "10"},
        {"[10, 20, 30][-1]", "30"},
        {"[10, 20, 30][4]", "error"},
        {"[10, 20, 30][0]", "error"},
        {"[10, 20, 30][1 + 1]", "20"},
        {"[10, 20, 30][item > 10]", "[20, 30]"},
        {"[{a: 1, b: 2}, {a: 3, b: 4}][a = 3].b", "[4]"},
        {"[{a: 1}, {a: 3}][item.a > 1]", "[{a: 3}]"},
        {"[{a b: 1}, {a b: 2}][a b = 2]", "[{a b: 2}]"},
        {"[][item > 1]", "[]"},
        {"5[1]", "5"},
        {"5[item > 3]", "[5]"},
        {"null[item > 3]", "[]"},
        {"[1, 2][null]", "[]"},
        {"{x: 2, r: [1, 2, 3][item > x]}.r", "[3]"},
    }));
}

TEST(Path, ReadsMembersAndProperties) {
    expect_rows(std::to_array<Row>({
        {"{a: {b: 5}}.a.b", "5"},
        {"{a: 1}.b", "null"},
        {"[{a: 1}, {a: 2}, {}].a", "[1, 2, null]"},
        {"null.a", "error"},
        {"5 .a", "error"},
        {"\"x\".a", "error"},
        {"[1..3].end", "3"},
        {"(1..3].start included", "false"},
        {"{foo bar: 1}.foo bar", "1"},
        {"{a-b: 1, c: a-b + 1}.c", "2"},
        {"{a: 1, b: a + 1, c: {d: a + b}}", "{a: 1, b: 2, c: {d: 3}}"},
        {"{a: 1, a: 2}", "error"},
    }));
}

TEST(FunctionLiterals, CloseOverTheirNames) {
    expect_rows(std::to_array<Row>({
        {"(function(a, b) a + b)(1, 2)", "3"},
        {"{f: function(x) x * 2, r: f(21)}.r", "42"},
        {"{f: function(x) x * 2, r: f(x: 21)}.r", "42"},
        {"{k: 10, f: function(x) x + k, r: f(1)}.r", "11"},
        {"{add: function(a) function(b) a + b, r: add(1)(2)}.r", "3"},
        {"{f: function(first name) first name, r: f(\"Ada\")}.r", "Ada"},
        {"{f: function(a: number) a, r: f([5])}.r", "5"},
        {"{f: function(a: list<number>) a, r: f(5)}.r", "[5]"},
        {"{f: function(a: number) a, r: f(\"x\")}.r", "error"},
        {"(function(a) a)(1, 2)", "error"},
        {"(function(a) a)(b: 1)", "error"},
        {"5(1)", "error"},
        {"unknown(1)", "error"},
        {"function(a) external {java: {class: \"x\"}}", "error"},
        {"{f: abs, r: f(-5)}.r", "5"},
        {"for f in [abs, sqrt] return f(4)", "[4, 2]"},
    }));
}

TEST(Names, WithBlanksAndSymbolsAreKnown) {
    Context context;
    context.set("Anzahl der Personen", 3);
    context.set("rest-betrag", 10);
    context.set("count", 2);
    context.set("stadt/land", "Land");
    context.set("Träger's Ort", "Böllen");
    const ContextVariables variables(context);
    Environment environment;
    environment.variables = &variables;
    const KnownNames names{"Anzahl der Personen", "rest-betrag", "count", "stadt/land",
                           "Träger's Ort"};
    const Row rows[] = {
        {"Anzahl der Personen + 1", "4"},
        {"Anzahl  der\nPersonen > 2 and rest-betrag = 10", "true"},
        {"rest - betrag", "10"},
        {"count + 1", "3"},
        {"count([1])", "1"},  // a number does not hide the function
        {"stadt/land", "Land"},
        {"Träger's Ort = 'Böllen'", "true"},
        {"Anzahl der", "syntax error"},
        {"if Anzahl der Personen > 2 then Anzahl der Personen else 0", "3"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(evaluated(row.expression, environment, names), row.shown) << row.expression;
    }
}

TEST(Names, ThatNobodyKnowsAreErrors) {
    expect_rows(std::to_array<Row>({
        {"betrag", "error"},
        {"betrag + 1", "error"},
        {"betrag.summe", "error"},
        {"?", "error"},
    }));
    const auto result = evaluate(*parse_expression("if betrag then 1 else 2"), {});
    EXPECT_EQ(to_text(result.value), "2");
    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_EQ(result.problems.front(), "unknown name: betrag");
}

TEST(HostFunctions, AreCalledByNameAndByParameter) {
    const std::vector<HostFunction> functions{
        {"frist ende", {"beginn", "tage"}, [](const std::vector<Value>& arguments) {
             return arguments.size() == 2
                        ? Value(to_text(arguments[0]) + "+" + to_text(arguments[1]))
                        : Value::error("frist ende: two arguments");
         }}};
    Environment environment;
    environment.functions = &functions;
    expect_rows(std::to_array<Row>({
                    {"frist ende(@\"2026-01-12\", 14)", "2026-01-12+14"},
                    {"frist ende(tage: 14, beginn: @\"2026-01-12\")", "2026-01-12+14"},
                    {"frist ende(1)", "error"},
                    {"frist ende(dauer: 14)", "error"},
                }),
                environment);
}

TEST(FunctionValues, CanBeMadeAndCalledFromOutside) {
    Context variables_of_model;
    // A recursive function finds itself through the variables.
    variables_of_model.set(
        "fakultät",
        Function::closure({{"n", nullptr}},
                          *parse_expression("if n < 2 then 1 else n * fakultät(n - 1)"), {}));
    variables_of_model.set("doppelt", Function::host({{"n", nullptr}}, [](const List& arguments) {
                               return Value(*arguments[0].as_number().times(Decimal::from_int(2)));
                           }));
    const ContextVariables variables(variables_of_model);
    Environment environment;
    environment.variables = &variables;
    EXPECT_EQ(evaluated("fakultät(10) + doppelt(1)", environment), "3628802");
    EXPECT_EQ(shown(invoke(*variables.find("fakultät"), {5}, environment).value), "120");
    EXPECT_EQ(shown(invoke(*variables.find("fakultät"), {5, 6}, environment).value), "error");
    EXPECT_EQ(shown(invoke(Value(5), {}, environment).value), "error");
    EXPECT_EQ(evaluated("fakultät(1000)", environment), "error");
}

}  // namespace
}  // namespace foerderwerk::feel
