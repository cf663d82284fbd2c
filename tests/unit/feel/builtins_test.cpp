// SPDX-License-Identifier: EUPL-1.2
// Goal: the built-in functions of DMN 1.5, section 10.3.4 (all but those of dates and times).
// Method: tables. Regular expressions come from a port: here from a small stand-in.
#include "engine/feel/builtin.hpp"
#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

TEST(Builtins, Conversion) {
    expect_rows(std::to_array<Row>({
        {"string(1.50)", "1.50"},
        {"string(null)", "null"},
        {"string([1, \"a\\\"b\", {k: true}])", "[1, \"a\\\"b\", {k: true}]"},
        {"string(@\"P1DT2H\")", "P1DT2H"},
        {"number(\"1 000,50\", \" \", \",\")", "1000.50"},
        {"number(\"1.000,50\", \".\", \",\")", "1000.50"},
        {"number(\"1,000.50\", \",\", \".\")", "1000.50"},
        {"number(\"12.5\")", "12.5"},
        {"number(\"1.5\", null, \",\")", "error"},
        {"number(\"1\", \",\", \",\")", "error"},
        {"number(\"x\")", "error"},
        {"number(from: \"7\", grouping separator: \",\", decimal separator: \".\")", "7"},
        {"not(negand: false)", "true"},
        {"is(1, 1.0)", "true"},
        {"is(@\"10:00:00Z\", @\"10:00:00\")", "false"},
        {"range(\"[1..3)\")", "[1..3)"},
        {"range(\"(date(\\\"2026-01-01\\\")..@\\\"2026-01-31\\\"]\")", "(2026-01-01..2026-01-31]"},
        {"range(\"[a..3]\")", "error"},
        {"range(\"3\")", "error"},
    }));
}

TEST(Builtins, Strings) {
    expect_rows(std::to_array<Row>({
        {"substring(\"Böllen\", 2)", "öllen"},
        {"substring(\"Böllen\", 2, 1)", "ö"},
        {"substring(\"Böllen\", -3)", "len"},
        {"substring(\"\\U01F40Eab\", 2)", "ab"},
        {"substring(\"abc\", 0)", "error"},
        {"substring(\"abc\", 4)", "error"},
        {"substring(\"abc\", 2, 0)", "error"},
        {"substring(string: \"abc\", start position: 2)", "bc"},
        {"string length(\"Böllen\")", "6"},
        {"string length(\"\\U01F40E\")", "1"},
        {"string length(null)", "error"},
        {"upper case(\"straße ä ÿ č ж ω\")", "STRASSE Ä Ÿ Č Ж Ω"},
        {"lower case(\"STRASSE Ä Ÿ Č Ж Ω Ș\")", "strasse ä ÿ č ж ω ș"},
        {"substring before(\"08336010\", \"336\")", "08"},
        {"substring before(\"abc\", \"x\")", ""},
        {"substring after(\"08336010\", \"336\")", "010"},
        {"substring after(\"abc\", \"\")", "abc"},
        {"substring after(\"abc\", \"x\")", ""},
        {"contains(\"abc\", \"b\")", "true"},
        {"starts with(\"08336010\", \"08\")", "true"},
        {"ends with(\"abc\", \"bc\")", "true"},
        {"string join([\"a\", null, \"b\"], \"-\")", "a-b"},
        {"string join([\"a\", \"b\"])", "ab"},
        {"string join([])", ""},
        {"string join([\"a\", 1])", "error"},
        {"contains(\"abc\")", "error"},
        {"contains(1, \"a\")", "error"},
        {"contains(match: \"b\", string: \"abc\")", "true"},
        {"contains(text: \"abc\", match: \"b\")", "error"},
        {"contains([\"abc\"], \"b\")", "true"},
        {"matches(\"a\", \"a\")", "error"},  // without a port
        {"split(\"a;b\", \";\")", "error"},
        {"replace(\"a\", \"a\", \"b\")", "error"},
    }));
}

