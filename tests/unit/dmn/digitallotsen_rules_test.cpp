// SPDX-License-Identifier: EUPL-1.2
// Goal: the rules of the programme digitallotsen-basis give the published quotas and amounts, with
// a legal basis for each; over all municipalities of Baden-Württemberg they give 1,594 places.
// Method: the edges of every row, the real towns of the scenarios, and the municipal register.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/unit/dmn/model_text.hpp"

namespace foerderwerk::dmn::tests {
namespace {

Model programme_rules() {
    std::ifstream file(FOERDERWERK_SOURCE_DIR "/workflows/digitallotsen-basis/rules.dmn",
                       std::ios::binary);
    return model_of({std::istreambuf_iterator<char>(file), {}});
}

Decided quota(const Model& model, const std::string& kind, const std::string& population) {
    return decide(model, "kontingent", "{art: \"" + kind + "\", einwohner: " + population + "}");
}

TEST(DigitallotsenRules, QuotaAtEveryEdge) {
    struct Edge {
        const char* kind;
        const char* population;
        const char* persons;
        const char* rule;
    };
    const std::vector<Edge> edges{
        {"Gemeinde", "0", "0", "kontingent-5"},
        {"Gemeinde", "1", "1", "kontingent-1"},
        {"Gemeinde", "97", "1", "kontingent-1"},
        {"Gemeinde", "9999", "1", "kontingent-1"},
        {"Gemeinde", "10000", "2", "kontingent-2"},
        {"Gemeinde", "30000", "2", "kontingent-2"},
        {"Gemeinde", "30001", "3", "kontingent-3"},
        {"Stadt", "9999", "1", "kontingent-1"},
        {"Große Kreisstadt", "30001", "3", "kontingent-3"},
        {"Stadt", "115865", "3", "kontingent-3"},
        {"Große Kreisstadt", "130000", "3", "kontingent-3"},
        {"Große Kreisstadt", "130001", "3", "kontingent-4"},
        {"Stadtkreis", "0", "4", "kontingent-6"},
        {"Stadtkreis", "55185", "4", "kontingent-6"},
        {"Stadtkreis", "126790", "4", "kontingent-6"},
        {"Stadtkreis", "133110", "4", "kontingent-6"},
        {"Stadtkreis", "635911", "5", "kontingent-7"},
        {"Landkreis", "171003", "4", "kontingent-6"},
        {"Landkreis", "175000", "4", "kontingent-6"},
        {"Landkreis", "175001", "5", "kontingent-7"},
        {"Landkreis", "189363", "5", "kontingent-7"},
    };
    const Model model = programme_rules();
    for (const Edge& edge : edges) {
        const Decided decided = quota(model, edge.kind, edge.population);
        EXPECT_EQ(feel::to_text(decided.value), edge.persons) << edge.kind << edge.population;
        EXPECT_TRUE(decided.problems.empty()) << edge.kind << edge.population;
        ASSERT_EQ(decided.matched.size(), 1u) << edge.kind << edge.population;
        EXPECT_EQ(decided.matched[0].rule_id, edge.rule);
    }
}

TEST(DigitallotsenRules, WhoIsNoApplicantHasNoQuota) {
    const Model model = programme_rules();
    for (const char* inputs :
         {"{art: \"Zweckverband\", einwohner: 5000}", "{art: \"Gemeinde\", einwohner: -1}",
          "{art: \"Gemeinde\", einwohner: null}", "{einwohner: 5000}"}) {
        const Decided decided = decide(model, "kontingent", inputs);
        EXPECT_TRUE(decided.value.is_null()) << inputs;
        EXPECT_FALSE(decided.problems.empty()) << inputs;
    }
}

TEST(DigitallotsenRules, EveryRowNamesItsLegalBasis) {
    const Model model = programme_rules();
    for (const Decision& decision : model.definitions().decisions) {
        const auto& table = std::get<DecisionTable>(decision.logic->content);
        EXPECT_EQ(table.annotation_names,
                  (std::vector<std::string>{"Rechtsgrundlage", "Begründung"}));
        for (const Rule& rule : table.rules) {
            ASSERT_EQ(rule.annotations.size(), 2u) << rule.id;
            EXPECT_FALSE(rule.annotations[0].empty()) << rule.id;
            EXPECT_TRUE(rule.annotations[1].ends_with(".")) << rule.id;
        }
    }
}

TEST(DigitallotsenRules, AmountOfAVoucher) {
    struct Attendance {
        const char* days;
        const char* fee;
        const char* amount;
    };
    const std::vector<Attendance> cases{
        {"3", "180.00", "300.00"},  {"2", "180.00", "200.00"}, {"1", "100.00", "100.00"},
        {"3", "99.99", "299.97"},   {"3", "45.00", "135.00"},  {"0", "180.00", "0.00"},
        {"5", "180.00", "300.00"},  {"5", "20.00", "60.00"},   {"3", "0", "0.00"},
        {"3", "100 / 3", "100.00"}, {"2", "100 / 3", "66.67"},
    };
    const Model model = programme_rules();
    for (const Attendance& attendance : cases) {
        const Decided decided = decide(model, "foerderbetrag",
                                       std::string("{vertragsdatum: date(\"2026-01-14\"), ") +
                                           "tage_besucht: " + attendance.days +
                                           ", entgelt_je_tag: " + attendance.fee + "}");
        EXPECT_EQ(feel::to_text(decided.value), attendance.amount)
            << attendance.days << " x " << attendance.fee;
        EXPECT_EQ(decided.matched.size(), 2u);
        EXPECT_EQ(decided.matched[0].decision, "foerdersatz");
    }
    EXPECT_TRUE(decide(model, "foerderbetrag",
                       "{vertragsdatum: date(\"2018-11-04\"), tage_besucht: 3, entgelt_je_tag: 90}")
                    .value.is_null());
}

std::vector<std::vector<std::string>> read_register(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::stringstream stream(line);
        for (std::string cell; std::getline(stream, cell, ';');)
            cells.push_back(cell);
        rows.push_back(std::move(cells));
    }
    return rows;
}

TEST(DigitallotsenRules, AllMunicipalitiesTogether) {
    const char* shared = std::getenv("FOERDERWERK_SHARED");
    const std::filesystem::path root =
        shared != nullptr ? shared : FOERDERWERK_SOURCE_DIR "/../shared";
    const std::filesystem::path data = root / "domain/data";
    if (!std::filesystem::exists(data / "bw_gemeinden.csv"))
        GTEST_SKIP() << "no " << data;

    const Model model = programme_rules();
    std::int64_t places = 0;
    std::size_t applicants = 0;
    const auto count = [&](const std::string& kind, const std::string& population) {
        const Decided decided = quota(model, kind, population);
        ASSERT_FALSE(decided.value.is_null()) << kind << " " << population;
        places += decided.value.as_number().to_int64().value_or(0);
        ++applicants;
    };
    for (const auto& row : read_register(data / "bw_gemeinden.csv")) {
        if (row[4].find("gemeindefrei") == std::string::npos)
            count(row[4], row[12]);
    }
    for (const auto& row : read_register(data / "bw_kreise.csv")) {
        if (row[2] == "Landkreis")
            count(row[2], row[4]);
    }
    EXPECT_EQ(applicants, 1101u + 35u);
    EXPECT_EQ(places, 1594);
}

}  // namespace
}  // namespace foerderwerk::dmn::tests
