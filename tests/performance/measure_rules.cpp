// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/measure_rules.hpp"

#include <array>
#include <bit>
#include <fstream>
#include <functional>
#include <map>

#include <bid_conf.h>
#include <bid_functions.h>

#include "connectors/xml/read_dmn.hpp"
#include "engine/dmn/evaluate_decision.hpp"
#include "engine/types/failure.hpp"
#include "engine/types/json.hpp"
#include "tests/performance/machine_load.hpp"
#include "tests/performance/run_script.hpp"

namespace foerderwerk::performance {

namespace {

constexpr const char* guard_text = "betrag <= rest and personen <= kontingent";
constexpr std::array guard_names{"betrag", "rest", "personen", "kontingent"};
constexpr std::size_t guard_cases = 64;

constexpr std::array table_inputs{"art", "einwohner", "tage", "erstantrag"};
/// Cells as FEEL, the output last; no two rows match one input.
constexpr std::array<std::array<const char*, 5>, 10> table_rows{{
    {R"("Gemeinde", "Stadt")", "[1..10000)", "<= 3", "true", "100.00"},
    {R"("Gemeinde", "Stadt")", "[1..10000)", "<= 3", "false", "90.00"},
    {R"("Gemeinde", "Stadt")", "[1..10000)", "> 3", "-", "80.00"},
    {R"("Gemeinde", "Stadt")", "[10000..30000]", "<= 3", "true", "95.00"},
    {R"("Gemeinde", "Stadt")", "[10000..30000]", "<= 3", "false", "85.00"},
    {R"("Gemeinde", "Stadt")", "[10000..30000]", "> 3", "-", "75.00"},
    {R"("Gemeinde", "Stadt")", "> 30000", "-", "-", "70.00"},
    {R"("Stadtkreis", "Landkreis")", "<= 175000", "<= 3", "-", "65.00"},
    {R"("Stadtkreis", "Landkreis")", "<= 175000", "> 3", "-", "60.00"},
    {R"("Stadtkreis", "Landkreis")", "> 175000", "-", "-", "55.00"},
}};

struct TableCase {
    const char* art;
    int einwohner;
    int tage;
    bool erstantrag;
    const char* expected;
};
constexpr std::array<TableCase, 10> table_cases{{
    {"Gemeinde", 97, 3, true, "100"},
    {"Stadt", 9999, 2, false, "90"},
    {"Gemeinde", 5000, 5, true, "80"},
    {"Stadt", 10000, 1, true, "95"},
    {"Gemeinde", 30000, 3, false, "85"},
    {"Stadt", 20000, 4, false, "75"},
    {"Stadt", 86000, 3, true, "70"},
    {"Landkreis", 171003, 3, true, "65"},
    {"Stadtkreis", 133110, 9, false, "60"},
    {"Landkreis", 520000, 1, true, "55"},
}};

std::string xml_text(std::string_view text) {
    std::string result;
    for (const char c : text)
        result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return "<text>" + result + "</text>";
}

dmn::Model table_model() {
    std::string xml =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"ten rows\" "
        "namespace=\"urn:benchmark\">";
    std::string requirements;
    std::string columns;
    for (const char* name : table_inputs) {
        const std::string id = name;
        xml += "<inputData id=\"" + id + "\" name=\"" + id + "\"><variable name=\"" + id +
               "\"/></inputData>";
        requirements += "<informationRequirement><requiredInput href=\"#" + id +
                        "\"/></informationRequirement>";
        columns += "<input><inputExpression>" + xml_text(id) + "</inputExpression></input>";
    }
    xml += "<decision id=\"d\" name=\"satz\"><variable name=\"satz\"/>" + requirements +
           "<decisionTable hitPolicy=\"UNIQUE\">" + columns + "<output name=\"satz\"/>";
    for (const auto& row : table_rows) {
        xml += "<rule>";
        for (std::size_t i = 0; i < table_inputs.size(); ++i)
            xml += "<inputEntry>" + xml_text(row[i]) + "</inputEntry>";
        xml += "<outputEntry>" + xml_text(row.back()) + "</outputEntry></rule>";
    }
    auto model = xml::read_dmn(xml + "</decisionTable></decision></definitions>");
    if (!model.has_value()) {
        throw OperatingError(FailureKind::permanent, model.error().front().text);
    }
    return std::move(*model);
}

/// Amounts with cents and small counts; every fourth guard does not hold.
std::vector<std::array<std::string, 4>> guard_values() {
    std::vector<std::array<std::string, 4>> values;
    for (std::size_t i = 0; i < guard_cases; ++i) {
        const std::string rest = i % 4 == 3 ? "299.99" : std::to_string(10'000 - i * 7) + ".00";
        values.push_back({"300.00", rest, std::to_string(1 + i % 3), "3"});
    }
    return values;
}

Json task_json(double seconds) {
    Json::Array guards;
    for (const auto& values : guard_values()) {
        Json::Object inputs;
        // JSON of this house has no fractions; feelin takes the cents as a number of its own.
        for (std::size_t i = 0; i < guard_names.size(); ++i)
            inputs.emplace_back(guard_names[i], static_cast<std::int64_t>(std::stoll(values[i])));
        guards.push_back(Json::Object{{"expected", values[1] == "299.99" ? "false" : "true"},
                                      {"inputs", Json(std::move(inputs))}});
    }
    Json::Array rows;
    for (const auto& row : table_rows) {
        Json::Array cells;
        for (const char* cell : row)
            cells.emplace_back(cell);
        rows.emplace_back(std::move(cells));
    }
    Json::Array cases;
    for (const TableCase& one : table_cases) {
        cases.push_back(Json::Object{{"expected", one.expected},
                                     {"inputs", Json::Object{{"art", one.art},
                                                             {"einwohner", one.einwohner},
                                                             {"tage", one.tage},
                                                             {"erstantrag", one.erstantrag}}}});
    }
    Json::Array names;
    for (const char* name : table_inputs)
        names.emplace_back(name);
    return Json::Object{{"seconds", static_cast<std::int64_t>(seconds)},
                        {"guard", Json::Object{{"text", guard_text}, {"cases", std::move(guards)}}},
                        {"table", Json::Object{{"inputs", std::move(names)},
                                               {"rows", std::move(rows)},
                                               {"cases", std::move(cases)}}}};
}

/// Nanoseconds for one call, the middle of many rounds; `round` makes `calls` of them.
double nanos(std::size_t calls, double seconds, const std::function<void()>& round) {
    std::vector<double> rounds;
    const double end = MachineLoad::now_seconds() + seconds;
    do {
        const double begin = MachineLoad::now_seconds();
        round();
        rounds.push_back((MachineLoad::now_seconds() - begin) * 1e9 / static_cast<double>(calls));
    } while (MachineLoad::now_seconds() < end);
    return median(rounds);
}

void require_equal(std::size_t found, std::size_t expected) {
    if (found != expected) {
        throw OperatingError(FailureKind::permanent, "a rule of the benchmark came out wrong");
    }
}

constexpr std::size_t repeats = 500;  // of all guards in one round

struct GuardNanos {
    double ours = 0;
    double by_hand = 0;
};

BID_UINT128 library_number(const std::string& text) {
    std::string copy = text;
    _IDEC_flags flags = 0;
    return bid128_from_string(copy.data(), 0, &flags);
}

// In turns, so that a busy machine slows both.
GuardNanos measure_guard(double seconds) {
    std::vector<feel::Context> contexts;
    std::vector<std::array<BID_UINT128, 4>> numbers;
    for (const auto& values : guard_values()) {
        feel::Context context;
        std::array<BID_UINT128, 4> number{};
        for (std::size_t i = 0; i < guard_names.size(); ++i) {
            context.set(guard_names[i], *feel::Decimal::parse(values[i]));
            number[i] = library_number(values[i]);
        }
        contexts.push_back(std::move(context));
        numbers.push_back(number);
    }
    const auto guard = feel::parse_expression(guard_text);
    const std::size_t calls = guard_cases * repeats;
    const std::size_t expected = calls / 4 * 3;
    std::vector<double> ours;
    std::vector<double> by_hand;
    constexpr int turns = 5;
    for (int turn = 0; turn < turns; ++turn) {
        ours.push_back(nanos(calls, seconds / turns, [&] {
            std::size_t held = 0;
            feel::Environment environment;
            for (std::size_t i = 0; i < repeats; ++i) {
                for (const feel::Context& context : contexts) {
                    const feel::ContextVariables variables(context);
                    environment.variables = &variables;
                    held += feel::evaluate(*guard, environment).value.as_boolean() ? 1 : 0;
                }
            }
            require_equal(held, expected);
        }));
        by_hand.push_back(nanos(calls, seconds / turns, [&] {
            std::size_t held = 0;
            _IDEC_flags flags = 0;
            for (std::size_t i = 0; i < repeats; ++i) {
                for (const auto& number : numbers) {
                    const bool holds = bid128_quiet_less_equal(number[0], number[1], &flags) != 0 &&
                                       bid128_quiet_less_equal(number[2], number[3], &flags) != 0;
                    held += holds ? 1 : 0;
                }
            }
            require_equal(held, expected);
        }));
    }
    return {median(ours), median(by_hand)};
}

double measure_table(double seconds) {
    const dmn::Model model = table_model();
    std::vector<feel::Context> inputs;
    std::vector<feel::Value> expected;
    for (const TableCase& one : table_cases) {
        feel::Context context;
        context.set("art", one.art);
        context.set("einwohner", one.einwohner);
        context.set("tage", one.tage);
        context.set("erstantrag", one.erstantrag);
        inputs.push_back(std::move(context));
        expected.emplace_back(*feel::Decimal::parse(one.expected));
    }
    constexpr std::size_t table_repeats = 50;
    return nanos(table_repeats * inputs.size(), seconds, [&] {
        std::size_t right = 0;
        for (std::size_t i = 0; i < table_repeats; ++i) {
            for (std::size_t c = 0; c < inputs.size(); ++c)
                right += dmn::evaluate(model, "satz", inputs[c], {})->value == expected[c] ? 1 : 0;
        }
        require_equal(right, table_repeats * inputs.size());
    });
}

std::map<std::string, std::string> run_feelin(const std::filesystem::path& packages,
                                              const std::filesystem::path& scratch,
                                              double seconds) {
    const std::filesystem::path task = scratch / "feelin-task.json";
    std::ofstream(task) << canonical_json(task_json(seconds));
    return run_script("feelin/measure.mjs", {packages.string(), task.string()});
}

Figure figure(const char* name, double ours, std::optional<double> reference,
              const std::string& reference_name, double target) {
    return {.name = name,
            .unit = "ns",
            .ours = ours,
            .reference = reference,
            .reference_name = reference_name,
            .less_is_better = true,
            .target = reference.has_value() ? std::optional(target) : std::nullopt};
}

}  // namespace

RuleFigures measure_rules(const std::filesystem::path& packages,
                          const std::filesystem::path& scratch, bool quick) {
    const double seconds = quick ? 1 : 3;
    const GuardNanos guard = measure_guard(seconds);
    const double table = measure_table(seconds);
    RuleFigures result;
    std::optional<double> feelin_guard;
    std::optional<double> feelin_table;
    std::string name = "feelin (not there)";
    if (std::filesystem::exists(packages / "node_modules/feelin")) {
        auto lines = run_feelin(packages, scratch, seconds);
        if (lines.contains("guard") && lines.contains("table")) {
            feelin_guard = std::stod(lines["guard"]);
            feelin_table = std::stod(lines["table"]);
            name = "feelin " + lines["version"];
        }
    }
    result.remark = feelin_guard.has_value()
                        ? "Guard: " + std::string(guard_text) + ". Table: ten rows, four inputs."
                        : "feelin was not measured: no Node, or no package in " +
                              packages.string() + " (./dev bench installs it).";
    result.figures = {
        figure("a guard, compiled once", guard.ours, feelin_guard, name, 10),
        figure("the same guard", guard.ours, guard.by_hand, "by hand on the decimal library", 0.2),
        figure("a decision table, compiled once", table, feelin_table, name, 10)};
    return result;
}

}  // namespace foerderwerk::performance
