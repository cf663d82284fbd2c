// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/decision_package.hpp"
#include "connectors/console/execute_commands.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer verify(const OfflineTools& tools, const CommandRequest& request) {
    const auto package = file_argument(request.arguments, "content");
    if (!package.has_value()) {
        return failed(2, "USAGE", "content", "A package is needed.");
    }
    if (tools.documents == nullptr) {
        return failed(1, "CONFIG", "", "Sealed documents cannot be verified here.");
    }
    const PackageTrust trust{
        .vkey = request.arguments.text("vkey"),
        .signer_pem = file_argument(request.arguments, "certificate").value_or(""),
        .stamp_pem = file_argument(request.arguments, "timestamp_certificate").value_or("")};
    PackageVerdict verdict = verify_decision_package(tools, *package, trust);
    CommandAnswer answer;
    answer.exit = verdict.reasons.empty() ? 0 : 5;
    answer.result = Json::Object{{"package", verdict.reasons.empty() ? "verified" : "not verified"},
                                 {"trusted", trust.signer_pem.empty() || trust.vkey.empty()
                                                 ? "only that everything fits together"
                                                 : "the certificate and the log key given"}};
    if (verdict.facts.is_object()) {
        for (auto& [name, value] : verdict.facts.as_object()) {
            answer.result.set(name, value);
        }
    }
    answer.reasons = std::move(verdict.reasons);
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_documents(const OfflineTools& tools,
                                               const CommandRequest& request) {
    if (request.name != "document verify") {
        return std::nullopt;
    }
    return verify(tools, request);
}

std::optional<CommandAnswer> execute_package(House& house, const CommandRequest& request) {
    if (request.name != "case package") {
        return std::nullopt;
    }
    if (request.person.empty()) {
        return failed(1, "PERSON", "",
                      "Ein Paket enthält Personendaten im Klartext; dafür muss eine Person "
                      "feststehen.");
    }
    std::optional<ports::CaseRow> row;
    const std::string named = request.arguments.text("case");
    house.casework.store.read(
        [&](ports::StoreReader& store) { row = find_case_row(store, named); });
    if (!row.has_value()) {
        return failed(3, "NOT_FOUND", named, "Diesen Vorgang gibt es nicht.");
    }
    auto package = write_decision_package(house, row->case_id, request.arguments.text("message"));
    if (!package.has_value()) {
        const bool none = package.error().front().code == "NO_DECISION";
        return failed(none ? 3 : 1, std::move(package.error()));
    }
    CommandAnswer answer;
    answer.result =
        with_file(Json::Object{{"file_number", row->file_number},
                               {"message", package->effect},
                               {"bytes", static_cast<std::int64_t>(package->bytes.size())}},
                  row->file_number + ".zip", package->bytes);
    return answer;
}

}  // namespace foerderwerk::console
