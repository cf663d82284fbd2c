// SPDX-License-Identifier: EUPL-1.2
// Goal: a value survives the way into a record and back; personal values stand apart.
// Method: expressions written as canonical JSON and read again; JSON that is refused.
#include "engine/feel/value_json.hpp"

#include "tests/unit/feel/evaluate_rows.hpp"

namespace foerderwerk::feel {
namespace {

Value value_of(const char* expression) {
    return evaluate(*parse_expression(expression), {}).value;
}

TEST(ValueJson, IsWrittenAsFormatsSettles) {
    const char* rows[][2] = {
        {"null", "null"},
        {"true", "true"},
        {"300.00", R"({"number":"300.00"})"},
        {"\"a\"", R"("a")"},
        {"@\"2026-01-12\"", R"({"date":"2026-01-12"})"},
        {"@\"09:00:00+01:00\"", R"({"time":"09:00:00+01:00"})"},
        {"@\"2026-01-12T09:00:00Z\"", R"({"dateTime":"2026-01-12T09:00:00Z"})"},
        {"@\"P14D\"", R"({"duration":"P14D"})"},
        {"@\"P1M\"", R"({"duration":"P1M"})"},
        {"[1, [\"a\"]]", R"([{"number":"1"},["a"]])"},
        {"{b: 1, a: \"x\"}", R"({"a":"x","b":{"number":"1"}})"},
        {"{}", "{}"},
        {"{number: \"5\"}", R"({"context":{"number":"5"}})"},
        {"{context: {number: 5}}",
         R"({"context":{"context":{"context":{"number":{"number":"5"}}}}})"},
        {"{date: 1, time: 2}", R"({"date":{"number":"1"},"time":{"number":"2"}})"},
        {"[1..3)", R"({"range":{"end":{"number":"3"},"endIncluded":false,)"
                   R"("start":{"number":"1"},"startIncluded":true}})"},
        {"(< 5)", R"({"range":{"end":{"number":"5"},"endIncluded":false,)"
                  R"("form":"<","start":null,"startIncluded":false}})"},
    };
    for (const auto& [expression, json] : rows) {
        const Value value = value_of(expression);
        const auto written = to_json(value);
        ASSERT_TRUE(written.has_value()) << expression;
        EXPECT_EQ(canonical_json(*written), json);
        const auto read = from_json(*parse_json(json));
        ASSERT_TRUE(read.has_value()) << json << ": " << read.error();
        EXPECT_EQ(*read, value) << json;
        EXPECT_EQ(canonical_json(*to_json(*read)), json);
    }
}

TEST(ValueJson, FunctionsCannotBeStored) {
    EXPECT_FALSE(to_json(value_of("[1, {f: function(a) a}]")).has_value());
    EXPECT_FALSE(to_json(value_of("abs")).has_value());
}

TEST(ValueJson, RefusesWhatNoValueIsWrittenAs) {
    for (const char* json :
         {R"({"number":5})", R"({"number":"x"})", R"({"date":"2026-02-30"})", R"({"time":"9:00"})",
          R"({"dateTime":"2026-01-12"})", R"({"duration":"1D"})", R"({"range":5})",
          R"({"range":{"start":null,"end":null}})", R"({"sealed":"p"})", R"({"context":5})",
          R"([{"number":"1e"}])", R"({"a":{"number":null}})",
          R"({"range":{"start":null,"startIncluded":true,)"
          R"("end":null,"endIncluded":true,"form":"~"}})"}) {
        const auto read = from_json(*parse_json(json));
        EXPECT_FALSE(read.has_value()) << json;
    }
    std::string deep = "1";
    for (int i = 0; i < 150; ++i) {
        deep = "[" + deep + "]";
    }
    EXPECT_FALSE(from_json(*parse_json(deep)).has_value());
}

TEST(ValueJson, PlainIntegersAreRead) {
    EXPECT_EQ(*from_json(Json(5)), Value(5));
}

TEST(ValueJson, TheDeepestValueIsStillReadable) {
    Value nested = value_of("{number: 1}");
    while (nested.nesting() < Value::nesting_max) {
        Context context;
        context.set("number", nested);
        nested = context;
    }
    const auto read = parse_json(canonical_json(*to_json(nested)));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*from_json(*read), nested);
}

TEST(ValueJson, PersonalValuesAreSealedAndOpened) {
    Context contact;
    contact.set("name", Value::personal("Ada", "kontakt"));
    contact.set("ort", "Böllen");
    std::vector<std::string> sealed;
    const auto written = to_json(Value(contact), [&](const Personal& personal) {
        sealed.push_back(personal.subject + "=" + to_text(personal.value));
        return "part-" + std::to_string(sealed.size());
    });
    EXPECT_EQ(canonical_json(*written), R"({"name":{"sealed":"part-1"},"ort":"Böllen"})");
    EXPECT_EQ(sealed, std::vector<std::string>{"kontakt=Ada"});
    EXPECT_EQ(canonical_json(*to_json(Value(contact))), R"({"name":"Ada","ort":"Böllen"})");

    const auto read = from_json(*written, [](const std::string& part) {
        return Result<Value, std::string>(Value::personal("Ada", "kontakt", part));
    });
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->find("name")->mark()->part, "part-1");

    const auto erased = from_json(*written, [](const std::string&) {
        return Result<Value, std::string>(Failure<std::string>("erased"));
    });
    ASSERT_FALSE(erased.has_value());
    EXPECT_EQ(erased.error(), "erased");
}

}  // namespace
}  // namespace foerderwerk::feel
