// SPDX-License-Identifier: EUPL-1.2
// Goal: gaps, overlaps and idle rows of a table are found with a counter-example that is one, and
// a clean table is left alone. Method: small tables, each with the findings expected; what a
// counter-example says is asked of the table itself.
#include <algorithm>
#include <ostream>

#include <gtest/gtest.h>

#include "engine/dmn/check_model.hpp"
#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

struct RowsCase {
    std::string name;
    TableText table;
    std::string type_a;
    std::string type_b;
    std::vector<std::string> expected;  ///< "CODE rule: text"
};

void PrintTo(const RowsCase& test, std::ostream* out) {
    *out << test.name;
}

std::string model_xml(const RowsCase& test) {
    return definitions_xml(
        "<itemDefinition name=\"tArt\"><typeRef>string</typeRef><allowedValues>"
        "<text>\"Stadt\", \"Kreis\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name=\"tAb0\"><typeRef>number</typeRef><allowedValues>"
        "<text>&gt;= 0</text></allowedValues></itemDefinition>\n" +
        input_xml("a", test.type_a) + input_xml("b", test.type_b) +
        decision_xml("result", {"a", "b"}, table_xml(test.table)));
}

class CheckRows : public testing::TestWithParam<RowsCase> {};

TEST_P(CheckRows, Finds) {
    const RowsCase& test = GetParam();
    std::vector<std::string> found;
    for (const Finding& finding : check_model(model_of(model_xml(test)))) {
        if (finding.code == "LINT_UNUSED")
            continue;  // many of these tables leave b alone
        found.push_back(finding.code + " " + finding.rule_id + ": " + finding.text);
        EXPECT_GT(finding.line, 0U);
        EXPECT_FALSE(finding.advice.empty());
    }
    EXPECT_EQ(found, test.expected);
}

TableText unique(std::vector<std::string> inputs, std::vector<std::vector<std::string>> rows) {
    return {"UNIQUE", "", std::move(inputs), {"x"}, std::move(rows)};
}

