// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/execute_commands.hpp"
#include "engine/evidence/log_text.hpp"

namespace foerderwerk::console {

namespace {

CommandAnswer checkpoint(House& house) {
    const std::uint64_t size =
        operations::publish_log(house.casework.store, house.log_files, house.log_key);
    CommandAnswer answer;
    answer.result = with_file(
        Json::Object{{"size", size},
                     {"vkey", evidence::vkey_text(house.log_key.verifier, house.log_key.sha256)}},
        "checkpoint", house.log_files.read("checkpoint").value_or(""));
    return answer;
}

CommandAnswer cosignature(House& house, const CommandRequest& request) {
    const auto note = file_argument(request.arguments, "content");
    if (!note.has_value()) {
        return failed(2, "USAGE", "content", "A cosigned checkpoint is needed.");
    }
    const auto time = operations::take_cosignature(house.log_files, house.log_key, house.evidence,
                                                   *note, house.casework.clock.now().instant);
    if (!time.has_value()) {
        return failed(5, Reasons{time.error()});
    }
    CommandAnswer answer;
    answer.result = Json::Object{{"cosigned", to_string(*time)},
                                 {"kept", std::string(operations::cosigned_file)}};
    return answer;
}

CommandAnswer prove(House& house, const CommandRequest& request) {
    const std::string text = request.arguments.text("entry");
    const auto index = evidence::parse_tree_size(text);
    if (!index.has_value()) {
        return failed(2, "USAGE", text, "The number of an entry is needed, counted from 0.");
    }
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        if (*index >= store.log_size()) {
            answer = failed(3, "NOT_FOUND", text, "Diesen Eintrag gibt es nicht.");
            return;
        }
        auto proof = operations::prove_entry(store, house.log_files, house.log_key, *index);
        if (!proof.has_value()) {
            answer = failed(1, Reasons{proof.error()});
            return;
        }
        std::string entry;
        store.for_each_entry(*index, *index + 1,
                             [&entry](const ports::EntryRow& row) { entry = row.bytes; });
        answer.result = with_file(Json::Object{{"sequence", *index}, {"entry", entry}},
                                  "entry-" + text + ".tlog-proof", *proof);
    });
    return answer;
}

CommandAnswer verify(House& house) {
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        answer.reasons = operations::verify_log(store, house.log_files, house.log_key);
        answer.result = Json::Object{
            {"entries", store.log_size()},
            {"log", answer.reasons.empty() ? "verified" : "not verified"},
            {"vkey", evidence::vkey_text(house.log_key.verifier, house.log_key.sha256)}};
    });
    answer.exit = answer.reasons.empty() ? 0 : 5;
    return answer;
}

}  // namespace

std::optional<CommandAnswer> execute_log(House& house, const CommandRequest& request) {
    if (request.name == "log checkpoint") {
        return checkpoint(house);
    }
    if (request.name == "log cosignature") {
        return cosignature(house, request);
    }
    if (request.name == "log prove") {
        return prove(house, request);
    }
    if (request.name == "log verify" && request.arguments.find("dir") == nullptr) {
        return verify(house);
    }
    return std::nullopt;
}

}  // namespace foerderwerk::console
