// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/case_profile.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "engine/types/json.hpp"

namespace foerderwerk::performance {

namespace {

/// Tells what is new since it was last asked.
class StepWatcher {
public:
    StepRows rows_of_step(ports::StoreReader& store, const std::string& case_id) {
        StepRows step;
        store.for_each_record(case_id, [&](const ports::RecordRow& row) { step.record = row; });
        store.for_each_entry(step.record.seq, step.record.seq + 1,
                             [&](const ports::EntryRow& row) { step.entry = row; });
        step.frontier = store.log_frontier();
        step.state = store.find_case(case_id).value_or(ports::CaseRow{});
        step.tasks = store.tasks(case_id);
        read_record(step);
        for (const ports::PartRow& part : store.parts(case_id)) {
            add_new(step.parts, part, "part " + part.part_id);
        }
        store.for_each_document([&](const ports::DocumentRow& document) {
            if (document.case_id == case_id) {
                add_new(step.documents, document, document.digest);
            }
        });
        for (const ports::OutboxRow& item : store.outbox_of_case(case_id)) {
            add_new(step.effects, item, item.id);
        }
        for (const ports::ApprovalRow& approval : store.approvals(case_id)) {
            add_new(step.approvals, approval, "step " + approval.step);
        }
        add_postings(store, case_id, step);
        add_timers(store.timers_of_case(case_id), step);
        return step;
    }

private:
    template <class Row>
    void add_new(std::vector<Row>& rows, const Row& row, const std::string& name) {
        if (seen_.insert(name).second) {
            rows.push_back(row);
        }
    }

    static void read_record(StepRows& step) {
        const auto record = parse_json(step.record.bytes);
        const Json* facts = record.has_value() ? record->find("facts") : nullptr;
        const Json* values = facts != nullptr ? facts->find("values") : nullptr;
        step.facts = values != nullptr && values->is_object() ? values->as_object().size() : 0;
        const Json* actor = record.has_value() ? record->find("actor") : nullptr;
        step.by_person = actor != nullptr && actor->text("kind") == "person";
    }

    static void add_postings(ports::StoreReader& store, const std::string& case_id,
                             StepRows& step) {
        std::set<std::string> lines;
        for (const ports::PostingRow& posting : store.postings(case_id)) {
            if (posting.number == step.record.number) {
                step.postings.push_back(posting);
                lines.insert(posting.line);
            }
        }
        for (const std::string& line : lines) {
            step.lines.push_back(store.line(line));
        }
    }

    void add_timers(const std::vector<ports::TimerRow>& timers, StepRows& step) {
        const auto without = [](const std::vector<ports::TimerRow>& rows,
                                const std::vector<ports::TimerRow>& known) {
            std::vector<ports::TimerRow> rest;
            std::copy_if(rows.begin(), rows.end(), std::back_inserter(rest), [&](const auto& row) {
                return std::find(known.begin(), known.end(), row) == known.end();
            });
            return rest;
        };
        step.timers_set = without(timers, timers_);
        step.timers_dropped = without(timers_, timers);
        timers_ = timers;
    }

    std::set<std::string> seen_;
    std::vector<ports::TimerRow> timers_;
};

}  // namespace

CaseProfile profile_case(BenchmarkHouse& benchmark, const Application& application) {
    CaseProfile profile;
    StepWatcher watcher;
    CaseCaller(benchmark).run(application, [&](const std::string& case_id) {
        benchmark.house().casework.store.read([&](ports::StoreReader& store) {
            profile.push_back(watcher.rows_of_step(store, case_id));
        });
    });
    return profile;
}

}  // namespace foerderwerk::performance