INSTANTIATE_TEST_SUITE_P(
    Gaps, CheckRows,
    testing::Values(
        RowsCase{"complete numbers",
                 unique({"a"}, {{"< 10", "1"}, {"[10..20]", "2"}, {"> 20", "3"}}),
                 "number",
                 "",
                 {}},
        RowsCase{"between two rows",
                 unique({"a"}, {{"< 10", "1"}, {"(10..20]", "2"}, {"> 20", "3"}}),
                 "number",
                 "",
                 {"LINT_GAP : no row matches {a: 10}"}},
        RowsCase{"no integer between",
                 unique({"a"}, {{"<= 10", "1"}, {">= 11", "2"}}),
                 "number",
                 "",
                 {"LINT_GAP : no row matches {a: 10.5}"}},
        RowsCase{"integers have neighbours",
                 unique({"a"}, {{"<= 10", "1"}, {">= 11", "2"}}),
                 "integer",
                 "",
                 {}},
        RowsCase{"two gaps are two findings",
                 unique({"a"}, {{"[0..1]", "1"}, {"[3..4]", "2"}}),
                 "tAb0",
                 "",
                 {"LINT_GAP : no row matches {a: 2}", "LINT_GAP : no row matches {a: 5}"}},
        RowsCase{
            "days have neighbours",
            unique({"a"}, {{"<= date(\"2025-12-31\")", "1"}, {">= date(\"2026-01-01\")", "2"}}),
            "date",
            "",
            {}},
        RowsCase{"a day between",
                 unique({"a"}, {{"< date(\"2025-12-31\")", "1"}, {"> date(\"2025-12-31\")", "2"}}),
                 "date",
                 "",
                 {"LINT_GAP : no row matches {a: date(\"2025-12-31\")}"}},
        RowsCase{"durations",
                 unique({"a"}, {{"< duration(\"P1Y\")", "1"}, {"> duration(\"P2Y\")", "2"}}),
                 "years and months duration",
                 "",
                 {"LINT_GAP : no row matches {a: duration(\"P1Y\")}"}},
        RowsCase{"times of a day",
                 unique({"a"}, {{"<= time(\"12:00:00\")", "1"}}),
                 "time",
                 "",
                 {"LINT_GAP : no row matches {a: time(\"12:00:01\")}"}},
        RowsCase{"moments",
                 unique({"a"}, {{"< date and time(\"2026-01-01T00:00:00\")", "1"}}),
                 "date and time",
                 "",
                 {"LINT_GAP : no row matches {a: date and time(\"2026-01-01T00:00:00\")}"}},
        RowsCase{"a listed text is left out",
                 unique({"a"}, {{"\"Stadt\"", "1"}}),
                 "tArt",
                 "",
                 {"LINT_GAP : no row matches {a: \"Kreis\"}"}},
        RowsCase{"texts without a list",
                 unique({"a"}, {{"\"rot\"", "1"}, {"not(\"rot\", \"gelb\")", "2"}}),
                 "string",
                 "",
                 {"LINT_GAP : no row matches {a: \"gelb\"}"}},
        RowsCase{"truth values",
                 unique({"a"}, {{"true", "1"}}),
                 "boolean",
                 "",
                 {"LINT_GAP : no row matches {a: false}"}},
        RowsCase{"one combination of two columns",
                 unique({"a", "b"}, {{"\"Stadt\"", "< 5", "1"},
                                     {"\"Stadt\"", ">= 5", "2"},
                                     {"\"Kreis\"", "< 5", "3"}}),
                 "tArt",
                 "number",
                 {"LINT_GAP : no row matches {a: \"Kreis\", b: 5}"}},
        RowsCase{"a default closes gaps",
                 {"UNIQUE", "", {"a"}, {"x |  | 0"}, {{"1", "1"}}},
                 "number",
                 "",
                 {}},
        RowsCase{
            "lists need no row", {"COLLECT", "", {"a"}, {"x"}, {{"1", "1"}}}, "number", "", {}},
        RowsCase{"null needs no row",
                 unique({"a"}, {{"null", "0"}, {"< 1", "1"}, {">= 1", "2"}}),
                 "number",
                 "",
                 {}},
        RowsCase{"a bound that another decision gives",
                 unique({"a"}, {{"< b", "1"}, {">= b", "2"}}),
                 "number",
                 "number",
                 {}},
        RowsCase{"a gap at such a bound",
                 unique({"a"}, {{"< b", "1"}, {"> b", "2"}}),
                 "number",
                 "number",
                 {"LINT_GAP : no row matches {a: 0} where b is 0"}}),
    [](const auto& test) {
        std::string name = test.param.name;
        std::ranges::replace(name, ' ', '_');
        return name;
    });

