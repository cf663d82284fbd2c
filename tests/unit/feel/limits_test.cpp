// SPDX-License-Identifier: EUPL-1.2
// Goal: no text and no value makes the evaluator crash, hang or eat the memory; it ends in an
// error. Method: texts that an attacker would send, and small limits.
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

TEST(HostileTexts, NestedDeeplyAreSyntaxErrors) {
    constexpr std::size_t many = 100'000;
    for (const char* opening : {"(",
                                "[",
                                "{a:",
                                "-",
                                "not(",
                                "f(x:",
                                "[1..",
                                "]1..",
                                "(<",
                                "if ",
                                "for x in ",
                                "some x in ",
                                "function(a)",
                                "1 in (",
                                "a[",
                                "1 + (",
                                "x instance of list<",
                                "{a: [",
                                "1 between (",
                                "for x in 1..",
                                "- (",
                                "@"}) {
        EXPECT_EQ(evaluated(repeated(opening, many)), "syntax error") << opening;
        EXPECT_FALSE(parse_unary_tests(repeated(opening, many)).has_value()) << opening;
    }
    EXPECT_EQ(evaluated(repeated("(", many) + "1" + repeated(")", many)), "syntax error");
    EXPECT_EQ(evaluated(repeated("1 in (", 140) + "1" + repeated("..2)", 140)), "error");
}

TEST(HostileTexts, LongChainsAreNoDeepTrees) {
    EXPECT_EQ(evaluated("0" + repeated(" + 1", 50'000)), "50000");
    EXPECT_EQ(evaluated("true" + repeated(" and true", 50'000)), "true");
    EXPECT_EQ(evaluated("a" + repeated(".a", 50'000)), "syntax error");
    EXPECT_EQ(evaluated("1" + repeated("[1]", 50'000)), "syntax error");
    EXPECT_EQ(evaluated("1" + repeated(" = 1", 50'000)), "error");
    EXPECT_EQ(evaluated("1" + repeated(" in [1]", 50'000)), "syntax error");
    EXPECT_EQ(evaluated("[1" + repeated(", 1", 50'000) + "][-1]"), "1");
}

TEST(HostileTexts, ThatAreTooLongAreRefused) {
    EXPECT_EQ(evaluated(std::string(1'000'001, ' ')), "syntax error");
}

TEST(HostileTexts, InvalidBytesAreRefusedAnywhere) {
    const std::string texts[] = {"\xff",           "a\xff",        "\"\xc0\x80\"",
                                 "1 \xed\xa0\x80", "/* \xff */ 1", "// \xff\n\xfe 1",
                                 "{\xf8: 1}"};
    for (const std::string& text : texts) {
        EXPECT_NE(evaluated(text), "no crash") << text;
    }
    EXPECT_EQ(evaluated(texts[0]), "syntax error");
    EXPECT_EQ(evaluated(texts[1]), "syntax error");
    EXPECT_EQ(evaluated(texts[2]), "syntax error");
    EXPECT_EQ(evaluated(texts[3]), "syntax error");
}

TEST(HostileExpressions, EndInAnError) {
    expect_rows(std::to_array<Row>({
        {"for a in 1..1000000000 return a", "error"},
        {"for a in 1..9000000000000000000 return 1", "error"},
        {"for a in 1..1000, b in 1..1000, c in 1..1000 return 1", "error"},
        {"count(for a in 1..1000, b in 1..1000 return a) > 0", "error"},
        {"some a in 1..100000000 satisfies a < 0", "error"},
        // Lists in lists in lists.
        {"for a in 1..1000 return [partial[-1]]", "error"},
        {"for a in 1..2000 return partial", "error"},
        // Shared parts that double with every step.
        {"{a: [1, 1], b: [a, a], c: [b, b], d: [c, c], e: [d, d], f: [e, e], g: [f, f], "
         "h: [g, g], i: [h, h], j: [i, i], k: [j, j], l: [k, k], m: [l, l], n: [m, m], "
         "o: [n, n], p: [o, o], q: [p, p], r: [q, q], s: [r, r], t: [s, s], u: [t, t]}",
         "error"},
        // Texts that double with every step.
        {"{a: \"0123456789012345678901234567890123456789\", b: a+a+a+a+a+a+a+a, "
         "c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c, e: d+d+d+d+d+d+d+d, f: e+e+e+e+e+e+e+e, "
         "g: f+f+f+f+f+f+f+f, h: g+g+g+g+g+g+g+g}",
         "error"},
        {"for a in 1..50000 return string join(for b in 1..20 return \"0123456789\")", "error"},
        {"{f: function(g) g(g), r: f(f)}", "error"},
        {"sort(for a in 1..5000 return a, function(x, y) true)[1]", "5000"},
        {"distinct values(for a in 1..5000 return a)", "error"},
        {"context(for a in 1..20000 return {key: string(a), value: a})", "error"},
        {"range(\"[range(range(range(1)))..2]\")", "error"},
    }));
}

TEST(Limits, CanBeSet) {
    Environment environment;
    environment.limits = {
        .depth_max = 20, .steps_max = 500, .list_length_max = 10, .text_length_max = 8};
    expect_rows(std::to_array<Row>({
                    {"1 + 1", "2"},
                    {"for a in 1..10 return a", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"},
                    {"for a in 1..11 return a", "error"},
                    {"every a in 1..1000 satisfies a > 0", "error"},
                    {"\"1234\" + \"5678\"", "12345678"},
                    {"\"1234\" + \"56789\"", "error"},
                    {"[[[[[1]]]]]", "[[[[[1]]]]]"},
                    {"abs(abs(abs(abs(abs(abs(abs(abs(abs(1)))))))))", "1"},
                    {"abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs(abs("
                     "abs(abs(abs(1))))))))))))))))))))))",
                     "error"},
                }),
                environment);
    const auto result = evaluate(*parse_expression("for a in 1..11 return a"), environment);
    EXPECT_EQ(result.value.error_reason(), "a list is too long");
    EXPECT_EQ(result.problems.back(), "a list is too long");
}

TEST(Problems, AreKeptButNotWithoutEnd) {
    const auto result = evaluate(*parse_expression("for a in 1..5000 return a / 0"), {});
    EXPECT_FALSE(result.value.is_error());
    EXPECT_EQ(result.problems.size(), 100U);
}

}  // namespace
}  // namespace foerderwerk::feel
