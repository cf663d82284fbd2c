// SPDX-License-Identifier: EUPL-1.2
// Goal: authors can open and change our tables in a free modeller: dmn-js reads each of them
// without a warning, and shows each of its decisions. Method: a page with the modeller's own
// script and the file in it, in a headless Chromium; what importing and opening said is the
// page's text. Skipped aloud without Chromium or the npm package (./dev test installs both).
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "engine/types/json.hpp"

namespace foerderwerk::system_tests {
namespace {

namespace fs = std::filesystem;

const fs::path root = FOERDERWERK_SOURCE_DIR;
const fs::path script =
    root / "build/npm/dmn-js/node_modules/dmn-js/dist/dmn-modeler.production.min.js";

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A text as a literal inside a script element, where "</" would end it.
std::string script_literal(const std::string& text) {
    std::string literal = canonical_json(Json(text));
    for (std::size_t at = 0; (at = literal.find("</", at)) != std::string::npos; at += 3)
        literal.insert(at + 1, "\\");
    return literal;
}

std::string page_of(const std::string& model) {
    return R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>dmn-js</title>
<script src="file://)" +
           script.string() + R"("></script></head>
<body><div id="canvas" style="height: 600px"></div><pre id="result">pending</pre><script>
const said = [];
for (const level of ["warn", "error"]) console[level] = (...words) => said.push(words.join(" "));
const model = )" +
           script_literal(model) +
           R"(;
(async () => {
    const result = document.getElementById("result");
    try {
        const modeler = new DmnJS({ container: "#canvas" });
        const { warnings } = await modeler.importXML(model, { open: false });
        const all = [...warnings];
        for (const view of modeler.getViews()) all.push(...(await modeler.open(view)).warnings);
        const names = modeler.getViews().map((view) => view.name);
        result.textContent = "views: " + names.join(", ") + "; warnings: " +
            all.map((warning) => warning.message).concat(said).join(", ");
    } catch (error) {
        result.textContent = "failed: " + error.message;
    }
})();
</script></body></html>)";
}

class DmnJs : public testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(script))
            GTEST_SKIP() << "no dmn-js in build/npm/dmn-js: the npm registry was not reachable";
        if (std::system("command -v chromium >/dev/null") != 0)
            GTEST_SKIP() << "no Chromium on this machine";
        std::string name = (fs::temp_directory_path() / "dmn-js-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    void TearDown() override {
        if (!folder_.empty())
            fs::remove_all(folder_);
    }

    /// What the page says in the end.
    [[nodiscard]] std::string opened(const std::string& model) const {
        std::ofstream(folder_ / "page.html") << page_of(model);
        const std::string command =
            "timeout 300 chromium --headless=new --no-sandbox --disable-gpu "
            "--disable-dev-shm-usage --user-data-dir='" +
            (folder_ / "profile").string() + "' --virtual-time-budget=30000 --dump-dom 'file://" +
            (folder_ / "page.html").string() + "' 2>/dev/null";
        std::string page;
        FILE* pipe = ::popen(command.c_str(), "r");
        char block[4096];
        for (std::size_t count = 0; (count = std::fread(block, 1, sizeof block, pipe)) > 0;)
            page.append(block, count);
        ::pclose(pipe);
        const std::string start = "<pre id=\"result\">";
        const std::size_t at = page.find(start);
        if (at == std::string::npos)
            return "the browser showed nothing";
        const std::size_t from = at + start.size();
        return page.substr(from, page.find("</pre>", from) - from);
    }

    fs::path folder_;
};

TEST_F(DmnJs, OpensEveryTableWithoutAWarning) {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root / "workflows")) {
        if (entry.path().extension() != ".dmn")
            continue;
        ++files;
        const std::string said = opened(read_text(entry.path()));
        EXPECT_TRUE(said.starts_with("views: ")) << entry.path() << ": " << said;
        EXPECT_TRUE(said.ends_with("; warnings: ")) << entry.path() << ": " << said;
    }
    EXPECT_GT(files, 0U);
}

TEST_F(DmnJs, WarningsOfTheModellerAreSeen) {
    std::string model = read_text(root / "workflows/digitallotsen-basis/rules.dmn");
    model.insert(model.find("<rule "), "<nonsense/>");
    EXPECT_NE(opened(model).find("unparsable content"), std::string::npos);
}

}  // namespace
}  // namespace foerderwerk::system_tests
