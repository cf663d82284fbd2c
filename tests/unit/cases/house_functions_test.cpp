// SPDX-License-Identifier: EUPL-1.2
// Goal: the functions of the house beside FEEL's own, and the texts of notices. Method: tables of
// expressions and of template texts.
#include <gtest/gtest.h>

#include "engine/cases/host_functions.hpp"
#include "engine/cases/write_notice.hpp"
#include "tests/unit/cases/case_bench.hpp"

namespace foerderwerk::cases {
namespace {

feel::Value evaluated(const std::string& text) {
    const auto expression = feel::parse_expression(text);
    if (!expression.has_value()) {
        return feel::Value::error(expression.error().reason);
    }
    return feel::evaluate(*expression, {.variables = nullptr,
                                        .now = now_at(*parse_instant("2026-01-12T08:00:00Z")),
                                        .functions = &host_functions(),
                                        .services = nullptr,
                                        .limits = {}})
        .value;
}

TEST(house_functions, give_what_they_say) {
    struct {
        const char* expression;
        const char* expected;
    } const rows[] = {
        {R"(kennung("BV-{year}-{number:05}", {year: "2026", number: 7}))", "BV-2026-00007"},
        {R"(kennung("{n:02}{n:02}", {n: 123}))", "123123"},
        {R"(kennung("ohne", {}))", "ohne"},
        {R"(kennung("offen {", {}))", "offen {"},
        {R"(kennung("", {}))", ""},
        {R"(iban_gueltig("DE89370400440532013000"))", "true"},
        {R"(iban_gueltig("DE89370400440532013001"))", "false"},
        {R"(iban_gueltig(null))", "false"},
        {R"(ist_arbeitstag(date("2026-01-06")))", "false"},  // Epiphany, in Baden-Württemberg
        {R"(ist_arbeitstag(date("2026-01-07")))", "true"},
        {R"(fristende(date("2026-01-12"), duration("P14D")))", "2026-01-26"},
        {R"(fristende(date("2026-01-10"), duration("P1D")))", "2026-01-12"},  // from a Sunday
        {R"(fristende(date("2026-01-31"), duration("P1M")))", "2026-03-02"},  // 28 Feb: Saturday
    };
    for (const auto& row : rows) {
        EXPECT_EQ(feel::to_text(evaluated(row.expression)), row.expected) << row.expression;
    }
}

TEST(house_functions, say_no_to_what_they_cannot_do) {
    for (const char* expression :
         {R"(kennung("{fehlt}", {}))", R"(kennung("{n:x}", {n: 1}))", R"(kennung("{n:}", {n: 1}))",
          R"(kennung("{n:123}", {n: 1}))", R"(kennung("{n}", {n: null}))", R"(kennung(1, {}))",
          R"(fristende("2026-01-12", duration("P1D")))",
          R"(fristende(date("2026-01-12"), duration("PT5H")))",
          R"(bekanntgabe(date("2026-01-12"), "brieftaube"))", R"(ist_arbeitstag("heute"))"}) {
        EXPECT_TRUE(evaluated(expression).is_error()) << expression;
    }
}

TEST(notices, are_checked_when_they_are_compiled) {
    struct {
        const char* text;
        const char* error;  ///< part of it; empty: none
    } const rows[] = {
        {"ohne Platzhalter", ""},
        {"{{a}} und {{ a.b }}", ""},
        {"erste Zeile\nzweite {{ offen", "line 2"},
        {"{{ 1 + }}", "line 1"},
        {"", ""},
    };
    for (const auto& row : rows) {
        const auto notice = compile_notice(row.text);
        EXPECT_EQ(notice.has_value(), *row.error == '\0') << row.text;
        if (!notice.has_value()) {
            EXPECT_NE(notice.error().find(row.error), std::string::npos) << notice.error();
        }
    }
}

}  // namespace
}  // namespace foerderwerk::cases