class PlainText : public Services {
public:
    std::optional<std::chrono::seconds> zone_offset(const std::string&, LocalDate,
                                                    std::chrono::nanoseconds) const override {
        return std::nullopt;
    }
    Answer<bool> matches(const std::string& text, const std::string& pattern,
                         const std::string& flags) const override {
        if (flags == "x") {
            return Failure<std::string>("no such flag");
        }
        return text.find(pattern) != std::string::npos;
    }
    Answer<std::string> replace(const std::string& text, const std::string& pattern,
                                const std::string& replacement,
                                const std::string& flags) const override {
        return text + pattern + replacement + flags;
    }
    Answer<std::vector<std::string>> split(const std::string& text,
                                           const std::string& pattern) const override {
        return std::vector<std::string>{text, pattern};
    }
};

TEST(Builtins, RegularExpressionsComeFromThePort) {
    const PlainText services;
    Environment environment;
    environment.services = &services;
    expect_rows(std::to_array<Row>({
                    {"matches(\"abc\", \"b\")", "true"},
                    {"matches(\"abc\", \"b\", null)", "true"},
                    {"matches(\"abc\", \"b\", \"x\")", "error"},
                    {"matches(\"abc\", \"b\", 1)", "error"},
                    {"replace(\"a\", \"b\", \"c\", \"i\")", "abci"},
                    {"split(\"a\", \";\")", "[\"a\", \";\"]"},
                }),
                environment);
}

TEST(Builtins, Numbers) {
    expect_rows(std::to_array<Row>({
        {"decimal(1/3, 2)", "0.33"},
        {"decimal(2.5, 0)", "2"},
        {"decimal(1, 2)", "1.00"},
        {"decimal(1, 10000)", "error"},
        {"floor(1.5)", "1"},
        {"floor(-1.56, 1)", "-1.6"},
        {"ceiling(1.5)", "2"},
        {"ceiling(-1.56, 1)", "-1.5"},
        {"round up(5.5, 0)", "6"},
        {"round up(-1.121, 2)", "-1.13"},
        {"round down(-1.126, 2)", "-1.12"},
        {"round half up(-5.5, 0)", "-6"},
        {"round half down(5.5, 0)", "5"},
        {"round half up(n: 33.335, scale: 2)", "33.34"},
        {"abs(-10)", "10"},
        {"abs(@\"-PT5H\")", "PT5H"},
        {"modulo(-12, 5)", "3"},
        {"modulo(1, 0)", "error"},
        {"sqrt(16)", "4"},
        {"sqrt(-1)", "error"},
        {"log(1)", "0"},
        {"log(0)", "error"},
        {"exp(0)", "1"},
        {"odd(5)", "true"},
        {"odd(2.5)", "false"},
        {"even(-2)", "true"},
        {"abs(\"1\")", "error"},
    }));
}

