// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/cases/case_bench.hpp"

#include <stdexcept>

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include "connectors/xml/read_definition.hpp"
#include "engine/cases/fold_records.hpp"
#include "engine/cases/state_text.hpp"

namespace foerderwerk::cases {

namespace {

Digest sha256(std::string_view bytes) {
    Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    return digest;
}

constexpr const char* case_id = "0123456789abcdef0123456789abcdef";

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

std::shared_ptr<const Definition> define(const std::string& body, Files more) {
    more["workflow.scxml"] =
        "<scxml xmlns='http://www.w3.org/2005/07/scxml' xmlns:fw='urn:foerderwerk:workflow:1' "
        "version='1.0' datamodel='feel' name='probe' initial='start'>" +
        body + "</scxml>";
    auto definition = xml::XmlDefinitionLoader(sha256).load(more);
    if (!definition.has_value()) {
        std::string all;
        for (const Reason& reason : definition.error()) {
            all += reason.place + ": " + reason.text + "\n";
        }
        throw std::runtime_error(all);
    }
    return *definition;
}

CaseBench::CaseBench(const std::string& body, const Files& more) : definition(define(body, more)) {
    facts.file_number = "BV-2026-00001";
}

CaseState CaseBench::load() {
    auto state = case_state_from_json(folded, definition->chart, sources().open_part);
    if (!state.has_value()) {
        throw std::runtime_error(state.error());
    }
    return std::move(*state);
}

Step CaseBench::give(Command command) {
    command.case_id = CaseId(case_id);
    std::optional<CaseState> before;
    if (folded.is_object()) {
        before = load();
    }
    Step step =
        decide(*definition, before ? &*before : nullptr, command, facts, now_at(clock), nullptr);
    for (const NewPart& part : step.parts) {
        EXPECT_TRUE(parts.emplace(part.id, part).second) << "a part is named once: " << part.id;
    }
    const auto commit = [](const NewPart& part) { return sha256_hex(part.plaintext); };
    records.push_back(record_bytes(step, commit));
    const Step again =
        decide(*definition, warm ? &*warm : nullptr, command, facts, now_at(clock), nullptr);
    EXPECT_EQ(record_bytes(again, commit), records.back()) << "from the state as it was left";
    warm = again.after;
    const auto record = parse_json(records.back());
    EXPECT_TRUE(record.has_value());
    folded = apply(folded, *record->find("changes"));
    EXPECT_EQ(canonical_json(folded), canonical_json(to_json(step.after, definition->chart)))
        << "the fold of the records is the state";
    EXPECT_EQ(canonical_json(folded), canonical_json(*step.after.text))
        << "the text that was put together is the text of the whole";
    clock += std::chrono::minutes(1);
    return step;
}

Step CaseBench::message(const std::string& name, feel::Value data) {
    Command command;
    command.event = "message." + name;
    command.data = std::move(data);
    command.actor = {.kind = Actor::Kind::sender, .id = "portal", .roles = {}, .on_behalf_of = {}};
    command.message = MessageEvidence{.message_id = "m-" + std::to_string(records.size()),
                                      .document = std::string(64, 'd'),
                                      .sender = "portal",
                                      .signer_fingerprint = std::string(64, 'f'),
                                      .signature_algorithm = "rsa",
                                      .reply_to = "08336010"};
    return give(std::move(command));
}

Command person_command(const std::string& action, const std::string& person,
                       const std::vector<std::string>& roles) {
    Command command;
    command.event = "action." + action;
    command.actor = {.kind = Actor::Kind::person, .id = person, .roles = roles, .on_behalf_of = {}};
    return command;
}

Step CaseBench::action(const std::string& name, const std::string& person,
                       const std::vector<std::string>& roles, const std::string& reason) {
    Command command = person_command(name, person, roles);
    command.reason = reason;
    return give(std::move(command));
}

Step CaseBench::fire(const std::string& timer_id) {
    Command command;
    command.event = "deadline";
    command.send_id = timer_id;
    command.actor = {.kind = Actor::Kind::timer, .id = "timer", .roles = {}, .on_behalf_of = {}};
    for (const Timer& timer : timers()) {
        command.event = timer.id == timer_id ? timer.event : command.event;
    }
    return give(std::move(command));
}

std::string CaseBench::state() const {
    std::string all;
    const Json* states = folded.find("states");
    for (const Json& id : states != nullptr ? states->as_array() : Json::Array()) {
        all += (all.empty() ? "" : " ") + id.as_string();
    }
    return all;
}

feel::Value CaseBench::data(const std::string& name) {
    const CaseState loaded = load();
    const feel::Value* value = loaded.session.data.find(name);
    return value != nullptr ? *value : feel::Value();
}

std::vector<Timer> CaseBench::timers() {
    return load().timers;
}

ReplaySources CaseBench::sources() {
    return {.definition =
                [this](const std::string& id) {
                    return id == definition->id.text() ? definition : nullptr;
                },
            .open_part = [this](const std::string& id) -> Result<feel::Value, std::string> {
                const auto part = parts.find(id);
                if (part == parts.end()) {
                    return Failure<std::string>("the part " + id + " is erased");
                }
                return feel::Value::personal(*feel::from_json(*parse_json(part->second.plaintext)),
                                             part->second.subject, id);
            },
            .commit_of_part = [this](const std::string& id) -> std::optional<std::string> {
                const auto part = parts.find(id);
                return part != parts.end() ? std::optional(sha256_hex(part->second.plaintext))
                                           : std::nullopt;
            },
            .services = nullptr};
}

std::vector<ReplayedStep> CaseBench::replayed() {
    return replay(records, sources());
}

std::vector<std::string> codes(const Reasons& reasons) {
    std::vector<std::string> list;
    for (const Reason& reason : reasons) {
        list.push_back(reason.code);
    }
    return list;
}

}  // namespace foerderwerk::cases
