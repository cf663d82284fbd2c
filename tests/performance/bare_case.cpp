// SPDX-License-Identifier: EUPL-1.2
#include "tests/performance/bare_case.hpp"

namespace foerderwerk::performance {

namespace {

using Row = BareStore::Row;

constexpr std::size_t decision_step = 4;
// Nonce and tag of AES-256-GCM; the sizes in the profile are those of the sealed bytes.
constexpr std::size_t seal_overhead = 28;

}  // namespace

BareCase::BareCase(const BareKeys& keys, BareStore& store, const CaseProfile& profile)
    : messages_(keys),
      store_(store),
      reader_(store),
      profile_(profile),
      sealing_(signature::MasterKey(std::string(32, 'b'))),
      decision_(sample_message("antrag.entscheidung.0201.xml")) {}

void BareCase::run(const std::string& name, const std::string& message) {
    // Cases have random ids, as the log asks for, so their rows lie all over the trees.
    const std::string id = to_hex(sealing_.sha256(name)).substr(0, 32);
    messages_.validate(messages_.verify(message));
    for (std::size_t i = 0; i < profile_.size(); ++i) {
        step(id, static_cast<std::int64_t>(i) + 1, profile_[i]);
        if (i + 1 == decision_step) {
            // What leaves is verified and validated before it leaves.
            messages_.validate(messages_.verify_own(messages_.sign(decision_)));
        }
    }
}

void BareCase::step(const std::string& id, std::int64_t number, const StepRows& rows) {
    if (rows.by_person) {
        reader_.read_fact();
    }
    BareStore::Step step{.case_id = id, .facts = rows.facts, .frontier = rows.frontier, .rows = {}};
    std::vector<Row>& written = step.rows;
    const auto add = [&](Row::Table table, std::string key, std::string bytes, std::string more) {
        written.push_back({.table = table,
                           .key = std::move(key),
                           .number = number,
                           .bytes = std::move(bytes),
                           .more = std::move(more)});
    };
    const std::string prefix = id + "-" + std::to_string(number) + "-";
    const std::string key(32, 'k');
    const auto add_sealed = [&](Row::Table table, const std::vector<std::size_t>& sizes) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const std::string row_key = prefix + std::to_string(i);
            const std::string content(std::max(sizes[i], seal_overhead) - seal_overhead, 'c');
            static_cast<void>(sealing_.hmac_sha256(key, content));
            add(table, row_key, sealing_.seal(key, content, row_key), {});
        }
    };
    std::string record(rows.record, 'r');
    std::string entry(rows.entry, 'e');
    const std::string k = sealing_.random_bytes(32);
    static_cast<void>(sealing_.hmac_sha256(k, record));
    const Digest leaf = sealing_.sha256(entry);
    add(Row::Table::record, id, std::move(record), k);
    add(Row::Table::entry, {}, std::move(entry), std::string(as_bytes(leaf)));
    add(Row::Table::state, id, std::string(rows.state, 's'), {});
    add_sealed(Row::Table::part, rows.parts);
    add_sealed(Row::Table::document, rows.documents);
    for (std::size_t i = 0; i < rows.effects.size(); ++i) {
        add(Row::Table::effect, prefix + std::to_string(i), std::string(rows.effects[i], 'x'), {});
    }
    for (std::size_t i = 0; i < rows.small_rows; ++i) {
        add(Row::Table::small, id, {}, {});
    }
    store_.write(step);
}

}  // namespace foerderwerk::performance
