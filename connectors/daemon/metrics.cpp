// SPDX-License-Identifier: EUPL-1.2
#include "connectors/daemon/metrics.hpp"

#include "engine/operations/casework.hpp"

namespace foerderwerk::daemon {

namespace {

void line(std::string& text, const std::string& name, const char* type, std::uint64_t value,
          const std::string& labels = {}) {
    if (text.find("# TYPE " + name + " ") == std::string::npos) {
        text += "# TYPE " + name + " " + type + "\n";
    }
    text += name + labels + " " + std::to_string(value) + "\n";
}

}  // namespace

std::string metrics_text(const Counters& counters, ports::CaseStore& store,
                         const ports::Clock& clock) {
    std::string text;
    const std::string messages = "foerderwerk_messages_total";
    line(text, messages, "counter", counters.stored, "{answer=\"stored\"}");
    line(text, messages, "counter", counters.repeated, "{answer=\"repeated\"}");
    line(text, messages, "counter", counters.conflicts, "{answer=\"conflict\"}");
    line(text, messages, "counter", counters.refused, "{answer=\"refused\"}");
    line(text, messages, "counter", counters.unavailable, "{answer=\"unavailable\"}");
    line(text, "foerderwerk_outbox_tried_total", "counter", counters.delivered_items);
    line(text, "foerderwerk_timers_fired_total", "counter", counters.fired_timers);
    store.read([&](ports::StoreReader& reader) {
        line(text, "foerderwerk_log_entries", "gauge", reader.log_size());
        line(text, "foerderwerk_log_published_entries", "gauge", counters.published_entries);
        const std::int64_t now = operations::to_micros(clock.now().instant);
        line(text, "foerderwerk_outbox_due", "gauge", reader.due_outbox(now, 10'000).size());
        line(text, "foerderwerk_outbox_refused", "gauge", reader.undelivered().size());
        ports::CaseFilter parked;
        parked.parked_only = true;
        parked.most = 10'000;
        line(text, "foerderwerk_cases_parked", "gauge", reader.list_cases(parked).size());
        line(text, "foerderwerk_timers_due", "gauge", reader.due_timers(now, 10'000).size());
    });
    return text;
}

ports::IntakeAnswer CountingIntake::receive(const ports::Delivery& delivery) {
    ports::IntakeAnswer answer = intake_.receive(delivery);
    switch (answer.kind) {
        case ports::IntakeAnswer::Kind::stored:
            ++counters_.stored;
            break;
        case ports::IntakeAnswer::Kind::repeated:
            ++counters_.repeated;
            break;
        case ports::IntakeAnswer::Kind::conflict:
            ++counters_.conflicts;
            break;
        case ports::IntakeAnswer::Kind::refused:
            ++counters_.refused;
            break;
        case ports::IntakeAnswer::Kind::unavailable:
            ++counters_.unavailable;
            break;
    }
    return answer;
}

}  // namespace foerderwerk::daemon
