// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/decide_ahead.hpp"

#include <algorithm>

#include "engine/operations/handle_command.hpp"
#include "engine/operations/publish_definition.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::operations {

namespace {

/// Balances and queues are what others change all the time. Under load a decision about them
/// would not hold, and be made twice. A new case asks about a line of its own, most often.
bool is_contested(const std::vector<cases::FactRequest>& requests) {
    return std::ranges::any_of(requests, [](const cases::FactRequest& request) {
        return request.source == "line" || request.source == "waiting";
    });
}

/// The state to decide on, as it is at hand or stored; false: there is none to decide ahead on.
bool find_state(ports::StoreReader& store, Casework& casework, const std::string& case_id,
                Decided& decided) {
    if (casework.warm != nullptr) {
        WarmCases::Latest latest = casework.warm->latest(case_id);
        if (latest.state != nullptr) {
            decided.last_leaf = std::move(latest.last_leaf);
            decided.before = std::move(latest.state);
            return true;
        }
    }
    const std::optional<ports::CaseRow> row = store.find_case(case_id);
    if (!row.has_value() || !row->parked.empty()) {
        return false;
    }
    const auto definition = definition_or_throw(store, casework, row->definition);
    decided.last_leaf = row->last_leaf;
    decided.before = warm_or_loaded(store, casework, *row, *definition);
    return true;
}

/// Everything decide() needs, read in one snapshot. nullptr: there is no deciding ahead.
std::shared_ptr<const cases::Definition> read_snapshot(ports::StoreReader& store,
                                                       Casework& casework,
                                                       const cases::Command& command,
                                                       const ProgrammeSettings* programme,
                                                       Decided& decided) {
    decided.now = casework.clock.now();
    if (programme == nullptr) {
        if (!find_state(store, casework, command.case_id.text(), decided)) {
            return nullptr;
        }
        decided.definition = decided.before->definition.text();
    } else {
        if (casework.numbers == nullptr) {
            return nullptr;
        }
        decided.file_number = next_file_number(store, casework, *programme, decided.now);
        decided.definition = definition_for_new(store, *programme);
    }
    auto definition = definition_or_throw(store, casework, decided.definition);
    ask_facts(casework, *definition, command, decided);
    decided.facts.file_number = decided.file_number.text;
    if (programme == nullptr && is_contested(decided.requests)) {
        return nullptr;
    }
    decided.facts.values = read_facts(store, decided.requests, command.case_id.text(), decided.now);
    return definition;
}

}  // namespace

std::shared_ptr<const cases::Definition> definition_or_throw(ports::StoreReader& store,
                                                             Casework& casework,
                                                             const std::string& id) {
    auto definition = casework.definitions.find(store, id);
    if (definition == nullptr) {
        throw OperatingError(FailureKind::corrupt, "definition " + id + " is missing");
    }
    return definition;
}

std::shared_ptr<const cases::CaseState> warm_or_loaded(ports::StoreReader& store,
                                                       const Casework& casework,
                                                       const ports::CaseRow& row,
                                                       const cases::Definition& definition) {
    auto state =
        casework.warm != nullptr ? casework.warm->find(row.case_id, row.last_leaf) : nullptr;
    return state != nullptr ? state
                            : std::make_shared<const cases::CaseState>(
                                  load_state(store, casework, row, definition));
}

std::string definition_for_new(ports::StoreReader& store, const ProgrammeSettings& programme) {
    const std::string published = published_definition(store, programme.programme);
    return published.empty() ? programme.definition : published;
}

void ask_facts(const Casework& casework, const cases::Definition& definition,
               const cases::Command& command, Decided& decided) {
    if (const ProgrammeSettings* programme = casework.programme(definition.programme)) {
        decided.facts.programme = programme->settings;
    }
    decided.requests =
        cases::fact_requests(definition, decided.before.get(), command, decided.facts, decided.now);
}

Decided decide_ahead(Casework& casework, const cases::Command& command,
                     const ProgrammeSettings* programme) {
    Decided decided;
    try {
        std::shared_ptr<const cases::Definition> definition;
        casework.store.read([&](ports::StoreReader& store) {
            definition = read_snapshot(store, casework, command, programme, decided);
        });
        if (definition == nullptr) {
            return decided;
        }
        cases::Step step = cases::decide(*definition, decided.before.get(), command, decided.facts,
                                         decided.now, casework.services);
        casework.store.read([&](ports::StoreReader& store) {
            decided.sealed = seal_step(store, casework.sealing, std::move(step));
        });
        decided.made = true;
    } catch (const std::exception&) {
        // The writer meets it again, and knows what to do about it.
    }
    return decided;
}

bool still_holds(ports::StoreReader& store, const Decided& decided, const ports::CaseRow* row,
                 const cases::Command& command) {
    const bool unmoved = row != nullptr ? row->parked.empty() && row->last_leaf == decided.last_leaf
                                        : decided.last_leaf.empty();
    return decided.made && unmoved &&
           feel::Value(read_facts(store, decided.requests, command.case_id.text(), decided.now)) ==
               feel::Value(decided.facts.values);
}

}  // namespace foerderwerk::operations
