// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/case_profile.hpp"

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
        ports::RecordRow last;
        store.for_each_record(case_id, [&](const ports::RecordRow& row) { last = row; });
        step.record = last.bytes.size();
        step.frontier = store.log_frontier().size();
        const auto record = parse_json(last.bytes);
        const Json* facts = record.has_value() ? record->find("facts") : nullptr;
        const Json* values = facts != nullptr ? facts->find("values") : nullptr;
        step.facts = values != nullptr && values->is_object() ? values->as_object().size() : 0;
        const Json* actor = record.has_value() ? record->find("actor") : nullptr;
        step.by_person = actor != nullptr && actor->text("kind") == "person";
        store.for_each_entry(last.seq, last.seq + 1,
                             [&](const ports::EntryRow& row) { step.entry = row.bytes.size(); });
        step.state = store.find_case(case_id).value_or(ports::CaseRow{}).state_json.size();
        for (const ports::PartRow& part : store.parts(case_id)) {
            if (seen_.insert("part " + part.part_id).second) {
                step.parts.push_back(part.sealed.size());
            }
        }
        store.for_each_document([&](const ports::DocumentRow& document) {
            if (document.case_id == case_id && seen_.insert(document.digest).second) {
                step.documents.push_back(document.sealed.size());
            }
        });
        for (const ports::OutboxRow& item : store.outbox_of_case(case_id)) {
            if (seen_.insert(item.id).second) {
                step.effects.push_back(item.effect_json.size());
            }
        }
        const std::size_t postings = store.postings(case_id).size();
        const std::size_t approvals = store.approvals(case_id).size();
        step.small_rows = 2 * (postings - postings_) + (approvals - approvals_) +
                          store.tasks(case_id).size() + store.timers_of_case(case_id).size() +
                          (step.documents.empty() ? 0 : 1);
        postings_ = postings;
        approvals_ = approvals;
        return step;
    }

private:
    std::set<std::string> seen_;
    std::size_t postings_ = 0;
    std::size_t approvals_ = 0;
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