INSTANTIATE_TEST_SUITE_P(
    Rows, CheckRows,
    testing::Values(
        RowsCase{"overlap at an edge",
                 unique({"a"}, {{"<= 10", "1"}, {">= 10", "2"}}),
                 "number",
                 "",
                 {"LINT_OVERLAP rule-2: row 1 ('rule-1') and row 2 ('rule-2') both match "
                  "{a: 10}"}},
        RowsCase{"overlap of texts",
                 unique({"a"}, {{"\"Stadt\", \"Kreis\"", "1"}, {"\"Kreis\"", "2"}}),
                 "tArt",
                 "",
                 {"LINT_OVERLAP rule-2: row 1 ('rule-1') and row 2 ('rule-2') both match "
                  "{a: \"Kreis\"}"}},
        RowsCase{"ANY with one answer",
                 {"ANY", "", {"a"}, {"x"}, {{"<= 10", "1"}, {">= 10", "1"}}},
                 "number",
                 "",
                 {}},
        RowsCase{"ANY with two answers",
                 {"ANY", "", {"a"}, {"x"}, {{"<= 10", "1"}, {">= 10", "2"}}},
                 "number",
                 "",
                 {"LINT_OVERLAP rule-2: row 1 ('rule-1') and row 2 ('rule-2') both match "
                  "{a: 10} and give different outputs"}},
        RowsCase{"ANY with answers to be computed",
                 {"ANY", "", {"a"}, {"x"}, {{"<= 10", "a"}, {">= 10", "10"}}},
                 "number",
                 "",
                 {"LINT_UNDECIDED rule-2: row 1 ('rule-1') and row 2 ('rule-2') both match "
                  "{a: 10}; whether they then give the same cannot be judged"}},
        RowsCase{"FIRST lets rows overlap",
                 {"FIRST", "", {"a"}, {"x"}, {{"< 10", "1"}, {"-", "2"}}},
                 "number",
                 "",
                 {}},
        RowsCase{"behind a row for everything",
                 {"FIRST", "", {"a"}, {"x"}, {{"-", "1"}, {"< 10", "2"}}},
                 "number",
                 "",
                 {"LINT_UNREACHABLE rule-2: row 2 ('rule-2') never gives the result: rows that "
                  "go before it match all it matches"}},
        RowsCase{"behind two rows together",
                 {"FIRST", "", {"a"}, {"x"}, {{"< 10", "1"}, {">= 5", "2"}, {"[7..12]", "3"}}},
                 "number",
                 "",
                 {"LINT_UNREACHABLE rule-3: row 3 ('rule-3') never gives the result: rows that "
                  "go before it match all it matches"}},
        RowsCase{"PRIORITY counts the outputs",
                 {"PRIORITY",
                  "",
                  {"a"},
                  {"x | \"hoch\", \"tief\""},
                  {{"< 10", "\"tief\""}, {"-", "\"hoch\""}}},
                 "number",
                 "",
                 {"LINT_UNREACHABLE rule-1: row 1 ('rule-1') never gives the result: rows that "
                  "go before it match all it matches"}},
        RowsCase{"outside the allowed values",
                 unique({"a"}, {{">= 0", "1"}, {"< 0", "2"}}),
                 "tAb0",
                 "",
                 {"LINT_UNREACHABLE rule-2: row 2 ('rule-2') matches no allowed input"}},
        RowsCase{"a misspelt text",
                 unique({"a"}, {{"\"Stadt\"", "1"}, {"\"Kries\"", "2"}}),
                 "tArt",
                 "",
                 {"LINT_GAP : no row matches {a: \"Kreis\"}",
                  "LINT_TYPE rule-2: row 2 ('rule-2'): \"Kries\" is none of the values that the "
                  "column 'a' allows",
                  "LINT_UNREACHABLE rule-2: row 2 ('rule-2') matches no allowed input"}},
        RowsCase{"a text in a column of numbers",
                 {"UNIQUE", "", {"a"}, {"x |  | 0"}, {{"1", "1"}, {"\"2\"", "2"}}},
                 "number",
                 "",
                 {"LINT_TYPE rule-2: row 2 ('rule-2'): \"2\" is a string, the column 'a' holds "
                  "values of the kind number",
                  "LINT_UNREACHABLE rule-2: row 2 ('rule-2') matches no allowed input"}},
        RowsCase{"a cell that calculates",
                 unique({"a"}, {{"< 10", "1"}, {"? * 2 > 20", "2"}}),
                 "number",
                 "",
                 {"LINT_UNDECIDED rule-2: row 2 ('rule-2'): the cell '? * 2 > 20' cannot be "
                  "judged: it is more than constants and names"}},
        RowsCase{"a column without a kind",
                 unique({"a"}, {{"1", "1"}, {"\"x\"", "2"}}),
                 "",
                 "",
                 {"LINT_UNDECIDED rule-1: row 1 ('rule-1'): the column 'a' has no type whose "
                  "values can be gone through"}}),
    [](const auto& test) {
        std::string name = test.param.name;
        std::ranges::replace(name, ' ', '_');
        return name;
    });

// A hostile table ends in a note, not in a hang.
TEST(CheckRows, GivesUpOnTooManyCombinations) {
    TableText table{"UNIQUE", "", {}, {"x"}, {}};
    constexpr std::size_t columns = 24;
    for (std::size_t column = 0; column < columns; ++column)
        table.inputs.push_back("a + " + std::to_string(column));
    for (std::size_t row = 0; row < columns; ++row) {
        std::vector<std::string> cells(columns + 1, "-");
        cells[row] = "not(1)";
        cells[columns] = "1";
        table.rows.push_back(cells);
    }
    const Findings findings = check_model(model_of(definitions_xml(
        input_xml("a", "number") + decision_xml("result", {"a"}, table_xml(table)))));
    EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& finding) {
        return finding.code == "LINT_UNDECIDED" &&
               finding.text == "the table has more combinations than can be gone through";
    }));
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