TEST(Builtins, Lists) {
    expect_rows(std::to_array<Row>({
        {"list contains([1, null], null)", "true"},
        {"count([1, 2])", "2"},
        {"count(5)", "1"},
        {"count(null)", "error"},
        {"sublist([1, 2, 3], 2)", "[2, 3]"},
        {"sublist([1, 2, 3], -2, 1)", "[2]"},
        {"sublist([1, 2, 3], 4)", "error"},
        {"append([1], 2, 3)", "[1, 2, 3]"},
        {"concatenate([1], [2, 3])", "[1, 2, 3]"},
        {"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
        {"insert before([1], 3, 2)", "error"},
        {"remove([1, 2, 3], 2)", "[1, 3]"},
        {"remove([1], 2)", "error"},
        {"list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"},
        {"list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"},
        {"reverse([1, 2])", "[2, 1]"},
        {"index of([1, 2, 1], 1)", "[1, 3]"},
        {"union([1, 2], [2, 3])", "[1, 2, 3]"},
        {"distinct values([1, 1.0, \"1\", null, null])", "[1, \"1\", null]"},
        {"flatten([[1, [2]], 3])", "[1, 2, 3]"},
        {"sort([3, 1, 2])", "[1, 2, 3]"},
        {"sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"},
        {"sort(list: [3, 1], precedes: function(x, y) x < y)", "[1, 3]"},
        {"sort([1, \"a\"])", "error"},
        {"sort([{n: 1, k: \"a\"}, {n: 1, k: \"b\"}], function(x, y) x.n < y.n).k",
         "[\"a\", \"b\"]"},
    }));
}

TEST(Builtins, Aggregates) {
    expect_rows(std::to_array<Row>({
        {"min([3, 1, 2])", "1"},
        {"max(3, 1, 2)", "3"},
        {"max([\"a\", \"c\"])", "c"},
        {"min([@\"2026-01-02\", @\"2026-01-01\"])", "2026-01-01"},
        {"min([])", "null"},
        {"min([1, \"a\"])", "error"},
        {"sum([1, 2, 3.5])", "6.5"},
        {"sum(1, 2)", "3"},
        {"sum([])", "null"},
        {"sum([1, null])", "error"},
        {"mean([1, 2, 3])", "2"},
        {"product([2, 3, 4])", "24"},
        {"median([8, 2, 5, 3, 4])", "4"},
        {"median([6, 1, 2, 3])", "2.5"},
        {"stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"},
        {"stddev([1])", "error"},
        {"mode([6, 3, 9, 6, 6])", "[6]"},
        {"mode([6, 1, 9, 6, 1])", "[1, 6]"},
        {"mode([])", "[]"},
        {"all([true, null, false])", "false"},
        {"all([true, null])", "error"},
        {"all([])", "true"},
        {"any([false, null, true])", "true"},
        {"any(false, false)", "false"},
    }));
}

TEST(Builtins, Contexts) {
    expect_rows(std::to_array<Row>({
        {"get value({a: 1}, \"a\")", "1"},
        {"get value({a: 1}, \"b\")", "null"},
        {"get value(1, \"a\")", "error"},
        {"get entries({a: 1})", "[{key: \"a\", value: 1}]"},
        {"context([{key: \"a\", value: 1}, {key: \"b\", value: 2}])", "{a: 1, b: 2}"},
        {"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "error"},
        {"context([{key: \"a\"}])", "error"},
        {"context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"},
        {"context put({a: {b: 1}}, [\"a\", \"b\"], 2)", "{a: {b: 2}}"},
        {"context put({a: 1}, [\"a\", \"b\"], 2)", "error"},
        {"context put({}, [], 2)", "error"},
        {"context merge([{a: 1, b: 1}, {b: 2}])", "{a: 1, b: 2}"},
        {"context merge([1])", "error"},
    }));
}

TEST(Builtins, Ranges) {
    expect_rows(std::to_array<Row>({
        {"before(1, 10)", "true"},
        {"before([1..5), 5)", "true"},
        {"before([1..5], 5)", "false"},
        {"before([1..5), [5..8])", "true"},
        {"after(12, [1..10])", "true"},
        {"after((5..8], [1..5])", "true"},
        {"meets([1..5], [5..10])", "true"},
        {"meets([1..5), [5..10])", "false"},
        {"met by([5..10], [1..5])", "true"},
        {"overlaps([1..5], [5..8])", "true"},
        {"overlaps([1..5), [5..8])", "false"},
        {"overlaps before([1..5], [3..8])", "true"},
        {"overlaps before([3..8], [1..5])", "false"},
        {"overlaps after([3..8], [1..5])", "true"},
        {"finishes(10, [1..10])", "true"},
        {"finishes([5..10], [1..10])", "true"},
        {"finished by([1..10], 10)", "true"},
        {"includes([1..10], 5)", "true"},
        {"includes([1..10], [4..6])", "true"},
        {"includes((1..10], [1..6])", "false"},
        {"during(5, [1..10])", "true"},
        {"during([4..6], [1..10))", "true"},
        {"starts(1, [1..10])", "true"},
        {"starts([1..5], [1..10])", "true"},
        {"started by([1..10], [1..5])", "true"},
        {"coincides(5, 5)", "true"},
        {"coincides([1..5], [1..5))", "false"},
        {"before(1, \"a\")", "error"},
        {"before(point1: 1, point2: 2)", "true"},
        {"includes(range: [1..3], point: 2)", "true"},
    }));
}

TEST(Builtins, HaveDistinctNamesAndEveryOneIsFound) {
    for (const Builtin& builtin : all_builtins()) {
        EXPECT_EQ(find_builtin(builtin.name), &builtin) << builtin.name;
        EXPECT_EQ(evaluated(std::string(builtin.name) + "(1, 2, 3, 4, 5, 6, 7, 8)").empty(), false);
    }
    EXPECT_EQ(find_builtin("frist ende"), nullptr);
}

}  // namespace
}  // namespace foerderwerk::feel
