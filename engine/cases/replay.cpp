// SPDX-License-Identifier: EUPL-1.2
#include "engine/cases/replay.hpp"

#include <algorithm>

#include "engine/cases/command_json.hpp"
#include "engine/cases/decide.hpp"
#include "engine/cases/fold_records.hpp"
#include "engine/cases/migrate_case.hpp"

namespace foerderwerk::cases {

namespace {

using Verdict = ReplayedStep::Verdict;

std::string first_difference(const std::string& recorded, const std::string& executed) {
    const auto [here, there] =
        std::mismatch(recorded.begin(), recorded.end(), executed.begin(), executed.end());
    const auto offset = here - recorded.begin();
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, offset - 40));
    return "byte " + std::to_string(offset) + ": recorded …" + recorded.substr(from, 80) +
           "…, executed …" + executed.substr(from, 80) + "…";
}

/// Keeps the fold of what was recorded; each step is executed from it, so one altered record does
/// not blur the verdict on the next.
class Replay {
public:
    explicit Replay(const ReplaySources& sources) : sources_(sources) {}

    ReplayedStep take(const std::string& bytes) {
        ++number_;
        const auto record = parse_json(bytes);
        if (!record.has_value()) {
            return verdict(Verdict::damaged, "no JSON: " + record.error().reason);
        }
        const Json* number = record->find("number");
        if (number == nullptr || !number->is_integer() || number->as_integer() != number_) {
            return verdict(Verdict::damaged, "the number does not follow the one before");
        }
        const ReplayedStep result = execute(*record, bytes);
        const Json* changes = record->find("changes");
        folded_ = apply(folded_, changes != nullptr ? *changes : Json());
        return result;
    }

private:
    [[nodiscard]] ReplayedStep verdict(Verdict verdict, std::string detail) const {
        return {.number = number_, .verdict = verdict, .detail = std::move(detail)};
    }

    [[nodiscard]] ReplayedStep execute(const Json& record, const std::string& bytes) const {
        const auto definition = sources_.definition(record.text("definition"));
        if (definition == nullptr) {
            return verdict(Verdict::not_executable,
                           "definition " + record.text("definition") + " is missing");
        }
        auto inputs = inputs_of_record(record, sources_.open_part);
        if (!inputs.has_value()) {
            return verdict(Verdict::not_executable, inputs.error());
        }
        if (inputs->facts.semantics < 1 || inputs->facts.semantics > semantics_version) {
            return verdict(Verdict::not_executable, "unknown semantics version");
        }
        const bool moved = folded_.is_object() &&
                           folded_.text("definition") != definition->id.text() &&
                           inputs->command.event == migration_event;
        if (moved) {
            return execute_migration(*definition, *inputs, bytes);
        }
        std::optional<CaseState> state;
        if (folded_.is_object()) {
            auto read = case_state_from_json(folded_, definition->chart, sources_.open_part);
            if (!read.has_value()) {
                return verdict(Verdict::not_executable, read.error());
            }
            state = std::move(*read);
        }
        if (state.has_value() && state->definition != definition->id) {
            return verdict(Verdict::damaged, "the case is pinned to another definition");
        }
        return compare(decide(*definition, state ? &*state : nullptr, inputs->command,
                              inputs->facts, inputs->now, sources_.services),
                       bytes);
    }

    /// A record of another definition than the case had before: the one that moves it there.
    ReplayedStep execute_migration(const Definition& to, const RecordedInputs& inputs,
                                   const std::string& bytes) const {
        const auto from = sources_.definition(folded_.text("definition"));
        if (from == nullptr) {
            return verdict(Verdict::not_executable,
                           "definition " + folded_.text("definition") + " is missing");
        }
        const auto state = case_state_from_json(folded_, from->chart, sources_.open_part);
        if (!state.has_value()) {
            return verdict(Verdict::not_executable, state.error());
        }
        return compare(migrate(*from, to, *state, inputs.command, inputs.facts, inputs.now), bytes);
    }

    ReplayedStep compare(const Step& step, const std::string& bytes) const {
        std::string missing;
        std::string rewritten;
        const std::string executed = record_bytes(step, [&](const NewPart& part) {
            const auto commit = sources_.commit_of_part(part.id);
            if (!commit.has_value()) {
                missing = part.id;
            } else if (!is_stored(part)) {
                rewritten = part.id;
            }
            return commit.value_or("");
        });
        if (!missing.empty()) {
            return verdict(Verdict::not_executable, "part " + missing + " is missing or damaged");
        }
        if (!rewritten.empty()) {
            return verdict(Verdict::different, "part " + rewritten + " has another content");
        }
        if (executed != bytes) {
            return verdict(Verdict::different, first_difference(bytes, executed));
        }
        return verdict(Verdict::identical, "");
    }

    /// The record holds only a commitment to a part: its content is compared here.
    [[nodiscard]] bool is_stored(const NewPart& part) const {
        const auto stored = sources_.open_part(part.id);
        const auto json = stored.has_value() ? feel::to_json(stored->unmarked())
                                             : Result<Json, std::string>(Json());
        return stored.has_value() && json.has_value() && canonical_json(*json) == part.plaintext;
    }

    const ReplaySources& sources_;
    std::int64_t number_ = 0;
    Json folded_;
};

}  // namespace

std::vector<ReplayedStep> replay(const std::vector<std::string>& records,
                                 const ReplaySources& sources) {
    Replay run(sources);
    std::vector<ReplayedStep> steps;
    steps.reserve(records.size());
    for (const std::string& record : records) {
        steps.push_back(run.take(record));
    }
    return steps;
}

bool all_identical(const std::vector<ReplayedStep>& steps) {
    return !steps.empty() && std::all_of(steps.begin(), steps.end(), [](const ReplayedStep& step) {
        return step.verdict == Verdict::identical;
    });
}

}  // namespace foerderwerk::cases
